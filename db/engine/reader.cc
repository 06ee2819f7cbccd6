#include "db/engine/reader.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "db/base/limits.h"
#include "db/base/status_macros.h"
#include "db/engine/capacity.h"
#include "db/engine/error.h"
#include "db/model/index_key.h"

namespace stator::engine {
namespace {

using storage::Space;
using storage::Visit;

// In a store key the digest stands for the partition key; only the item itself proves that it is of
// the partition meant. The sort key stands there in full. `values`: of the leading attributes.
bool BelongsTo(absl::Span<const ValueView> values, const KeySchema& key, const ItemRecord& record) {
  if (values.empty()) return true;
  if (!record.HasPartition(key.partition[0].name, values[0])) return false;
  for (size_t i = 1; i < values.size(); ++i) {
    if (record.item().Find(key.partition[i].name) != values[i]) return false;
  }
  return true;
}

bool IsThatOf(const plan::Address& address, const std::optional<ItemRecord>& record) {
  return record && BelongsTo({&address.partition, 1}, address.schema->key, *record);
}

void AddKey(const KeySchema& schema, ItemView item, Item& key) {
  for (const auto* part : {&schema.partition, &schema.sort}) {
    for (const KeyAttribute& attribute : *part) {
      key.Set(attribute.name, Value(*item.Find(attribute.name)));
    }
  }
}

// Of an index, its key and that of the table.
Item KeyOf(const plan::Source& source, ItemView item) {
  Item key;
  AddKey(source.table->key, item, key);
  if (source.index != nullptr) AddKey(source.index->key, item, key);
  return key;
}

// Where the item behind an entry of a local index lives.
plan::Address AddressBehind(const TableSchema& table, std::string_view entry_key, ItemView entry) {
  const KeySchema& key = table.key;
  return {&table,
          ItemKeyBehind(entry_key, table.id,
                        key.HasSort() ? entry.Find(key.sort[0].name) : std::optional<ValueView>()),
          *entry.Find(key.partition[0].name),
          {}};
}

// Takes the items of a range one by one, and says when the page is full.
class PageBuilder {
 public:
  explicit PageBuilder(const plan::RangeRead& read) : read_(read) {
    // Room for the items of a short page, so that a longer one grows less often.
    if (!read.count_only) page_.items.buffer().reserve(std::min(read.limit, 16) * size_t{1024});
  }

  Visit Take(storage::Snapshot& snapshot, std::string_view key, std::string_view value) {
    const auto record = ItemRecord::Read(value);
    if (!record) return Stop(error::DamagedItem());
    ++page_.scanned;
    page_.bytes += record->item_size();
    if (read_.fetches) {
      absl::Status fetched = KeepFetched(snapshot, key, record->item());
      if (!fetched.ok()) return Stop(std::move(fetched));
    } else {
      Keep(record->item());
    }
    // Asked last: a look into an item that has just come from memory waits for it, a copy does not.
    if (!BelongsTo(read_.partition(), read_.source.key(), *record)) {
      return Stop(error::DamagedItem());
    }
    if (page_.scanned < read_.limit && page_.bytes <= limits::kPageBytesMax &&
        fetched_bytes_ <= limits::kPageBytesMax) {
      return Visit::kContinue;
    }
    page_.last_key = KeyOf(read_.source, record->item());
    return Visit::kStop;
  }

  absl::StatusOr<Page> Finish(absl::Status scanned) && {
    STATOR_RETURN_IF_ERROR(std::move(scanned));
    // What was kept of a damaged item goes with the page.
    STATOR_RETURN_IF_ERROR(std::move(damage_));
    return std::move(page_);
  }

 private:
  Visit Stop(absl::Status damage) {
    damage_ = std::move(damage);
    return Visit::kStop;
  }

  // Entry and item are of one snapshot, so an entry without its item is damage.
  absl::Status KeepFetched(storage::Snapshot& snapshot, std::string_view key, ItemView entry) {
    bool found = false;
    STATOR_RETURN_IF_ERROR(ReadItem(snapshot, AddressBehind(*read_.source.table, key, entry),
                                    [&](const std::optional<ItemRecord>& record) {
                                      if (!record) return;
                                      found = true;
                                      fetched_bytes_ += record->item_size();
                                      page_.fetched_blocks += ReadBlocks(record->item_size());
                                      Keep(record->item());
                                    }));
    return found ? absl::OkStatus() : error::DamagedItem();
  }

  void Keep(ItemView item) {
    if (read_.filter != nullptr && !read_.filter->Matches(item)) return;
    ++page_.count;
    if (read_.count_only) return;
    if (read_.projection == nullptr) {
      page_.items.Append(item);
    } else {
      read_.projection->Apply(item, page_.items.buffer());
      page_.items.EndItem();
    }
  }

  const plan::RangeRead& read_;
  Page page_;
  size_t fetched_bytes_ = 0;
  absl::Status damage_;
};

}  // namespace

absl::Status ReadItem(storage::Snapshot& snapshot, const plan::Address& address,
                      absl::FunctionRef<void(const std::optional<ItemRecord>&)> visit) {
  absl::Status damage;
  const std::string_view key = address.store_key.bytes();
  STATOR_RETURN_IF_ERROR(
      snapshot.Get(Space::kItems, {&key, 1}, [&](size_t, std::optional<std::string_view> value) {
        if (!value) return visit(std::nullopt);
        const auto record = ItemRecord::Read(*value);
        if (!IsThatOf(address, record)) {
          damage = error::DamagedItem();
          return;
        }
        visit(record);
      }));
  return damage;
}

absl::Status ReadItems(storage::Snapshot& snapshot, absl::Span<const plan::Address> addresses,
                       absl::FunctionRef<void(size_t, const std::optional<ItemRecord>&)> visit) {
  absl::Status damage;
  std::vector<std::string_view> keys;
  keys.reserve(addresses.size());
  for (const plan::Address& address : addresses) keys.push_back(address.store_key.bytes());
  STATOR_RETURN_IF_ERROR(
      snapshot.Get(Space::kItems, keys, [&](size_t i, std::optional<std::string_view> value) {
        if (!damage.ok()) return;
        const auto record = value ? ItemRecord::Read(*value) : std::nullopt;
        if (value && !IsThatOf(addresses[i], record)) {
          damage = error::DamagedItem();
          return;
        }
        visit(i, record);
      }));
  return damage;
}

Item Projected(ItemView item, const std::optional<expression::BoundProjection>& projection) {
  if (!projection) return Item(item);
  std::string bytes;
  projection->Apply(item, bytes);
  return Item::FromEncoded(std::move(bytes));
}

absl::StatusOr<Page> ReadPage(storage::Store& store, const plan::RangeRead& read) {
  PageBuilder builder(read);
  const storage::Range range{
      .space = read.source.index == nullptr ? Space::kItems : Space::kIndexes,
      .begin = read.begin.bytes(),
      .end = read.end.bytes(),
      .direction = read.forward ? storage::Direction::kForward : storage::Direction::kBackward,
      .row_hint = static_cast<uint32_t>(std::min(read.limit, 1000))};
  absl::Status scanned = store.View([&](storage::Snapshot& snapshot) {
    return snapshot.Scan(range, [&](std::string_view key, std::string_view value) {
      return builder.Take(snapshot, key, value);
    });
  });
  return std::move(builder).Finish(std::move(scanned));
}

}  // namespace stator::engine
