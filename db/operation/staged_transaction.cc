#include "db/operation/staged_transaction.h"

#include <utility>
#include <vector>

#include "db/base/check.h"
#include "db/base/error.h"
#include "db/base/status_macros.h"
#include "db/engine/reader.h"
#include "db/engine/writer.h"
#include "db/model/record.h"
#include "db/operation/item_course.h"
#include "db/plan/key_check.h"

namespace stator::operation {
namespace {

using storage::Decision;
using storage::Space;

// The key attributes of an item, or of a key.
Item KeyOfItem(ItemView item, const KeySchema& schema) {
  Item key;
  for (const auto* attributes : {&schema.partition, &schema.sort}) {
    for (const KeyAttribute& attribute : *attributes) {
      const auto value = item.Find(attribute.name);
      STATOR_CHECK(value.has_value());
      key.Set(attribute.name, Value(*value));
    }
  }
  return key;
}

// Of the 65,535 that the records of one commit can be told apart by (engine/change_log.h), with
// room for one more item in all its indexes and for what goes with the transaction.
constexpr size_t kBatchEntriesMax = 50'000;

absl::Status TooMuchStaged() {
  return stator::error::Validation("A transaction of a function writes too much, with its indexes");
}

absl::Status TooManyItemsStaged() {
  return stator::error::Validation("A transaction of a function touches at most 1,000 items");
}

}  // namespace

// The store with what is staged in its place.
class StagedTransaction::Snapshot final : public storage::Snapshot {
 public:
  Snapshot(storage::Snapshot& below, const StagedTransaction& transaction)
      : below_(below), transaction_(transaction) {}

  absl::Status Get(Space space, absl::Span<const std::string_view> keys,
                   GetVisitor visit) override {
    for (size_t i = 0; i < keys.size(); ++i) {
      const auto found =
          space == Space::kItems ? transaction_.staged_.find(keys[i]) : transaction_.staged_.end();
      if (found == transaction_.staged_.end()) {
        STATOR_RETURN_IF_ERROR(
            below_.Get(space, keys.subspan(i, 1), [&](size_t, auto value) { visit(i, value); }));
      } else if (found->second.record) {
        visit(i, std::string_view(*found->second.record));
      } else {
        visit(i, std::nullopt);
      }
    }
    return absl::OkStatus();
  }
  absl::Status Scan(const storage::Range& range, ScanVisitor visit) override {
    return below_.Scan(range, visit);
  }
  uint64_t stamp() const override { return below_.stamp(); }

