// Events that wait for their functions, in a file: a line of JSON for each that came, was tried or
// is done. A line that was cut short by a crash was not acknowledged.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "stator/clock.h"

namespace stator::server {

struct QueuedEvent {
  std::string id;  // The request's: a UUID.
  std::string function;
  std::string payload;  // JSON.
  std::string trace{};
  std::string client_context{};
  Time accepted{};
  Time due{};            // Not before.
  int32_t attempts = 0;  // Invocations that failed.
};

// Thread-compatible.
class EventJournal {
 public:
  // Empty path: nothing is kept. Else what waits is in `events`, in the order in which it came.
  static absl::StatusOr<std::unique_ptr<EventJournal>> Open(const std::string& path,
                                                            std::vector<QueuedEvent>* events);
  ~EventJournal();

  // Appends at once: `done` is over, if it is not empty, and these are as they are here now.
  // Durable when it returns, if `put` is not empty. After an error the journal takes nothing more.
  absl::Status Append(const std::string& done, const std::vector<const QueuedEvent*>& put);

  // Replaces the file by these, which are all that wait; due when it has become large for them.
  bool WantsRewrite() const;
  absl::Status Rewrite(const std::vector<const QueuedEvent*>& waiting);

 private:
  explicit EventJournal(std::string path) : path_(std::move(path)) {}

  const std::string path_;
  int file_ = -1;
  bool failed_ = false;
  size_t bytes_ = 0;
  size_t bytes_at_rewrite_ = 0;
};

}  // namespace stator::server
