#include "db/plan/throughput_error.h"

#include <string>

#include "db/plan/invalid.h"

namespace stator::plan::error {

using stator::error::Concat;
using stator::error::Validation;

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

absl::Status ThroughputOutOfBounds(std::string_view unit, int64_t value, std::string_view index) {
  return Validation(Concat({"Given value ", std::to_string(value), " for ", unit,
                            " is out of bounds", index.empty() ? "" : " for index ", index}));
}

absl::Status ThroughputUnchanged(const ProvisionedThroughput& current, std::string_view index) {
  const std::string read = std::to_string(*current.read_capacity_units);
  const std::string write = std::to_string(*current.write_capacity_units);
  const std::string_view what = index.empty() ? "table" : "index";
  return Validation(Concat(
      {"The provisioned throughput for the ", what, index.empty() ? "" : " ", index,
       " will not change. The requested value equals the current value. Current ReadCapacityUnits "
       "provisioned for the ",
       what, ": ", read, ". Requested ReadCapacityUnits: ", read,
       ". Current WriteCapacityUnits provisioned for the ", what, ": ", write,
       ". Requested WriteCapacityUnits: ", write,
       ". Refer to the Amazon DynamoDB Developer Guide for current limits and how to request "
       "higher limits."}));
}

absl::Status OnDemandLimitOutOfRange(std::string_view unit, std::string_view index) {
  return Invalid(Concat({"Requested ", unit, " for OnDemandThroughput for ",
                         index.empty() ? "table" : "index ", index, " is outside of valid range"}));
}

absl::Status WarmThroughputOutOfRange(std::string_view unit, std::string_view index) {
  return Invalid(Concat({"Requested ", unit, " for WarmThroughput for ",
                         index.empty() ? "table" : "index ", index, " is outside of valid range"}));
}

absl::Status WarmThroughputFalls(std::string_view unit, std::string_view index) {
  return Invalid(Concat({"Requested ", unit, " for WarmThroughput for ",
                         index.empty() ? "table" : "index ", index,
                         " is lower than current WarmThroughput, "
                         "decreasing WarmThroughput is not supported"}));
}

absl::Status OnDemandLimitOfProvisionedTable(std::string_view unit) {
  return Invalid(Concat({unit,
                         " for OnDemandThroughput cannot be specified when table BillingMode is "
                         "PROVISIONED."}));
}

absl::Status ThroughputOfOnDemandIndex(std::string_view index) {
  return Invalid(Concat({"ProvisionedThroughput should not be specified for index: ", index,
                         " when BillingMode is PAY_PER_REQUEST"}));
}

absl::Status ThroughputMissingOfIndex(std::string_view index) {
  return Invalid(Concat({"ProvisionedThroughput must be specified for index: ", index}));
}

}  // namespace stator::plan::error
