// The command line.
//
//   stator serve [--host 127.0.0.1] [--port 8000] [--data DIR] [--region us-east-1]
//                [--allow-host H]... [--allow-origin O]... [--threads N] [--transition-ms MS]
//                [--item-collection-bytes N] [--shards-per-stream N] [--shard-age-ms MS]
//                [--freeze-at EPOCH] [--functions-root DIR] [--allow-code-upload]
//                [--exit-with-parent]
//   stator help | --help | --version
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace stator::server {

struct ServeOptions {
  std::string host = "127.0.0.1";
  uint16_t port = 8000;
  std::string data;  // A directory; empty: in memory.
  std::string region = "us-east-1";
  std::vector<std::string> allowed_hosts;
  std::vector<std::string> allowed_origins;
  int threads = 0;            // At most; 0: one for each core, four at most.
  int64_t transition_ms = 0;  // How long tables stay CREATING, UPDATING and DELETING.
  int64_t item_collection_bytes = int64_t{10} << 30;  // How large an item collection may become.
  uint32_t shards_per_stream = 1;
  int64_t shard_age_ms = 4 * 3'600'000;  // How long a shard of a stream is written to.
  std::optional<int64_t> freeze_at;      // Seconds since 1970, at which the clock stands still.
  std::string functions_root;            // Whose folders may be functions; empty: none.
  bool allow_code_upload = false;
  bool exit_with_parent = false;
};

// Nothing to serve: what was asked for, or what is wrong, has been printed.
struct Exit {
  int code = 0;
};

std::variant<ServeOptions, Exit> ParseCommandLine(int argc, const char* const* argv);

}  // namespace stator::server
