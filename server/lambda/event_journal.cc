#include "server/lambda/event_journal.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "db/base/status_macros.h"
#include "db/request/field.h"
#include "db/request/member_gate.h"
#include "db/wire/message_reader_inl.h"
#include "db/wire/message_writer.h"
#include "server/lambda/durable_file.h"

namespace stator::server {

struct StoredEvent {
  std::optional<std::string> id{};
  std::optional<std::string> function{};
  std::optional<std::string> payload{};
  std::optional<std::string> trace{};
  std::optional<std::string> client_context{};
  std::optional<int64_t> accepted{};
  std::optional<int64_t> due{};
  std::optional<int32_t> attempts{};
};

struct JournalLine {
  std::optional<StoredEvent> put{};
  std::optional<std::string> done{};
};

}  // namespace stator::server

namespace stator {

template <>
struct FieldsOf<server::StoredEvent> {
  using T = server::StoredEvent;
  static constexpr std::string_view name = "Event";
  static constexpr auto fields = std::make_tuple(
      Field("id", &T::id).Required(), Field("function", &T::function).Required(),
      Field("payload", &T::payload).Required(), Field("trace", &T::trace),
      Field("client_context", &T::client_context), Field("accepted", &T::accepted).Required(),
      Field("due", &T::due), Field("attempts", &T::attempts));
};

template <>
struct FieldsOf<server::JournalLine> {
  using T = server::JournalLine;
  static constexpr std::string_view name = "Line";
  static constexpr auto fields = std::make_tuple(Field("put", &T::put), Field("done", &T::done));
};

STATOR_INSTANTIATE_CHECK_MEMBERS(server::JournalLine);

}  // namespace stator

namespace stator::server {
namespace {

// Below this a journal is not worth rewriting.
constexpr size_t kRewriteBytesMin = size_t{4} << 20;

void AppendLine(const JournalLine& line, std::string& text) {
  wire::Encode(line, text);
  text += '\n';
}

void AppendPut(const QueuedEvent& event, std::string& text) {
  AppendLine({.put = StoredEvent{.id = event.id,
                                 .function = event.function,
                                 .payload = event.payload,
                                 .trace = event.trace,
                                 .client_context = event.client_context,
                                 .accepted = event.accepted.time_since_epoch().count(),
                                 .due = event.due.time_since_epoch().count(),
                                 .attempts = event.attempts}},
             text);
}

QueuedEvent ToEvent(const StoredEvent& stored) {
  return {.id = *stored.id,
          .function = *stored.function,
          .payload = *stored.payload,
          .trace = stored.trace.value_or(""),
          .client_context = stored.client_context.value_or(""),
          .accepted = Time(std::chrono::microseconds(*stored.accepted)),
          .due = Time(std::chrono::microseconds(stored.due.value_or(0))),
          .attempts = stored.attempts.value_or(0)};
}

absl::StatusOr<JournalLine> DecodeLine(std::string_view line) {
  STATOR_ASSIGN_OR_RETURN(JournalLine decoded, wire::Decode<JournalLine>(line));
  STATOR_RETURN_IF_ERROR(CheckMembers(decoded));
  return decoded;
}

// What the lines leave waiting, in the order in which it came.
absl::StatusOr<std::vector<QueuedEvent>> Replay(std::string_view text) {
  std::vector<QueuedEvent> events;
  std::map<std::string, size_t> places;
  for (size_t end = text.find('\n'); end != text.npos; end = text.find('\n')) {
    const absl::StatusOr<JournalLine> line = DecodeLine(text.substr(0, end));
    text.remove_prefix(end + 1);
    if (!line.ok()) return line.status();
    if (line->done) {
      const auto place = places.find(*line->done);
      if (place != places.end()) events[place->second].id.clear();
    }
    if (line->put) {
      const auto [place, is_new] = places.try_emplace(*line->put->id, events.size());
      if (is_new) events.emplace_back();
      events[place->second] = ToEvent(*line->put);
    }
  }
  std::erase_if(events, [](const QueuedEvent& event) { return event.id.empty(); });
  return events;
}

}  // namespace

absl::StatusOr<std::unique_ptr<EventJournal>> EventJournal::Open(const std::string& path,
                                                                 std::vector<QueuedEvent>* events) {
  std::unique_ptr<EventJournal> journal(new EventJournal(path));
  if (path.empty()) return journal;
  const absl::StatusOr<std::string> text = ReadFile(path);
  if (!text.ok() && !absl::IsNotFound(text.status())) return text.status();
  if (text.ok()) {
    absl::StatusOr<std::vector<QueuedEvent>> waiting = Replay(*text);
    if (!waiting.ok()) return absl::DataLossError("damaged: " + path);
    *events = *std::move(waiting);
  }
  std::vector<const QueuedEvent*> all;
  for (const QueuedEvent& event : *events) all.push_back(&event);
  STATOR_RETURN_IF_ERROR(journal->Rewrite(all));
  return journal;
}

EventJournal::~EventJournal() {
  if (file_ >= 0) close(file_);
}

absl::Status EventJournal::Append(const std::string& done,
                                  const std::vector<const QueuedEvent*>& put) {
  if (path_.empty()) return absl::OkStatus();
  // Behind half a line no other could be read.
  if (failed_) return absl::InternalError("an earlier write to " + path_ + " failed");
  std::string text;
  if (!done.empty()) AppendLine({.done = done}, text);
  for (const QueuedEvent* event : put) AppendPut(*event, text);
  const bool written = WriteAll(file_, text) && (put.empty() || fdatasync(file_) == 0);
  if (!written) {
    failed_ = true;
    return FileError("write", path_);
  }
  bytes_ += text.size();
  return absl::OkStatus();
}

bool EventJournal::WantsRewrite() const {
  return !path_.empty() && bytes_ > std::max(kRewriteBytesMin, 4 * bytes_at_rewrite_);
}

absl::Status EventJournal::Rewrite(const std::vector<const QueuedEvent*>& waiting) {
  std::string text;
  for (const QueuedEvent* event : waiting) AppendPut(*event, text);
  STATOR_RETURN_IF_ERROR(ReplaceFile(path_, text));
  if (file_ >= 0) close(file_);
  file_ = open(path_.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
  failed_ = file_ < 0;
  bytes_ = bytes_at_rewrite_ = text.size();
  return failed_ ? FileError("open", path_) : absl::OkStatus();
}

}  // namespace stator::server
