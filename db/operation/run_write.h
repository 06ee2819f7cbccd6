// How a write runs, in its two forms: blocking and completing. Both have one course, which a class
// of the operation describes:
//
//   struct Course {
//     using Request = ...; using Result = ...;
//     Course(const Context& context, const Request& request);   // both outlive it
//     absl::Status Begin();       // all gates, to the point where the writer may decide
//     absl::Status Plan();        // the schema gate once more, after a replan
//     storage::Decision Decide(storage::Snapshot& snapshot, storage::WriteBatch& batch);
//     absl::StatusOr<Result> Finish(const storage::Outcome& outcome);   // never a replan
//   };
#pragma once

#include <memory>
#include <utility>

#include "absl/status/statusor.h"
#include "db/base/status_macros.h"
#include "db/model/cause.h"
#include "db/operation/context.h"
#include "db/storage/store.h"
#include "stator/database.h"

namespace stator::operation {

// Returns when the write is durable, or refused.
template <typename Course>
absl::StatusOr<typename Course::Result> RunWrite(const Context& context,
                                                 const typename Course::Request& request) {
  Course course(context, request);
  STATOR_RETURN_IF_ERROR(course.Begin());
  for (;;) {
    const storage::Outcome outcome =
        context.store.Update([&](storage::Snapshot& snapshot, storage::WriteBatch& batch) {
          return course.Decide(snapshot, batch);
        });
    if (outcome.kind != storage::Outcome::Kind::kReplan) return course.Finish(outcome);
    STATOR_RETURN_IF_ERROR(course.Plan());
  }
}

// Owns itself from Submit to Done.
template <typename Course>
class CompletingWrite final : public storage::UpdateRequest {
 public:
  using Request = typename Course::Request;
  using Result = typename Course::Result;

  static void Run(const Context& context, Request request, Completion<Result> done) {
    auto self = std::unique_ptr<CompletingWrite>(
        new CompletingWrite(context, std::move(request), std::move(done)));
    absl::Status begun = self->course_.Begin();
    if (!begun.ok()) return std::move(self->done_)(std::move(begun));
    context.store.Submit(*self.release());
  }

  storage::Decision Decide(storage::Snapshot& snapshot, storage::WriteBatch& batch) override {
    return course_.Decide(snapshot, batch);
  }

  void Done(const storage::Outcome& outcome) override {
    auto self = std::unique_ptr<CompletingWrite>(this);
    if (outcome.kind != storage::Outcome::Kind::kReplan) {
      return std::move(done_)(course_.Finish(outcome));
    }
    absl::Status planned = PlanAgain();
    if (!planned.ok()) return std::move(done_)(std::move(planned));
    context_.store.Submit(*self.release());
  }

 private:
  CompletingWrite(const Context& context, Request request, Completion<Result> done)
      : context_(context),
        request_(std::move(request)),
        done_(std::move(done)),
        course_(context, request_) {}

  // On the thread that commits, which has no cause, or another.
  absl::Status PlanAgain() {
    const CauseScope scope(cause_);
    return course_.Plan();
  }

  const Context& context_;
  const Request request_;
  Completion<Result> done_;
  const CausePtr cause_ = CurrentCause();
  Course course_;
};

// Returns as soon as the write is queued; `done` gets the result.
template <typename Course>
void RunWrite(const Context& context, typename Course::Request request,
              Completion<typename Course::Result> done) {
  CompletingWrite<Course>::Run(context, std::move(request), std::move(done));
}

}  // namespace stator::operation
