// The transaction of an exactly-once function: writes are staged as the images that they make of
// the items they touch, and every item touched is remembered with the stamp that it was read with.
// Decided, it puts those images if all stamps are what they were: optimistic, and serializable.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>

#include "db/engine/writer.h"
#include "db/operation/context.h"
#include "db/trigger/transaction_source.h"

namespace stator::operation {

class StagedTransaction final : public trigger::PendingTransaction, public Transaction {
 public:
  // So many items, read or written.
  static constexpr size_t kItemsMax = 1000;

  // `context` outlives it. What it writes is caused as what this thread writes is.
  explicit StagedTransaction(const Context& context) : context_(context), cause_(CurrentCause()) {}

  absl::StatusOr<GetItemResult> GetItem(const GetItemRequest& request) override;
  absl::StatusOr<PutItemResult> PutItem(const PutItemRequest& request) override;
  absl::StatusOr<UpdateItemResult> UpdateItem(const UpdateItemRequest& request) override;
  absl::StatusOr<DeleteItemResult> DeleteItem(const DeleteItemRequest& request) override;

  Transaction* transaction() override { return this; }
  storage::Decision Decide(storage::Snapshot& snapshot, storage::WriteBatch& batch) override;
  absl::Status refusal() const override { return refusal_; }

 private:
  // An item that was read or written.
  struct Staged {
    engine::TablePtr table;
    Item key;
    std::optional<uint64_t> stamp{};      // As it was read; nullopt: it was not there.
    std::optional<std::string> record{};  // As it shall be; nullopt: not there.
    bool is_written = false;
  };
  class Snapshot;

  // What is staged of the item at `address`, read from the store when it is touched first.
  absl::StatusOr<Staged*> Touch(const engine::TablePtr& table, const plan::Address& address,
                                ItemView key);
  absl::Status ReadInto(Staged& staged, const plan::Address& address) const;
  template <typename Course>
  absl::StatusOr<typename Course::Result> Stage(const typename Course::Request& request);
  // Whether every item is as it was read.
  absl::StatusOr<bool> IsAsRead(storage::Snapshot& snapshot) const;
  storage::Decision DecideWriteOf(const Staged& staged, storage::Snapshot& snapshot,
                                  storage::WriteBatch& batch);

  const Context& context_;
  const CausePtr cause_;
  std::map<std::string, Staged, std::less<>> staged_;  // By the key in the store.
  absl::Status refusal_;
  // Of the last decision: its batch borrows from them.
  std::deque<plan::Mutation> decided_;
  std::deque<engine::WriteResult> results_;
};

}  // namespace stator::operation
