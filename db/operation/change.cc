#include "db/operation/change.h"

#include <utility>

#include "db/base/status_macros.h"
#include "db/engine/change_feed.h"
#include "db/engine/error.h"

namespace stator::operation {
namespace {

class Subscription final : public ChangeSubscription {
 public:
  Subscription(std::shared_ptr<engine::LogFeed> feed, absl::AnyInvocable<void()> changed)
      : feed_(std::move(feed)), id_(feed_->Subscribe(std::move(changed))) {}
  ~Subscription() override { feed_->Unsubscribe(id_); }

 private:
  const std::shared_ptr<engine::LogFeed> feed_;
  const uint64_t id_;
};

absl::StatusOr<std::shared_ptr<engine::LogFeed>> FeedOf(const Context& context,
                                                        std::string_view name) {
  const engine::TablePtr table = context.FindTable(name);
  if (table == nullptr) return engine::error::RequestedResourceNotFound();
  if (table->log() == nullptr) return engine::error::TableHasNoStream(context.NameOf(name));
  return table->log()->feed();
}

}  // namespace

absl::StatusOr<uint64_t> WaitForChange(const Context& context, std::string_view table,
                                       uint64_t seen, std::chrono::microseconds patience) {
  STATOR_ASSIGN_OR_RETURN(const auto feed, FeedOf(context, table));
  return feed->Await(seen, patience);
}

absl::StatusOr<std::unique_ptr<ChangeSubscription>> OnChange(const Context& context,
                                                             std::string_view table,
                                                             absl::AnyInvocable<void()> changed) {
  STATOR_ASSIGN_OR_RETURN(auto feed, FeedOf(context, table));
  return std::make_unique<Subscription>(std::move(feed), std::move(changed));
}

absl::Status RollShards(const Context& context, std::string_view table) {
  STATOR_RETURN_IF_ERROR(FeedOf(context, table).status());
  return context.catalog.RollShards(context.NameOf(table), context.clock.Now());
}

}  // namespace stator::operation
