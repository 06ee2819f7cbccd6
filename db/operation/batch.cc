// A batch of reads is one snapshot, a batch of writes one Update. The API promises less: its
// batches are neither isolated nor atomic as a whole.
#include "db/operation/batch.h"

#include <algorithm>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "db/base/limits.h"
#include "db/base/status_macros.h"
#include "db/engine/capacity.h"
#include "db/engine/error.h"
#include "db/engine/item_collection.h"
#include "db/engine/outcome.h"
#include "db/engine/reader.h"
#include "db/engine/writer.h"
#include "db/operation/check_request.h"
#include "db/operation/run_write.h"
#include "db/plan/batch.h"
#include "db/plan/error.h"
#include "db/plan/key_path_check.h"
#include "db/request/batch.h"
#include "db/request/check_values.h"

namespace stator::operation {
namespace {

using engine::ConsumedByTable;

// Where each key of the batch lives, in order.
struct BatchAddresses {
  std::vector<engine::TablePtr> tables;
  std::vector<plan::Address> addresses;
  std::vector<const plan::CheckedTableGets*> gets;  // Of each address.
  std::vector<const Item*> keys;
};

absl::Status CheckKeysAreDistinct(const BatchAddresses& located) {
  std::unordered_set<std::string_view> seen;
  for (const plan::Address& address : located.addresses) {
    if (!seen.insert(address.store_key.bytes()).second) return plan::error::DuplicateKeys();
  }
  return absl::OkStatus();
}

absl::StatusOr<BatchAddresses> Locate(const Context& context,
                                      const std::vector<plan::CheckedTableGets>& batch) {
  BatchAddresses located;
  bool names_twice = false;  // One table by its name and by its ARN.
  for (const plan::CheckedTableGets& gets : batch) {
    engine::TablePtr table = context.FindTable(*gets.table_name);
    if (table == nullptr) return engine::error::RequestedResourceNotFound();
    // Within one name the keys were compared already.
    names_twice = names_twice || std::find(located.tables.begin(), located.tables.end(), table) !=
                                     located.tables.end();
    for (const Item& key : gets.keys) {
      STATOR_ASSIGN_OR_RETURN(auto address,
                              plan::AddressOfKey(table->schema(), context.secret, key));
      located.addresses.push_back(std::move(address));
      located.gets.push_back(&gets);
      located.keys.push_back(&key);
    }
    if (gets.projection) {
      STATOR_RETURN_IF_ERROR(plan::CheckNoPathIntoKey(gets.projection->binding(), table->schema()));
    }
    located.tables.push_back(std::move(table));
  }
  if (names_twice) STATOR_RETURN_IF_ERROR(CheckKeysAreDistinct(located));
  return located;
}

// Takes the items of a batch one by one, until they are too many bytes together.
class BatchBuilder {
 public:
  explicit BatchBuilder(const std::vector<plan::CheckedTableGets>& batch) {
    result_.responses.emplace();
    result_.unprocessed_keys.emplace();
    for (const plan::CheckedTableGets& gets : batch) (*result_.responses)[*gets.table_name];
  }

  void Take(const plan::CheckedTableGets& gets, const Item& key,
            const std::optional<ItemRecord>& record) {
    const size_t item_bytes = record ? record->item_size() : 0;
    full_ = full_ || bytes_ + item_bytes > limits::kBatchGetBytesMax;
    if (full_) return Leave(gets, key);
    bytes_ += item_bytes;
    consumed_.Add(*gets.table_name,
                  engine::ReadUnits(item_bytes, gets.request->consistent_read.value_or(false)));
    if (!record) return;
    ItemList& items = result_.responses->find(*gets.table_name)->second;
    if (!gets.projection) return items.Append(record->item());
    gets.projection->Apply(record->item(), items.buffer());
    items.EndItem();
  }

  BatchGetItemResult Finish(std::optional<ReturnConsumedCapacity> asked) && {
    result_.consumed_capacity = consumed_.Result(asked);
    return std::move(result_);
  }

 private:
  // As it was asked for, so that it can be asked for again.
  void Leave(const plan::CheckedTableGets& gets, const Item& key) {
    auto& unprocessed = *result_.unprocessed_keys;
    auto left = unprocessed.find(*gets.table_name);
    if (left == unprocessed.end()) {
      left = unprocessed.emplace(*gets.table_name, *gets.request).first;
      left->second.keys->clear();
    }
    left->second.keys->push_back(key);
  }

  BatchGetItemResult result_;
  ConsumedByTable consumed_{ConsumedByTable::Of::kBatch};
  size_t bytes_ = 0;
  bool full_ = false;
};

// One write of a batch on its way.
struct BatchedWrite {
  const std::string* table_name;  // As the request has it.
  engine::TablePtr table;
  plan::Mutation mutation;
  engine::WriteResult result;
};

class BatchWrite {
 public:
  using Request = BatchWriteItemRequest;
  using Result = BatchWriteItemResult;

