// Every operation takes one road: encode, post, decode the result or the error. What differs from
// one to the next stands in db/request/operations.h and the field tables.
#include "stator/client.h"

#include <unistd.h>

#include <algorithm>
#include <map>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "client/error.h"
#include "client/http_transport.h"
#include "client/url.h"
#include "db/base/error.h"
#include "db/base/executor.h"
#include "db/base/status_macros.h"
#include "db/base/utf8.h"
#include "db/request/check_members.h"
#include "db/request/check_values.h"
#include "db/request/operations.h"
#include "db/wire/decode.h"
#include "db/wire/encode.h"
#include "db/wire/error.h"

namespace stator {
namespace {

using client::Answer;

constexpr std::chrono::seconds kKeyRemembered{10};

// What the head of every request has.
std::string HeadOf(const std::string& authority, const ClientOptions& options) {
  return error::Concat({"POST / HTTP/1.1\r\nHost: ", authority,
                        "\r\nContent-Type: application/x-amz-json-1.0"
                        "\r\nX-Amz-Date: 20260101T000000Z"
                        "\r\nAuthorization: AWS4-HMAC-SHA256 Credential=local/20260101/",
                        options.region, "/dynamodb/aws4_request, SignedHeaders=host, Signature=0",
                        options.compress_answers ? "\r\nAccept-Encoding: gzip" : "",
                        "\r\nX-Amz-Target: "});
}

// Empty when there is none.
std::string PartitionKeyIn(const TableDescription& table) {
  for (const KeySchemaElement& element :
       table.key_schema.value_or(std::vector<KeySchemaElement>())) {
    if (element.key_type == KeyType::kHash) return element.attribute_name.value_or("");
  }
  return {};
}

// Letters, digits and dashes: what may stand in a header without harm.
bool IsRegion(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return c == '-' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  });
}

class RemoteDatabase final : public Database {
 public:
  RemoteDatabase(client::Endpoint endpoint, const ClientOptions& options)
      : transport_(std::move(endpoint), {.connect_timeout = options.connect_timeout,
                                         .request_timeout = options.request_timeout,
                                         .idle_connections_max = options.idle_connections_max}),
        head_(HeadOf(transport_.authority(), options)),
        executor_(options.threads) {}

#define STATOR_SEND(Name) \
  absl::StatusOr<Name##Result> Name(const Name##Request& request) override { return Call(request); }
  STATOR_EACH_OPERATION(STATOR_SEND)
#undef STATOR_SEND

#define STATOR_SEND(Name)                                                    \
  void Name(Name##Request request, Completion<Name##Result> done) override { \
    CallLater(std::move(request), std::move(done));                          \
  }
  STATOR_EACH_COMPLETING_OPERATION(STATOR_SEND)
#undef STATOR_SEND

  // Parsing is the endpoint's.
  absl::StatusOr<Expression> Prepare(ExpressionKind, std::string_view text) override {
    return Expression(text);
  }

 private:
  template <typename Request>
  using ResultOf = typename OperationOf<Request>::Result;

  template <typename Request>
  absl::StatusOr<ResultOf<Request>> Call(const Request& request) {
    if (getpid() != pid_) return client::error::UsedAfterFork();
    std::string body;
    wire::Encode(request, body);
    // No JSON can carry such a text. The gates that come before say so as the endpoint would.
    if (!IsValidUtf8(body)) [[unlikely]] {
      STATOR_RETURN_IF_ERROR(CheckMembers(request));
      STATOR_RETURN_IF_ERROR(CheckValues(request));
    }
    constexpr std::string_view name = kOperationOf<Request>.name;
    const std::string head =
        error::Concat({head_, TargetPrefix(kOperationOf<Request>.api), name,
                       "\r\nContent-Length: ", std::to_string(body.size()), "\r\n\r\n"});
    STATOR_ASSIGN_OR_RETURN(const Answer answer, transport_.Exchange(head, body, !IsRead(name)));
    if constexpr (std::is_same_v<Request, CreateTableRequest> ||
                  std::is_same_v<Request, DeleteTableRequest>) {
      ForgetKey(request.table_name);
    }
    if (answer.status != 200) return wire::DecodeError(answer.status, answer.body);
    absl::StatusOr<ResultOf<Request>> result = wire::DecodeResult<ResultOf<Request>>(answer.body);
    if (result.ok()) return result;
    return client::error::NoAnswer("The answer of the endpoint is not of the operation's shape",
                                   !IsRead(name));
  }

  template <typename Request>
  void CallLater(Request request, Completion<ResultOf<Request>> done) {
    executor_.Submit(
        [this, request = std::move(request), done = std::move(done)](bool run) mutable {
          if (!run) return std::move(done)(client::error::Closed());
          std::move(done)(Call(request));
        });
  }

  absl::StatusOr<std::string> PartitionKeyOf(std::string_view table) override {
    const auto now = std::chrono::steady_clock::now();
    {
      const absl::MutexLock lock(&mutex_);
      const auto known = keys_.find(table);
      if (known != keys_.end() && now < known->second.until) return known->second.name;
    }
    const absl::StatusOr<DescribeTableResult> described =
        Call(DescribeTableRequest{.table_name = std::string(table)});
    if (!described.ok()) {
      // What the write would have answered, had it been sent.
      const ErrorCode code = error::CodeOf(described.status());
      const bool has_none = code == ErrorCode::kResourceNotFound || code == ErrorCode::kValidation;
      return has_none ? error::Make(ErrorCode::kResourceNotFound, "Requested resource not found")
                      : described.status();
    }
    std::string name = PartitionKeyIn(described->table.value_or(TableDescription()));
    if (name.empty()) {
      return client::error::NoAnswer("The endpoint describes a table without a key", false);
    }
    const absl::MutexLock lock(&mutex_);
    keys_[std::string(table)] = {.name = name, .until = now + kKeyRemembered};
    return name;
  }

  void ForgetKey(const std::optional<std::string>& table) {
    if (!table) return;
    const absl::MutexLock lock(&mutex_);
    keys_.erase(*table);
  }

  struct Key {
    std::string name;
    std::chrono::steady_clock::time_point until;
  };

  const pid_t pid_ = getpid();
  client::HttpTransport transport_;
  const std::string head_;
  absl::Mutex mutex_;
  std::map<std::string, Key, std::less<>> keys_ ABSL_GUARDED_BY(mutex_);
  Executor executor_;  // Ends before what its tasks use.
};

}  // namespace

absl::StatusOr<std::unique_ptr<Database>> Connect(std::string_view url,
                                                  const ClientOptions& options) {
  STATOR_ASSIGN_OR_RETURN(client::Endpoint endpoint, client::ParseUrl(url));
  if (options.credentials) return client::error::Unsupported("ClientOptions::credentials");
  if (options.retries != 0) return client::error::Unsupported("ClientOptions::retries");
  if (options.threads < 1) return client::error::BadOption("threads");
  if (!IsRegion(options.region)) return client::error::BadOption("region");
  return std::make_unique<RemoteDatabase>(std::move(endpoint), options);
}

}  // namespace stator
