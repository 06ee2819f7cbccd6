// A write of a database that has write hooks: decided like any other, then with what its hooks
// want, which is decided in the same way, all in one batch.
#pragma once

#include "db/engine/writer.h"

namespace stator::engine {

// Hooks whose writes fire hooks: so deep, and so many writes of them in all beside one write.
inline constexpr int kWriteHookDepthMax = 16;
inline constexpr size_t kHookedWritesMax = 1000;

// As DecideWrite, which calls it. Each write sees those before it in the batch. What a hook wants
// and is refused, for a false condition too, refuses the whole.
storage::Decision DecideHookedWrite(const Table& table, const plan::Mutation& mutation,
                                    storage::Snapshot& snapshot, storage::WriteBatch& batch,
                                    WriteResult& result);

}  // namespace stator::engine
