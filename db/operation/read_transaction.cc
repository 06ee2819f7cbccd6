#include "db/operation/read_transaction.h"

#include <algorithm>
#include <utility>

#include "db/base/limits.h"
#include "db/base/status_macros.h"
#include "db/engine/error.h"
#include "db/engine/reader.h"
#include "db/plan/error.h"
#include "db/plan/key_path_check.h"

namespace stator::operation {
namespace {

// Where the items live, and the tables that keep the addresses alive.
struct Located {
  std::vector<engine::TablePtr> tables;
  std::vector<plan::Address> addresses;
};

absl::StatusOr<Located> Locate(const Context& context, absl::Span<const plan::CheckedGet> gets) {
  Located located;
  located.addresses.reserve(gets.size());  // The pointers below point into it.
  std::vector<const plan::Address*> addresses;
  std::vector<absl::Status> faults;
  for (const plan::CheckedGet& get : gets) {
    engine::TablePtr table = context.FindTable(get.table_name);
    if (table == nullptr) return engine::error::RequestedResourceNotFound();
    const TableSchema& schema = table->schema();
    STATOR_RETURN_IF_ERROR(plan::CheckKeysHaveContent(get.key, schema));
    auto address = plan::AddressOfKey(schema, context.secret, get.key);
    faults.push_back(address.status());
    if (address.ok() && get.projection) {
      faults.back() = plan::CheckNoPathIntoKey(get.projection->binding(), schema);
    }
    located.tables.push_back(std::move(table));
    if (!address.ok()) continue;
    addresses.push_back(&located.addresses.emplace_back(*std::move(address)));
  }
  STATOR_RETURN_IF_ERROR(plan::CheckDistinct(addresses));
  const bool fits = std::all_of(faults.begin(), faults.end(),
                                [](const absl::Status& fault) { return fault.ok(); });
  if (!fits) return engine::error::TransactionCanceled(faults);
  return located;
}

}  // namespace

absl::StatusOr<ReadTransactionResult> ReadTransaction(const Context& context,
                                                      absl::Span<const plan::CheckedGet> gets) {
  STATOR_ASSIGN_OR_RETURN(const Located located, Locate(context, gets));
  ReadTransactionResult result;
  result.items.resize(gets.size());
  size_t bytes = 0;
  absl::Status read = context.store.View([&](storage::Snapshot& snapshot) {
    return engine::ReadItems(
        snapshot, located.addresses, [&](size_t i, const std::optional<ItemRecord>& record) {
          const size_t item_bytes = record ? record->item_size() : 0;
          bytes += item_bytes;
          result.consumed.Add(gets[i].table_name, engine::TransactReadUnits(item_bytes));
          if (!record || bytes > limits::kTransactionBytesMax) return;
          result.items[i] = engine::Projected(record->item(), gets[i].projection);
        });
  });
  if (!context.WereCurrent(located.tables)) return ReadTransaction(context, gets);
  STATOR_RETURN_IF_ERROR(std::move(read));
  if (bytes > limits::kTransactionBytesMax) return plan::error::TransactionTooLarge();
  return result;
}

}  // namespace stator::operation
