#include "db/plan/start_key.h"

#include <utility>

#include "db/base/status_macros.h"
#include "db/model/index_key.h"
#include "db/plan/error.h"
#include "db/plan/key_check.h"

namespace stator::plan {
namespace {

using Values = absl::InlinedVector<ValueView, 2>;

// The attributes of both keys, each once.
size_t AttributesOf(const Source& source) {
  size_t count = source.table->key.size();
  for (const auto* part : {&source.key().partition, &source.key().sort}) {
    for (const KeyAttribute& attribute : *part) {
      count += source.table->key.Find(attribute.name) == nullptr ? 1 : 0;
    }
  }
  return count;
}

absl::StatusOr<Values> ValuesOf(const std::vector<KeyAttribute>& attributes, ItemView start,
                                bool are_partition) {
  Values values;
  for (const KeyAttribute& attribute : attributes) {
    const std::optional<ValueView> value = start.Find(attribute.name);
    if (!value) return error::StartKeyInvalid("");
    if (value->type() != attribute.type) return error::KeyDoesNotMatchSchema();
    STATOR_RETURN_IF_ERROR(CheckKeyValue(attribute, *value, are_partition));
    values.push_back(*value);
  }
  return values;
}

Item TableKeyOf(const TableSchema& table, ItemView start) {
  Item key;
  for (const auto* part : {&table.key.partition, &table.key.sort}) {
    for (const KeyAttribute& attribute : *part) {
      const std::optional<ValueView> value = start.Find(attribute.name);
      if (value) key.Set(attribute.name, Value(*value));
    }
  }
  return key;
}

absl::StatusOr<Address> AddressOfTableKey(const TableSchema& table, const DigestSecret& secret,
                                          ItemView key) {
  absl::StatusOr<Address> address = AddressOfKey(table, secret, key);
  if (address.ok()) return address;
  const auto why = address.status().message();
  return error::StartKeyInvalid(std::string_view(why.data(), why.size()));
}

}  // namespace

absl::Status CheckStartAttributes(const Source& source, const std::optional<Item>& start) {
  if (!start) return absl::OkStatus();
  bool complete = start->size() == AttributesOf(source);
  for (const auto* part : {&source.key().partition, &source.key().sort}) {
    for (const KeyAttribute& attribute : *part) {
      complete = complete && start->Find(attribute.name).has_value();
    }
  }
  return complete ? absl::OkStatus() : error::StartKeyInvalid("");
}

absl::StatusOr<StartKey> StartKeyOf(const Source& source, const DigestSecret& secret,
                                    ItemView start) {
  if (source.index == nullptr) {
    STATOR_ASSIGN_OR_RETURN(const Address address, AddressOfTableKey(*source.table, secret, start));
    return StartKey{address.store_key, {address.partition}};
  }
  const KeySchema& key = source.key();
  STATOR_ASSIGN_OR_RETURN(const Values partition, ValuesOf(key.partition, start, true));
  STATOR_ASSIGN_OR_RETURN(const Values sort, ValuesOf(key.sort, start, false));
  const Item table_key = TableKeyOf(*source.table, start);
  STATOR_RETURN_IF_ERROR(AddressOfTableKey(*source.table, secret, table_key).status());
  const KeySchema& table = source.table->key;
  const Digest table_digest = DigestOfTableKey(
      secret, *start.Find(table.partition[0].name),
      table.HasSort() ? start.Find(table.sort[0].name) : std::optional<ValueView>());
  return StartKey{IndexEntryKey(source.id(), Digest::Of(secret, partition), sort, table_digest),
                  {partition.begin(), partition.end()}};
}

}  // namespace stator::plan
