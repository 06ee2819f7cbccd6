#include "db/engine/hooked_write.h"

#include <memory>
#include <utility>
#include <vector>

#include "db/engine/error.h"
#include "db/engine/overlay_snapshot.h"
#include "db/engine/write_hook.h"

namespace stator::engine {
namespace {

using storage::Decision;

// Of the 65,535 that the records of one commit can be told apart by (change_log.h).
constexpr size_t kBatchEntriesMax = 30'000;

class HookedCourse {
 public:
  HookedCourse(storage::Snapshot& snapshot, storage::WriteBatch& batch)
      : seen_(snapshot, batch), batch_(batch) {}

  Decision Decide(const Table& table, const plan::Mutation& mutation, int depth,
                  WriteResult& result) {
    std::vector<std::unique_ptr<HookedWrites>> wanted;
    const auto call = [&](const Change& change) { return CallHooks(table, change, depth, wanted); };
    Decision decision = DecideAlone(table, mutation, seen_, batch_, call, result);
    if (decision != Decision::kCommit) return decision;
    for (auto& writes : wanted) {
      for (auto& [other, extra] : writes->writes) {
        if (batch_.entries().size() > kBatchEntriesMax) {
          result.refusal = error::TooManyHookedWrites();
          return Decision::kRefuse;
        }
        extra.cause = mutation.cause;
        WriteResult of_extra;
        decision = Decide(*other, extra, depth + 1, of_extra);
        if (decision == Decision::kRefuse) result.refusal = RefusalOf(of_extra);
        if (decision != Decision::kCommit) return decision;
        for (auto& hooked : of_extra.hooked) result.hooked.push_back(std::move(hooked));
      }
      result.hooked.push_back(std::move(writes));
    }
    return Decision::kCommit;
  }

 private:
  absl::Status CallHooks(const Table& table, const Change& change, int depth,
                         std::vector<std::unique_ptr<HookedWrites>>& wanted) {
    for (const auto& hook : table.hooks().Of(table.schema().name)) {
      if (depth == kWriteHookDepthMax) return error::WriteHooksTooDeep(table.schema().name);
      auto writes = hook->Call(change);
      if (!writes.ok()) return std::move(writes).status();
      hooked_ += (*writes)->writes.size();
      if (hooked_ > kHookedWritesMax) return error::TooManyHookedWrites();
      wanted.push_back(*std::move(writes));
    }
    return absl::OkStatus();
  }

  OverlaySnapshot seen_;
  storage::WriteBatch& batch_;
  size_t hooked_ = 0;
};

}  // namespace

Decision DecideHookedWrite(const Table& table, const plan::Mutation& mutation,
                           storage::Snapshot& snapshot, storage::WriteBatch& batch,
                           WriteResult& result) {
  return HookedCourse(snapshot, batch).Decide(table, mutation, 0, result);
}

}  // namespace stator::engine