  BatchWrite(const Context& context, const Request& request)
      : context_(context), request_(request) {}

  absl::Status Begin() {
    STATOR_RETURN_IF_ERROR(CheckRequest(context_, request_));
    STATOR_RETURN_IF_ERROR(CheckValues(request_));
    STATOR_ASSIGN_OR_RETURN(checked_, plan::CheckBatch(request_));
    return Plan();
  }

  absl::Status Plan() {
    writes_.clear();
    keys_.clear();
    for (const plan::CheckedTableWrites& table : checked_) {
      STATOR_RETURN_IF_ERROR(PlanTable(table));
    }
    return absl::OkStatus();
  }

  storage::Decision Decide(storage::Snapshot& snapshot, storage::WriteBatch& batch) {
    refusal_ = absl::OkStatus();
    for (BatchedWrite& write : writes_) {
      const storage::Decision decision =
          engine::DecideWrite(*write.table, write.mutation, snapshot, batch, write.result);
      if (decision == storage::Decision::kCommit) continue;
      // Without conditions only the store itself can give a reason.
      if (decision == storage::Decision::kRefuse) refusal_ = engine::RefusalOf(write.result);
      return decision;
    }
    return storage::Decision::kCommit;
  }

  absl::StatusOr<Result> Finish(const storage::Outcome& outcome) {
    STATOR_RETURN_IF_ERROR(engine::StatusOf(outcome, refusal_));
    ConsumedByTable consumed(ConsumedByTable::Of::kBatch);
    engine::MetricsByTable metrics(request_.return_item_collection_metrics);
    for (const BatchedWrite& write : writes_) {
      metrics.Add(*write.table_name, write.table->schema().key, write.mutation.item,
                  write.result.collection_bytes);
      consumed.Add(*write.table_name,
                   engine::WriteUnits(write.result.size_before, write.result.size_after),
                   write.result.index_units);
    }
    Result result{.item_collection_metrics = std::move(metrics).Take(),
                  .consumed_capacity = consumed.Result(request_.return_consumed_capacity)};
    result.unprocessed_items.emplace();
    return result;
  }

 private:
  absl::Status PlanTable(const plan::CheckedTableWrites& of_table) {
    engine::TablePtr table = context_.FindTable(*of_table.table_name);
    if (table == nullptr) return engine::error::RequestedResourceNotFound();
    for (const plan::CheckedWrite& write : of_table.writes) {
      STATOR_ASSIGN_OR_RETURN(auto mutation,
                              plan::PlanBatchWrite(write, table->schema(), context_.secret));
      context_.NoteOrigin(*table, mutation);
      if (!keys_.emplace(mutation.address.store_key.bytes()).second) {
        return plan::error::DuplicateKeys();
      }
      writes_.push_back({of_table.table_name, table, std::move(mutation), {}});
    }
    return absl::OkStatus();
  }

  const Context& context_;
  const Request& request_;
  std::vector<plan::CheckedTableWrites> checked_;
  std::vector<BatchedWrite> writes_;
  std::unordered_set<std::string> keys_;  // Of all tables: one may be named in two ways.
  absl::Status refusal_;
};

}  // namespace

absl::StatusOr<BatchGetItemResult> BatchGetItem(const Context& context,
                                                const BatchGetItemRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckRequest(context, request));
  STATOR_RETURN_IF_ERROR(CheckValues(request));
  STATOR_ASSIGN_OR_RETURN(const auto batch, plan::CheckBatch(request, context.expressions));
  for (;;) {
    STATOR_ASSIGN_OR_RETURN(const BatchAddresses located, Locate(context, batch));
    BatchBuilder builder(batch);
    absl::Status read = context.store.View([&](storage::Snapshot& snapshot) {
      return engine::ReadItems(snapshot, located.addresses,
                               [&](size_t i, const std::optional<ItemRecord>& record) {
                                 builder.Take(*located.gets[i], *located.keys[i], record);
                               });
    });
    if (!context.WereCurrent(located.tables)) continue;
    STATOR_RETURN_IF_ERROR(std::move(read));
    return std::move(builder).Finish(request.return_consumed_capacity);
  }
}

absl::StatusOr<BatchWriteItemResult> BatchWriteItem(const Context& context,
                                                    const BatchWriteItemRequest& request) {
  return RunWrite<BatchWrite>(context, request);
}

void BatchWriteItem(const Context& context, BatchWriteItemRequest request,
                    Completion<BatchWriteItemResult> done) {
  RunWrite<BatchWrite>(context, std::move(request), std::move(done));
}

}  // namespace stator::operation
