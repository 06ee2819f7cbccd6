#include "db/model/index_entry.h"

#include <vector>

#include "db/base/limits.h"
#include "db/model/encode.h"
#include "db/model/index_key.h"

namespace stator {
namespace {

using Values = absl::InlinedVector<ValueView, 2>;

// The values of some key attributes of an item; false when one is missing or unfit.
bool TakeValues(const std::vector<KeyAttribute>& attributes, ItemView item, size_t bytes_max,
                Values& values) {
  size_t bytes = 0;
  for (const KeyAttribute& attribute : attributes) {
    const std::optional<ValueView> value = item.Find(attribute.name);
    if (!value || value->type() != attribute.type) return false;
    const size_t size = value->ScalarBytes().size();
    bytes += size;
    if (size == 0 || bytes > bytes_max) return false;
    values.push_back(*value);
  }
  return true;
}

// The attributes that the index holds, in the item's own order, which is that of an encoding.
std::string Project(const IndexSchema& index, const KeySchema& table_key, ItemView item) {
  std::string out(internal::kContainerHeaderBytes, '\0');
  size_t count = 0;
  for (const auto [name, value] : item) {
    if (!index.Holds(name, table_key)) continue;
    internal::AppendPrefixed(name, out);
    out.append(value.encoded());
    ++count;
  }
  internal::WriteContainerHeader(Type::kMap, out.size() - internal::kContainerHeaderBytes, count,
                                 out.data());
  return out;
}

}  // namespace

std::optional<IndexEntry> IndexEntry::Of(const IndexSchema& index, const KeySchema& table_key,
                                         ItemView item, size_t item_size) {
  IndexEntry entry;
  if (!TakeValues(index.key.partition, item, limits::kPartitionKeyBytesMax, entry.partition_) ||
      !TakeValues(index.key.sort, item, limits::kSortKeyBytesMax, entry.sort_)) {
    return std::nullopt;
  }
  entry.index_ = index.id;
  entry.table_partition_ = *item.Find(table_key.partition[0].name);
  if (table_key.HasSort()) entry.table_sort_ = *item.Find(table_key.sort[0].name);
  if (index.projects_all) {
    entry.whole_ = item;
    entry.size_ = item_size;
  } else {
    entry.projected_ = Project(index, table_key, item);
    entry.size_ = entry.item().SizeAsItem();
  }
  return entry;
}

StoreKey IndexEntry::Key(const DigestSecret& secret) const {
  return IndexEntryKey(index_, Digest::Of(secret, partition_), sort_,
                       DigestOfTableKey(secret, table_partition_, table_sort_));
}

}  // namespace stator
