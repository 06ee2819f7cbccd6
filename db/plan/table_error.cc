#include "db/plan/table_error.h"

#include <string>

#include "db/base/limits.h"
#include "db/plan/invalid.h"

namespace stator::plan::error {

using stator::error::Concat;
using stator::error::Validation;

absl::Status KeyNameTooLong() {
  return Invalid(Concat({"Attribute name is too large, must be less than ",
                         std::to_string(limits::kKeyAttributeNameBytesMax + 1), " bytes"}));
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

absl::Status HashKeyBehindRange() {
  return Validation("Invalid KeySchema: A HASH key type follows a RANGE key type");
}

absl::Status KeyAttributeTwice(std::string_view name) {
  return Validation(Concat({"Invalid KeySchema: The attribute ", name, " is specified twice"}));
}

absl::Status TooManyKeyAttributes(KeyType type, std::string_view index) {
  return Invalid(Concat({"Number of ", type == KeyType::kHash ? "HASH" : "RANGE",
                         " key attributes exceeds the limit of ",
                         std::to_string(limits::kIndexKeyAttributesMax), " for index: ", index}));
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

absl::Status TagCharacters(std::string_view part, std::string_view text) {
  return Invalid(Concat({"Tag ", part,
                         " can only contain letters, white space, numbers, and the characters + - "
                         "= . _ : / @: ",
                         text}));
}

// In the service's words.
absl::Status NoTags() { return Validation("Atleast one Tag needs to be provided as Input."); }

absl::Status NoTagKeys() {
  return Validation("Atleast one Tag Key needs to be provided as Input.");
}

absl::Status NothingToUpdate() {
  return Validation(
      "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, "
      "GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required");
}

}  // namespace stator::plan::error