 private:
  storage::Snapshot& below_;
  const StagedTransaction& transaction_;
};

absl::Status StagedTransaction::ReadInto(Staged& staged, const plan::Address& address) const {
  return context_.store.View([&](storage::Snapshot& snapshot) {
    return engine::ReadItem(snapshot, address, [&](const std::optional<ItemRecord>& record) {
      staged.stamp.reset();
      staged.record.reset();
      if (!record) return;
      staged.stamp = record->stamp();
      std::string& bytes = staged.record.emplace(ItemRecord::BytesFor(record->item()), '\0');
      ItemRecord::Write(record->item(), record->item_size(),
                        staged.table->schema().key.partition[0].name, bytes.data());
    });
  });
}

absl::StatusOr<StagedTransaction::Staged*> StagedTransaction::Touch(const engine::TablePtr& table,
                                                                    const plan::Address& address,
                                                                    ItemView key) {
  const std::string_view bytes = address.store_key.bytes();
  if (const auto found = staged_.find(bytes); found != staged_.end()) return &found->second;
  if (staged_.size() == kItemsMax) return TooManyItemsStaged();
  Staged staged{.table = table, .key = KeyOfItem(key, table->schema().key)};
  STATOR_RETURN_IF_ERROR(ReadInto(staged, address));
  return &staged_.emplace(std::string(bytes), std::move(staged)).first->second;
}

absl::StatusOr<GetItemResult> StagedTransaction::GetItem(const GetItemRequest& request) {
  ItemRead read;
  STATOR_RETURN_IF_ERROR(read.Begin(context_, request));
  STATOR_ASSIGN_OR_RETURN(const Staged* staged, Touch(read.table(), read.address(), *request.key));
  GetItemResult result;
  size_t item_size = 0;
  if (staged->record) {
    const auto record = ItemRecord::Read(*staged->record);
    item_size = record->item_size();
    result.item = engine::Projected(record->item(), read.projection());
  }
  const double units = engine::ReadUnits(item_size, request.consistent_read.value_or(false));
  result.consumed_capacity =
      engine::ConsumedOf(request.return_consumed_capacity, *request.table_name, units);
  return result;
}

// The write is decided like any other, on the store with what is staged; of its batch only the item
// is kept.
template <typename Course>
absl::StatusOr<typename Course::Result> StagedTransaction::Stage(
    const typename Course::Request& request) {
  Course course(context_, request);
  STATOR_RETURN_IF_ERROR(course.Begin());
  for (;;) {
    const plan::Address& address = course.mutation().address;
    STATOR_ASSIGN_OR_RETURN(Staged * staged,
                            Touch(course.table(), address, course.mutation().item));
    storage::WriteBatch batch;
    Decision decision = Decision::kRefuse;
    STATOR_RETURN_IF_ERROR(context_.store.View([&](storage::Snapshot& below) {
      Snapshot snapshot(below, *this);
      batch.Clear();
      decision = course.DecideAlone(snapshot, batch);
      return absl::OkStatus();
    }));
    if (decision == Decision::kReplan) {
      STATOR_RETURN_IF_ERROR(course.Plan());
      continue;
    }
    if (decision == Decision::kRefuse) {
      return course.Finish({storage::Outcome::Kind::kRefused, 0, {}});
    }
    for (const storage::WriteBatch::Entry& entry : batch.entries()) {
      if (entry.space != Space::kItems || entry.key != address.store_key.bytes()) continue;
      staged->is_written = true;
      staged->record.reset();
      if (entry.kind != storage::WriteBatch::Kind::kErase) staged->record.emplace(entry.value);
    }
    return course.Finish({storage::Outcome::Kind::kCommitted, 0, {}});
  }
}

absl::StatusOr<PutItemResult> StagedTransaction::PutItem(const PutItemRequest& request) {
  return Stage<PutWrite>(request);
}
absl::StatusOr<UpdateItemResult> StagedTransaction::UpdateItem(const UpdateItemRequest& request) {
  return Stage<UpdateWrite>(request);
}
absl::StatusOr<DeleteItemResult> StagedTransaction::DeleteItem(const DeleteItemRequest& request) {
  return Stage<DeleteWrite>(request);
}

absl::StatusOr<bool> StagedTransaction::IsAsRead(storage::Snapshot& snapshot) const {
  for (const auto& [bytes, staged] : staged_) {
    const std::string_view key = bytes;
    const std::optional<uint64_t>& stamp = staged.stamp;
    bool same = false;
    STATOR_RETURN_IF_ERROR(snapshot.Get(Space::kItems, {&key, 1}, [&](size_t, auto value) {
      const auto record = value ? ItemRecord::Read(*value) : std::nullopt;
      same = record ? stamp == record->stamp() : !stamp && !value;
    }));
    if (!same) return false;
  }
  return true;
}

Decision StagedTransaction::DecideWriteOf(const Staged& staged, storage::Snapshot& snapshot,
                                          storage::WriteBatch& batch) {
  auto address = plan::AddressOfKey(staged.table->schema(), context_.secret, staged.key);
  STATOR_CHECK(address.ok());
  plan::Mutation& mutation = decided_.emplace_back(plan::Mutation{
      .kind = plan::MutationKind::kDelete, .address = *std::move(address), .item = staged.key});
  if (staged.record) {
    const auto record = ItemRecord::Read(*staged.record);
    mutation.kind = plan::MutationKind::kPut;
    mutation.item = record->item();
    mutation.item_size = record->item_size();
  }
  mutation.now = context_.clock.Now();
  mutation.cause = cause_;
  engine::WriteResult& result = results_.emplace_back();
  const Decision decision = engine::DecideWrite(*staged.table, mutation, snapshot, batch, result);
  if (decision == Decision::kRefuse) refusal_ = engine::RefusalOf(result);
  return decision;
}

Decision StagedTransaction::Decide(storage::Snapshot& snapshot, storage::WriteBatch& batch) {
  refusal_ = absl::OkStatus();
  decided_.clear();
  results_.clear();
  for (const auto& [key, staged] : staged_) {
    if (!staged.table->IsCurrent()) return Decision::kReplan;
  }
  const auto as_read = IsAsRead(snapshot);
  if (!as_read.ok()) refusal_ = as_read.status();
  if (!as_read.ok() || !*as_read) return Decision::kRefuse;
  for (const auto& [key, staged] : staged_) {
    if (!staged.is_written) continue;
    if (batch.entries().size() > kBatchEntriesMax) {
      refusal_ = TooMuchStaged();
      return Decision::kRefuse;
    }
    const Decision decision = DecideWriteOf(staged, snapshot, batch);
    if (decision != Decision::kCommit) return decision;
  }
  return Decision::kCommit;
}

}  // namespace stator::operation
