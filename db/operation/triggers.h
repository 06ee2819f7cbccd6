// The functions of a database (stator/trigger.h): what its mappings, its dispatcher and its write
// hooks make of what is asked.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "db/operation/context.h"
#include "db/trigger/arn.h"
#include "db/trigger/dispatcher.h"
#include "stator/trigger.h"

namespace stator::operation {

class TriggerOperations final : public Triggers {
 public:
  // All outlive it.
  TriggerOperations(const Context& context, trigger::Dispatcher& dispatcher, trigger::Place place);

  absl::Status Register(std::string_view name, Function function,
                        const FunctionOptions& options) override;
  absl::Status Register(std::string_view name, ExactlyOnceFunction function,
                        const FunctionOptions& options) override;
  void Unregister(std::string_view name) override;
  void SetHost(FunctionHost* host) override;
  void HostChanged() override;

  absl::StatusOr<std::unique_ptr<WriteSubscription>> OnWrite(std::string_view table,
                                                             WriteFunction function) override;

  absl::StatusOr<EventSourceMapping> CreateEventSourceMapping(
      const CreateEventSourceMappingRequest& request) override;
  absl::StatusOr<EventSourceMapping> GetEventSourceMapping(
      const GetEventSourceMappingRequest& request) override;
  absl::StatusOr<EventSourceMapping> UpdateEventSourceMapping(
      const UpdateEventSourceMappingRequest& request) override;
  absl::StatusOr<EventSourceMapping> DeleteEventSourceMapping(
      const DeleteEventSourceMappingRequest& request) override;
  absl::StatusOr<ListEventSourceMappingsResult> ListEventSourceMappings(
      const ListEventSourceMappingsRequest& request) override;

  absl::StatusOr<DrainReport> Drain() override { return dispatcher_.Drain(); }
  std::optional<Time> NextDue() const override { return dispatcher_.NextDue(); }
  absl::Status Replay(std::string_view mapping, const ReplayFrom& from) override;
  absl::StatusOr<int64_t> Redrive(std::string_view mapping) override;
  std::vector<MappingStats> stats() const override { return dispatcher_.stats(); }

 private:
  absl::Status Set(std::string_view name, trigger::LocalFunction function);
  absl::StatusOr<trigger::MappingDefinition> Find(std::string_view uuid) const;
  EventSourceMapping Describe(const trigger::MappingDefinition& mapping, bool is_new) const;

  const Context& context_;
  trigger::Dispatcher& dispatcher_;
  const trigger::Place place_;
  trigger::MappingStore rows_;
};

}  // namespace stator::operation
