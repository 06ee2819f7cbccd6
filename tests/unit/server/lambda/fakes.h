// What the control API stands on, without a database and without processes.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "db/base/error.h"
#include "server/lambda/runner.h"
#include "stator/trigger.h"

namespace stator::server::testing {

// Remembers what it was asked, and answers what it was told to.
class FakeTriggers final : public Triggers {
 public:
  absl::Status Register(std::string_view, Function, const FunctionOptions&) override {
    return absl::OkStatus();
  }
  absl::Status Register(std::string_view, ExactlyOnceFunction, const FunctionOptions&) override {
    return absl::OkStatus();
  }
  void Unregister(std::string_view) override {}
  void SetHost(FunctionHost* given) override { host = given; }
  void HostChanged() override { ++host_changes; }
  absl::StatusOr<std::unique_ptr<WriteSubscription>> OnWrite(std::string_view,
                                                             WriteFunction) override {
    return absl::UnimplementedError("not here");
  }

  absl::StatusOr<EventSourceMapping> CreateEventSourceMapping(
      const CreateEventSourceMappingRequest& request) override {
    created = request;
    return mapping;
  }
  absl::StatusOr<EventSourceMapping> GetEventSourceMapping(
      const GetEventSourceMappingRequest& request) override {
    asked = request.uuid.value_or("");
    return mapping;
  }
  absl::StatusOr<EventSourceMapping> UpdateEventSourceMapping(
      const UpdateEventSourceMappingRequest& request) override {
    updated = request;
    return mapping;
  }
  absl::StatusOr<EventSourceMapping> DeleteEventSourceMapping(
      const DeleteEventSourceMappingRequest& request) override {
    asked = request.uuid.value_or("");
    return mapping;
  }
  absl::StatusOr<ListEventSourceMappingsResult> ListEventSourceMappings(
      const ListEventSourceMappingsRequest& request) override {
    listed = request;
    ListEventSourceMappingsResult result;
    if (mapping.ok()) result.event_source_mappings.push_back(*mapping);
    return result;
  }

  absl::StatusOr<DrainReport> Drain() override {
    ++drains;
    if (on_drain) return on_drain();
    return DrainReport();
  }
  absl::Status Replay(std::string_view uuid, const ReplayFrom& from) override {
    asked = uuid;
    replayed_from = from;
    return status;
  }
  absl::StatusOr<int64_t> Redrive(std::string_view uuid) override {
    asked = uuid;
    if (!status.ok()) return status;
    return 3;
  }
  std::optional<Time> NextDue() const override { return next_due ? next_due() : std::nullopt; }
  std::vector<MappingStats> stats() const override { return mapping_stats; }

  std::function<std::optional<Time>()> next_due;

  FunctionHost* host = nullptr;
  int host_changes = 0;
  int drains = 0;
  std::function<absl::StatusOr<DrainReport>()> on_drain;
  absl::StatusOr<EventSourceMapping> mapping = EventSourceMapping();
  absl::Status status;
  std::vector<MappingStats> mapping_stats;
  CreateEventSourceMappingRequest created;
  UpdateEventSourceMappingRequest updated;
  ListEventSourceMappingsRequest listed;
  ReplayFrom replayed_from;
  std::string asked;
};

// Functions that are C++. Each is called on the thread that invokes it.
class FakeRunner final : public Runner {
 public:
  using Reply = FunctionHost::Reply;
  using Body = std::function<Reply(const FunctionDefinition&, const FunctionHost::Call&)>;

  void Invoke(std::shared_ptr<const FunctionDefinition> function, FunctionHost::Call call,
              FunctionHost::Done done) override {
    Body body;
    {
      const std::lock_guard lock(mutex_);
      body = body_;
      calls_.push_back(call);
    }
    std::move(done)(body(*function, call));
  }
  void Forget(const std::string& name) override {
    const std::lock_guard lock(mutex_);
    forgotten_.push_back(name);
  }
  std::vector<FunctionStats> stats() const override { return {}; }
  std::string Log(std::string_view function) const override {
    return "log of " + std::string(function) + "\n";
  }

  void Become(Body body) {
    const std::lock_guard lock(mutex_);
    body_ = std::move(body);
  }
  void Fail() {
    Become([](const auto&, const auto&) {
      return Reply{.outcome = FunctionHost::Outcome::kFunctionError,
                   .payload = R"({"errorMessage":"no","errorType":"Error"})"};
    });
  }
  std::vector<FunctionHost::Call> calls() const {
    const std::lock_guard lock(mutex_);
    return calls_;
  }
  std::vector<std::string> forgotten() const {
    const std::lock_guard lock(mutex_);
    return forgotten_;
  }

 private:
  mutable std::mutex mutex_;
  Body body_ = [](const auto&, const FunctionHost::Call& call) {
    return Reply{.payload = call.payload};
  };
  std::vector<FunctionHost::Call> calls_;
  std::vector<std::string> forgotten_;
};

}  // namespace stator::server::testing
