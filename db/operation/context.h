// What every operation needs of the database it runs on. Wired once, in db/database.cc.
#pragma once

#include <chrono>
#include <string>

#include "absl/functional/any_invocable.h"
#include "db/engine/catalog.h"
#include "db/expression/cache.h"
#include "db/model/key.h"
#include "db/storage/store.h"
#include "stator/clock.h"

namespace stator::operation {

// Everything in it is thread-safe and outlives every operation.
struct Context {
  storage::Store& store;
  engine::Catalog& catalog;
  expression::Cache& expressions;
  const Clock& clock;
  DigestSecret secret;
  std::string arn_prefix;  // "arn:aws:dynamodb:<region>:<account>:table/"
  std::chrono::microseconds time_to_live_change_interval;  // Options, stator/database.h
  // Something is left for the background to do.
  mutable absl::AnyInvocable<void() const> wake_background;
  // A client request token was written, which expires some day.
  mutable absl::AnyInvocable<void() const> token_recorded;
};

}  // namespace stator::operation
