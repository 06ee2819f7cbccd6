// A database behind a URL: the interface of stator/database.h over HTTP/1.1, at a Stator server or
// any other DynamoDB endpoint that takes requests without a true signature.
//
//   #include <stator/client.h>
//
//   auto db = *stator::Connect("http://127.0.0.1:8000");
//   (void)db->CreateTable("visits", {"page"});
//   stator::Number n = *db->Add("visits", {{"page", "/home"}}, "count", 1);
//
// Results and errors are those of the endpoint, as if its database were in this process: the gates
// that a request passes are the endpoint's, and so are the messages. The one gate on this side is
// for what no JSON can carry, text that is not UTF-8; it answers as the embedded database does.
//
// Threads. Any number of threads may use the database at once. A call blocks its own thread and has
// a connection of its own for as long; connections are kept and used again. The completing forms
// are run by threads of the client, at most ClientOptions::threads of them, which start when they
// are first needed; further ones wait in a queue without bound, in the order in which they came.
// Their completions are called on those threads. After fork only the parent may use a database; the
// child's calls are refused with kUnavailable.
//
// Ownership. The database is closed when it is destroyed, which no call may outlive. Completing
// forms that have not begun by then are answered kUnavailable; the destructor waits for those that
// have.
//
// Errors. Beside the endpoint's own:
//   kUnavailable     the endpoint could not be reached, or its answer to a read did not come or was
//                    no answer. Nothing was changed.
//   kOutcomeUnknown  a write was sent, and no answer that can be read came back: it may or may not
//                    have happened.
//   kInternal        the endpoint answered, but with an error that the API does not know; the
//                    message has its HTTP status or its name.
// Nothing is tried again, with one exception that changes nothing: a read whose kept connection
// turns out to have been closed by the endpoint is sent once more on a new one.
//
// Differences to the embedded database: Prepare does not parse, so that faults of the text are
// found by the operation that uses it. Times have milliseconds. PutIfAbsent asks for the table's
// key once and remembers it for ten seconds, so in those a table must not be deleted and created
// anew by somebody else with another partition key.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "stator/database.h"

namespace stator {

struct Credentials {
  std::string access_key_id;
  std::string secret_access_key;
  std::string session_token;
};

struct ClientOptions {
  // Stands in the Authorization header, where servers look for it.
  std::string region = "us-east-1";
  // For each address that the host has. Names are resolved by the system, whose own limits apply.
  std::chrono::milliseconds connect_timeout{3'000};
  // From the first byte sent to the last received.
  std::chrono::milliseconds request_timeout{60'000};
  // That run the completing forms. At least 1.
  int threads = 4;
  // Kept open when nobody uses them.
  size_t idle_connections_max = 16;
  // Asks for answers in gzip, for slow networks: on fast ones it costs more than it saves.
  bool compress_answers = false;

  // Not supported by this version: Connect refuses them by name. Requests carry an Authorization
  // header of the usual shape whose signature is none.
  std::optional<Credentials> credentials{};
  int retries = 0;
};

// `url` is http://host or http://host:port, where the host is a name, an IPv4 address or an IPv6
// address in brackets. Opens no connection yet. Errors: ValidationException for a URL or an option
// that this version does not take, https:// among them.
absl::StatusOr<std::unique_ptr<Database>> Connect(std::string_view url,
                                                  const ClientOptions& options = {});

}  // namespace stator
