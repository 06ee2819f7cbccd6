// A directory for what children need besides their code: the bootstraps, and a place for temporary
// files for each of them.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace stator::server {

// A program in the language of a runtime, which comes with the server and fetches invocations.
struct Bootstrap {
  std::string_view name;  // Of its file.
  std::string_view text;
};
extern const Bootstrap kNodeBootstrap;
extern const Bootstrap kPythonBootstrap;

// Not thread-safe. Nothing is written before it is asked for; what was is removed at the end, or,
// when there was none, by the next one of the same directory: two at a time may not share it.
class Scratch {
 public:
  explicit Scratch(std::string directory);
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  // Absolute paths. Errors: kUnavailable with the system's reason.
  absl::StatusOr<std::string> Write(const Bootstrap& bootstrap);
  absl::StatusOr<std::string> MakeDirectory();
  void RemoveDirectory(const std::string& path);

 private:
  absl::Status Make();
  void RemoveLeftovers();

  const std::string directory_;
  bool made_ = false;
  std::set<std::string> written_;
};

}  // namespace stator::server
