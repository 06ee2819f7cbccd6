// Runs PointRead and RangeRead plans on a snapshot. All that reads items goes through here, so that
// every item that leaves the store was seen to be the one that its key says.
#pragma once

#include <optional>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "db/expression/projection.h"
#include "db/model/record.h"
#include "db/plan/key_check.h"
#include "db/plan/range_read.h"
#include "db/storage/store.h"
#include "stator/item_list.h"

namespace stator::engine {

// Visits the record at `address`, or nullopt where there is none; the view dies with the visit.
// Errors: kCorruption, when the record is damaged or holds another key than `address`.
absl::Status ReadItem(storage::Snapshot& snapshot, const plan::Address& address,
                      absl::FunctionRef<void(const std::optional<ItemRecord>&)> visit);

// The same for many addresses, in their order: `visit` is told which. Stops at the first damage.
absl::Status ReadItems(storage::Snapshot& snapshot, absl::Span<const plan::Address> addresses,
                       absl::FunctionRef<void(size_t, const std::optional<ItemRecord>&)> visit);

// A copy of the item, or of what a projection leaves of it.
Item Projected(ItemView item, const std::optional<expression::BoundProjection>& projection);

// One page of a Query or a Scan.
struct Page {
  ItemList items;             // Left empty when only counting.
  int32_t count = 0;          // Items that passed the filter.
  int32_t scanned = 0;        // Items looked at.
  size_t bytes = 0;           // Their sizes, as DynamoDB counts; of an index, those of its entries.
  size_t fetched_blocks = 0;  // Behind a local index: ReadBlocks of each item fetched.
  // The key of the last item looked at, when the limit or 1 MB ended the page.
  std::optional<Item> last_key;
};

// Reads one page on a snapshot of its own. Errors: kCorruption, those of the store.
absl::StatusOr<Page> ReadPage(storage::Store& store, const plan::RangeRead& read);

}  // namespace stator::engine
