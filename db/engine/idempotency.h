// Client request tokens: what makes a transaction that is sent twice happen once. A token is looked
// up first thing in the Update of its transaction and written with it, so it is there if and only
// if the transaction happened. It counts for ten minutes of the clock; after that it is as good as
// absent, and a background task erases it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "db/model/key.h"
#include "db/storage/store.h"
#include "stator/clock.h"

namespace stator::engine {

struct ClientToken {
  std::string text;
  Digest parameters;  // Of all that must be the same when the token is used again.
  Time now;
};

// A token with the parameters that it stands for, as any bytes that say what they are.
ClientToken MakeClientToken(const DigestSecret& secret, std::string_view text,
                            std::string_view parameters, Time now);

enum class TokenUse : uint8_t {
  kFirst,     // Unknown, or expired.
  kAgain,     // The same transaction has been done.
  kMismatch,  // Another one has.
};
struct FoundToken {
  TokenUse use = TokenUse::kFirst;
  std::vector<uint32_t> sizes{};  // Of kAgain: as they were recorded.
};
absl::StatusOr<FoundToken> LookUpToken(const ClientToken& token, storage::Snapshot& snapshot);

// Puts the token into the batch of its transaction. `sizes`: of the items of its actions, what a
// repetition is charged for.
void RecordToken(const ClientToken& token, absl::Span<const uint32_t> sizes,
                 storage::WriteBatch& batch);

// When the oldest token expires; nullopt: there is none.
absl::StatusOr<std::optional<Time>> FirstTokenExpiry(storage::Snapshot& snapshot);

// Puts the erasure of tokens that have expired at `now` into the batch, a bounded number of them.
absl::Status EraseExpiredTokens(Time now, storage::Snapshot& snapshot, storage::WriteBatch& batch);

}  // namespace stator::engine
