#include "db/plan/key_check.h"

#include "db/base/check.h"
#include "db/base/limits.h"
#include "db/base/status_macros.h"
#include "db/plan/error.h"

namespace stator::plan {
namespace {

Address Locate(const TableSchema& schema, const DigestSecret& secret, ValueView partition,
               std::optional<ValueView> sort) {
  const Digest digest = Digest::Of(secret, {&partition, 1});
  return {&schema, StoreKey::Item(schema.id, digest, sort), partition, secret};
}

// The value of one key attribute. What is wrong with it is told in the words of the operation: a
// key "does not match the schema", an item misses an attribute or has it of another type.
struct KeyWords {
  static absl::Status Missing(const KeyAttribute&) { return error::KeyDoesNotMatchSchema(); }
  static absl::Status WrongType(const KeyAttribute&, ValueView) {
    return error::KeyDoesNotMatchSchema();
  }
};
struct ItemWords {
  static absl::Status Missing(const KeyAttribute& key) { return error::MissingKeyInItem(key.name); }
  static absl::Status WrongType(const KeyAttribute& key, ValueView value) {
    return error::KeyTypeMismatch(key.name, key.type, value.type());
  }
};

template <typename Words>
absl::StatusOr<Address> AddressIn(const TableSchema& schema, const DigestSecret& secret,
                                  ItemView attributes) {
  STATOR_CHECK(schema.key.partition.size() == 1 && schema.key.sort.size() <= 1);
  ValueView values[2];
  size_t count = 0;
  const auto take = [&](const KeyAttribute& key) {
    const std::optional<ValueView> value = attributes.Find(key.name);
    if (!value) return Words::Missing(key);
    if (value->type() != key.type) return Words::WrongType(key, *value);
    values[count++] = *value;
    return absl::OkStatus();
  };
  STATOR_RETURN_IF_ERROR(take(schema.key.partition[0]));
  if (schema.key.HasSort()) STATOR_RETURN_IF_ERROR(take(schema.key.sort[0]));
  STATOR_RETURN_IF_ERROR(CheckKeyValue(schema.key.partition[0], values[0], true));
  if (count == 1) return Locate(schema, secret, values[0], std::nullopt);
  STATOR_RETURN_IF_ERROR(CheckKeyValue(schema.key.sort[0], values[1], false));
  return Locate(schema, secret, values[0], values[1]);
}

}  // namespace

absl::Status CheckKeyValue(const KeyAttribute& attribute, ValueView value, bool is_partition) {
  const size_t bytes = value.ScalarBytes().size();
  if (bytes == 0) return error::EmptyKeyValue(attribute.name, attribute.type);
  if (is_partition && bytes > limits::kPartitionKeyBytesMax) return error::PartitionKeyTooLong();
  if (!is_partition && bytes > limits::kSortKeyBytesMax) return error::SortKeyTooLong();
  return absl::OkStatus();
}

absl::StatusOr<Address> AddressOfKey(const TableSchema& schema, const DigestSecret& secret,
                                     ItemView key) {
  if (key.size() != schema.key.size()) return error::KeyDoesNotMatchSchema();
  return AddressIn<KeyWords>(schema, secret, key);
}

absl::StatusOr<Address> AddressOfItem(const TableSchema& schema, const DigestSecret& secret,
                                      ItemView item) {
  return AddressIn<ItemWords>(schema, secret, item);
}

}  // namespace stator::plan
