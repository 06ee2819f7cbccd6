#include "db/engine/reader.h"

#include <algorithm>
#include <utility>

#include "db/base/limits.h"
#include "db/base/status_macros.h"
#include "db/engine/error.h"

namespace stator::engine {
namespace {

using storage::Space;
using storage::Visit;

// In a store key the digest stands for the partition key; only the item itself proves that it is of
// the partition meant. The sort key stands there in full.
bool BelongsTo(ValueView partition, const TableSchema& schema, const ItemRecord& record) {
  return record.HasPartition(schema.key.partition[0].name, partition);
}

Item KeyOf(const TableSchema& schema, ItemView item) {
  Item key;
  for (const auto* part : {&schema.key.partition, &schema.key.sort}) {
    for (const KeyAttribute& attribute : *part) {
      key.Set(attribute.name, Value(*item.Find(attribute.name)));
    }
  }
  return key;
}

// Takes the items of a range one by one, and says when the page is full.
class PageBuilder {
 public:
  explicit PageBuilder(const plan::RangeRead& read) : read_(read) {
    // Room for the items of a short page, so that a longer one grows less often.
    if (!read.count_only) page_.items.buffer().reserve(std::min(read.limit, 16) * size_t{1024});
  }

  Visit Take(std::string_view value) {
    const auto record = ItemRecord::Read(value);
    if (!record) return Stop();
    ++page_.scanned;
    page_.bytes += record->item_size();
    Keep(record->item());
    // Asked last: a look into an item that has just come from memory waits for it, a copy does not.
    if (!Belongs(*record)) return Stop();
    if (page_.scanned < read_.limit && page_.bytes <= limits::kPageBytesMax) {
      return Visit::kContinue;
    }
    page_.last_key = KeyOf(*read_.schema, record->item());
    return Visit::kStop;
  }

  absl::StatusOr<Page> Finish(absl::Status scanned) && {
    STATOR_RETURN_IF_ERROR(std::move(scanned));
    // What was kept of a damaged item goes with the page.
    if (damaged_) return error::DamagedItem();
    return std::move(page_);
  }

 private:
  Visit Stop() {
    damaged_ = true;
    return Visit::kStop;
  }

  bool Belongs(const ItemRecord& record) const {
    return !read_.partition || BelongsTo(*read_.partition, *read_.schema, record);
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
  bool damaged_ = false;
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
        if (!record || !BelongsTo(address.partition, *address.schema, *record)) {
          damage = error::DamagedItem();
          return;
        }
        visit(record);
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
      .space = Space::kItems,
      .begin = read.begin.bytes(),
      .end = read.end.bytes(),
      .direction = read.forward ? storage::Direction::kForward : storage::Direction::kBackward,
      .row_hint = static_cast<uint32_t>(std::min(read.limit, 1000))};
  absl::Status scanned = store.View([&](storage::Snapshot& snapshot) {
    return snapshot.Scan(
        range, [&](std::string_view, std::string_view value) { return builder.Take(value); });
  });
  return std::move(builder).Finish(std::move(scanned));
}

}  // namespace stator::engine
