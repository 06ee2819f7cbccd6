// What every operation needs of the database it runs on. Wired once, in db/database.cc.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/statusor.h"
#include "db/background/index_backfill.h"
#include "db/engine/catalog.h"
#include "db/engine/epochs.h"
#include "db/engine/table_state.h"
#include "db/expression/cache.h"
#include "db/model/key.h"
#include "db/partiql/cache.h"
#include "db/plan/mutation.h"
#include "db/storage/store.h"
#include "stator/clock.h"

namespace stator::operation {

// Everything in it is thread-safe and outlives every operation.
struct Context {
  storage::Store& store;
  engine::Catalog& catalog;
  engine::Epochs& epochs;
  expression::Cache& expressions;
  partiql::Cache& statements;
  const Clock& clock;
  DigestSecret secret;
  std::string arn_prefix;  // "arn:aws:dynamodb:<region>:<account>:table/"
  std::chrono::microseconds time_to_live_change_interval;  // Options, stator/database.h
  std::chrono::microseconds delay;                         // How long changes of tables take.
  background::IndexBackfill& backfill;
  // Something is left for the background to do.
  mutable absl::AnyInvocable<void() const> wake_background;
  // A client request token was written, which expires some day.
  mutable absl::AnyInvocable<void() const> token_recorded;

  engine::Moment Now() const { return {.now = clock.Now(), .delay = delay}; }
  // Notes when and by whom a write was asked for, which only a table with a change log wants to
  // know.
  void NoteOrigin(const engine::Table& table, plan::Mutation& mutation) const {
    if (table.log() == nullptr) return;
    mutation.now = clock.Now();
    mutation.cause = CurrentCause();
  }
  // The name of the table that a request names by its name or by its ARN.
  std::string_view NameOf(std::string_view name_or_arn) const;
  // nullptr when there is none.
  engine::TablePtr FindTableInAnyState(std::string_view name_or_arn) const;
  // The table whose items an operation is about: nullptr also when it is being created or deleted.
  engine::TablePtr FindTable(std::string_view name_or_arn) const;
  // Asked when a read is done: whether `table` was, in the moment that was read, what it was found
  // to be. Else it has been changed or dropped, and may have been erased in part, or the database
  // is being put back to a mark; the operation then begins again with finding its table. Waits for
  // a rewind that is under way.
  bool WasCurrent(const engine::Table& table) const;
  bool WereCurrent(const std::vector<engine::TablePtr>& tables) const;
  // The table that an operation describes or changes: nullptr when there is none. One that is being
  // created or deleted is there, until its deletion is over. Errors: those of the store.
  absl::StatusOr<engine::TablePtr> FindDescribed(std::string_view name_or_arn) const;
};

}  // namespace stator::operation
