#include "runtime.h"

#include <utility>

namespace {

constexpr const char* kState = "State";

int64_t ValueIn(const std::optional<stator::Item>& item) {
  return item ? item->Find("Value")->AsNumber().ToInt64().value_or(0) : 0;
}

Runtime::Change ChangeOf(const stator::Record& record) {
  const stator::Item& keys = *record.dynamodb->keys;
  return {.function = std::string(keys.Find("Function")->AsString()),
          .key = std::string(keys.Find("Key")->AsString()),
          .by = ValueIn(record.dynamodb->new_image) - ValueIn(record.dynamodb->old_image)};
}

}  // namespace

stator::Item State::KeyOf(const std::string& key) const {
  return stator::Item{{"Function", function_}, {"Key", key}};
}

absl::StatusOr<int64_t> State::Add(const std::string& key, int64_t by) {
  const auto sum = db_.Add(kState, KeyOf(key), "Value", by);
  if (!sum.ok()) return sum.status();
  return sum->ToInt64().value_or(0);
}

absl::StatusOr<int64_t> State::Get(const std::string& key) {
  const auto item = db_.Get(kState, KeyOf(key));
  if (!item.ok()) return item.status();
  return ValueIn(*item);
}

absl::StatusOr<Runtime> Runtime::Open(stator::EmbeddedDatabase& db) {
  const absl::Status created = db.CreateTable(kState, "Function", stator::KeyDefinition("Key"));
  if (stator::IsError(created, stator::ErrorCode::kResourceInUse)) return Runtime(db);
  if (!created.ok()) return created;
  const auto streamed = db.UpdateTable({.table_name = kState,
                                        .stream_specification = stator::StreamSpecification{
                                            true, stator::StreamViewType::kNewAndOldImages}});
  if (!streamed.ok()) return streamed.status();
  return Runtime(db);
}

absl::Status Runtime::OnChange(const std::string& name, ChangeHandler handler) {
  const absl::Status registered = db_->triggers().Register(
      name,
      [handler = std::move(handler)](const stator::Invocation& call,
                                     stator::Transaction& transaction) -> stator::FunctionResult {
        for (const stator::Record& record : call.records) {
          const absl::Status handled = handler(ChangeOf(record), transaction);
          if (!handled.ok()) return handled;
        }
        return stator::FunctionResponse();
      });
  if (!registered.ok()) return registered;
  const auto streams = db_->ListStreams({.table_name = kState});
  if (!streams.ok()) return streams.status();
  const absl::Status mapped =
      db_->triggers()
          .CreateEventSourceMapping(
              {.event_source_arn = streams->streams[0].stream_arn,
               .function_name = name,
               .starting_position = stator::EventSourcePosition::kTrimHorizon})
          .status();
  // From the last run, with the place that it had come to.
  return stator::IsError(mapped, stator::ErrorCode::kResourceInUse) ? absl::OkStatus() : mapped;
}

absl::StatusOr<std::string> Runtime::Invoke(const std::string& name, const std::string& body) {
  const auto handler = handlers_.find(name);
  if (handler == handlers_.end()) return absl::NotFoundError("There is no function " + name);
  State state(*db_, name);
  return handler->second(body, state);
}
