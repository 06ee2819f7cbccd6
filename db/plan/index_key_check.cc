// The service looks at global indexes before local ones, at each in the order of its definition,
// and at the attributes of a key in their order. Lengths count all attributes of a kind together.
#include "db/plan/index_key_check.h"

#include "absl/functional/function_ref.h"
#include "db/base/limits.h"
#include "db/base/status_macros.h"
#include "db/model/index_entry.h"
#include "db/plan/error.h"

namespace stator::plan {
namespace {

using expression::BoundUpdate;

using IndexVisitor = absl::FunctionRef<absl::Status(const IndexSchema&)>;
absl::Status ForEachIndex(const TableSchema& schema, IndexVisitor check) {
  for (const bool local : {false, true}) {
    for (const IndexSchema& index : schema.indexes) {
      if (index.is_local == local) STATOR_RETURN_IF_ERROR(check(index));
    }
  }
  return absl::OkStatus();
}

using AttributeVisitor = absl::FunctionRef<absl::Status(const KeyAttribute&)>;
absl::Status ForEachAttribute(const KeySchema& key, AttributeVisitor check) {
  for (const auto* part : {&key.partition, &key.sort}) {
    for (const KeyAttribute& attribute : *part) STATOR_RETURN_IF_ERROR(check(attribute));
  }
  return absl::OkStatus();
}

// REQUIRES: values that are there are of their types.
size_t BytesOf(const std::vector<KeyAttribute>& attributes, ItemView item) {
  size_t bytes = 0;
  for (const KeyAttribute& attribute : attributes) {
    const std::optional<ValueView> value = item.Find(attribute.name);
    if (value && value->type() == attribute.type) bytes += value->ScalarBytes().size();
  }
  return bytes;
}

absl::Status CheckLengths(const IndexSchema& index, ItemView item) {
  if (BytesOf(index.key.partition, item) > limits::kPartitionKeyBytesMax) {
    return error::PartitionKeyTooLong();
  }
  if (BytesOf(index.key.sort, item) > limits::kSortKeyBytesMax) return error::SortKeyTooLong();
  return absl::OkStatus();
}

bool IsEmpty(ValueView value) { return value.ScalarBytes().empty(); }

absl::Status CheckTarget(const IndexSchema& index, const KeyAttribute& key,
                         const BoundUpdate::Target& target) {
  if (target.attribute != key.name) return absl::OkStatus();
  if (target.is_nested) return error::IndexKeyNotScalar(key.name);
  if (target.value && target.value->type() != key.type) {
    return error::IndexKeyTypeMismatch(key.name, key.type, target.value->type(), index.name);
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckIndexKeys(const TableSchema& schema, ItemView item) {
  return ForEachIndex(schema, [&](const IndexSchema& index) {
    STATOR_RETURN_IF_ERROR(ForEachAttribute(index.key, [&](const KeyAttribute& key) {
      const std::optional<ValueView> value = item.Find(key.name);
      if (!value) return absl::OkStatus();
      if (value->type() != key.type) {
        return error::IndexKeyTypeMismatch(key.name, key.type, value->type(), index.name);
      }
      return IsEmpty(*value) ? error::EmptyIndexKey(key.name, key.type, index.name)
                             : absl::OkStatus();
    }));
    return CheckLengths(index, item);
  });
}

absl::Status CheckIndexKeysOfUpdate(const TableSchema& schema,
                                    const std::vector<BoundUpdate::Target>& targets) {
  return ForEachIndex(schema, [&](const IndexSchema& index) {
    return ForEachAttribute(index.key, [&](const KeyAttribute& key) {
      for (const BoundUpdate::Target& target : targets) {
        STATOR_RETURN_IF_ERROR(CheckTarget(index, key, target));
      }
      return absl::OkStatus();
    });
  });
}

absl::Status CheckIndexKeysAfterUpdate(const TableSchema& schema, std::optional<ItemView> before,
                                       ItemView after) {
  if (schema.indexes.empty()) return absl::OkStatus();
  return ForEachIndex(schema, [&](const IndexSchema& index) {
    bool changed = false;
    STATOR_RETURN_IF_ERROR(ForEachAttribute(index.key, [&](const KeyAttribute& key) {
      const std::optional<ValueView> value = after.Find(key.name);
      if (!value || (before && before->Find(key.name) == value)) return absl::OkStatus();
      changed = true;
      if (value->type() != key.type) return error::IndexKeyUpdatedToOtherType();
      return IsEmpty(*value) ? error::IndexKeyUpdatedToEmpty(key.type) : absl::OkStatus();
    }));
    return changed ? CheckLengths(index, after) : absl::OkStatus();
  });
}

bool FitsWithLocalEntries(const TableSchema& schema, ItemView item, size_t item_size) {
  if (!schema.HasLocalIndex()) return true;
  // No entry is larger than its item, so of most items there is nothing to add up.
  const size_t copies_max = 1 + limits::kLocalIndexesMax;
  if (item_size * copies_max <= limits::kItemBytesMax) return true;
  size_t bytes = item_size;
  for (const IndexSchema& index : schema.indexes) {
    if (!index.is_local) break;
    const auto entry = IndexEntry::Of(index, schema.key, item, item_size);
    if (entry) bytes += entry->size();
  }
  return bytes <= limits::kItemBytesMax;
}

}  // namespace stator::plan
