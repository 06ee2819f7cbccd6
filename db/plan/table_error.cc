#include "db/plan/table_error.h"

#include "db/base/error.h"
#include "db/base/limits.h"

namespace stator::plan::error {

using stator::error::Concat;
using stator::error::Validation;

namespace {

absl::Status Invalid(std::string_view what) {
  return Validation(Concat({"One or more parameter values were invalid: ", what}));
}

// "[a, b]"
std::string Listed(const std::vector<std::string>& names) {
  std::string list = "[";
  for (const std::string& name : names) {
    if (list.size() > 1) list += ", ";
    list += name;
  }
  return list + "]";
}

}  // namespace

absl::Status ThroughputOfOnDemandTable() {
  return Invalid(
      "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is "
      "PAY_PER_REQUEST");
}

absl::Status ThroughputMissing() {
  return Invalid(
      "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is "
      "PROVISIONED");
}

absl::Status ThroughputMissingInUpdate() {
  return Invalid("ProvisionedThroughput must be specified when BillingMode is PROVISIONED");
}

absl::Status ThroughputOutOfBounds(std::string_view unit, int64_t value) {
  return Validation(
      Concat({"Given value ", std::to_string(value), " for ", unit, " is out of bounds"}));
}

absl::Status ThroughputUnchanged(const ProvisionedThroughput& current) {
  const std::string read = std::to_string(*current.read_capacity_units);
  const std::string write = std::to_string(*current.write_capacity_units);
  return Validation(Concat(
      {"The provisioned throughput for the table will not change. The requested value equals the "
       "current value. Current ReadCapacityUnits provisioned for the table: ",
       read, ". Requested ReadCapacityUnits: ", read,
       ". Current WriteCapacityUnits provisioned for the table: ", write,
       ". Requested WriteCapacityUnits: ", write,
       ". Refer to the Amazon DynamoDB Developer Guide for current limits and how to request "
       "higher limits."}));
}

absl::Status OnDemandLimitOutOfRange(std::string_view unit) {
  return Invalid(
      Concat({"Requested ", unit, " for OnDemandThroughput for table is outside of valid range"}));
}

absl::Status OnDemandLimitOfProvisionedTable(std::string_view unit) {
  return Invalid(Concat({unit,
                         " for OnDemandThroughput cannot be specified when table BillingMode is "
                         "PROVISIONED."}));
}

absl::Status KeyAttributeUndefined() {
  return Validation("Invalid KeySchema: Some index key attribute have no definition");
}

absl::Status KeyAttributesUndefined(const std::vector<std::string>& keys,
                                    const std::vector<std::string>& defined) {
  return Invalid(
      Concat({"Some index key attributes are not defined in AttributeDefinitions. "
              "Keys: ",
              Listed(keys), ", AttributeDefinitions: ", Listed(defined)}));
}

absl::Status KeyAttributesEqual() {
  return Validation(
      "Both the Hash Key and the Range Key element in the KeySchema have the same name");
}

absl::Status FirstKeyNotHash() {
  return Validation("Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
}

absl::Status SecondKeyNotRange() {
  return Validation("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type");
}

absl::Status UnusedAttributeDefinitions() {
  return Invalid(
      "Number of attributes in KeySchema does not exactly match number of attributes defined in "
      "AttributeDefinitions");
}

absl::Status SseTypeUnsupported() { return Invalid("SSEType AES256 is not supported"); }

absl::Status SseKeyWithoutSse() {
  return Invalid("KMSMasterKeyId and SSEType can only be specified when SSE is enabled");
}

absl::Status TooManyTags() {
  return Invalid(
      Concat({"Too many tags: tag limit is ", std::to_string(limits::kTagsPerResourceMax)}));
}

absl::Status DuplicateTag(std::string_view key) {
  return Invalid(Concat({"Duplicate tag key: ", key}));
}

absl::Status ReservedTag() {
  return Invalid("Tag keys starting with 'aws:' are reserved for system use");
}

absl::Status NothingToUpdate() {
  return Validation(
      "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, "
      "GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required");
}

}  // namespace stator::plan::error
