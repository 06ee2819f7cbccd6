// One pass over the answer: of its members three have a meaning, and of several of one name the
// last one counts. An answer about items that cannot be understood becomes an identifier that no
// record has, which fails the whole batch, as the service does.
#include "db/trigger/response.h"

#include <algorithm>
#include <string>

#include "db/base/error.h"
#include "db/base/status_macros.h"
#include "db/wire/decode.h"
#include "db/wire/json_cursor.h"
#include "db/wire/json_index.h"

namespace stator::trigger {
namespace {

using stator::error::Concat;
using wire::JsonCursor;
using wire::JsonKind;

// What no record is called.
constexpr std::string_view kNoIdentifier = "";

absl::Status NoJson() {
  return absl::InvalidArgumentError("The function's response is not valid JSON.");
}

absl::Status NoState() {
  return absl::InvalidArgumentError("The function's response has no state for its window.");
}

// What stands in the text where a value does, which the cursor passes.
bool ReadRaw(std::string_view text, JsonCursor& cursor, std::string_view* raw) {
  const size_t begin = cursor.Offset();
  if (!cursor.SkipValue()) return false;
  size_t end = cursor.Offset();
  while (end > begin && (text[end - 1] == ' ' || text[end - 1] == '\n' || text[end - 1] == '\r' ||
                         text[end - 1] == '\t')) {
    --end;
  }
  *raw = text.substr(begin, end - begin);
  return true;
}

class ResponseReader {
 public:
  ResponseReader(std::string_view text, const wire::JsonIndex& index)
      : text_(text), cursor_(text, index) {}

  // False: it is no JSON.
  bool Read() {
    switch (cursor_.Kind()) {
      case JsonKind::kObject:
        return cursor_.ForEachMember(name_, [&](std::string_view name) {
          return ReadMember(name);
        }) && cursor_.AtEnd();
      case JsonKind::kNone:
        return false;
      default:
        if (!SaysNothing()) failures_ = {std::string(kNoIdentifier)};
        return cursor_.SkipValue() && cursor_.AtEnd();
    }
  }

  std::vector<std::string>& failures() { return failures_; }
  // Views of the text; empty: absent or null.
  std::string_view state() const { return state_; }
  std::string_view transact_items() const { return transact_items_; }

 private:
  // [] and "" say no more than null.
  bool SaysNothing() {
    switch (cursor_.Kind()) {
      case JsonKind::kNull:
        return true;
      case JsonKind::kArray:
        return cursor_.IsEmptyContainer();
      case JsonKind::kString: {
        JsonCursor ahead = cursor_;
        std::string_view text;
        return ahead.ReadString(&text, scratch_) && text.empty();
      }
      default:
        return false;
    }
  }

  bool ReadMember(std::string_view name) {
    if (name == "batchItemFailures") return ReadFailures();
    if (name == "state") return ReadOptional(&state_);
    if (name == "transactItems") return ReadOptional(&transact_items_);
    return cursor_.SkipValue();
  }

  bool ReadOptional(std::string_view* raw) {
    *raw = {};
    if (cursor_.Kind() == JsonKind::kNull) return cursor_.ReadAtom();
    return ReadRaw(text_, cursor_, raw);
  }

  bool ReadFailures() {
    failures_.clear();
    if (cursor_.Kind() == JsonKind::kNull) return cursor_.ReadAtom();
    if (cursor_.Kind() != JsonKind::kArray) {
      failures_.emplace_back(kNoIdentifier);
      return cursor_.SkipValue();
    }
    return cursor_.ForEachElement([&] { return ReadFailure(&failures_.emplace_back()); });
  }

  bool ReadFailure(std::string* identifier) {
    if (cursor_.Kind() != JsonKind::kObject) return cursor_.SkipValue();
    return cursor_.ForEachMember(name_, [&](std::string_view name) {
      if (name != "itemIdentifier") return cursor_.SkipValue();
      identifier->clear();
      if (cursor_.Kind() != JsonKind::kString) return cursor_.SkipValue();
      std::string_view text;
      if (!cursor_.ReadString(&text, scratch_)) return false;
      *identifier = text;
      return true;
    });
  }

  std::string_view text_;
  JsonCursor cursor_;
  std::string name_;
  std::string scratch_;
  std::vector<std::string> failures_;
  std::string_view state_;
  std::string_view transact_items_;
};

}  // namespace

FunctionResult ParseResponse(std::string_view json, const ResponseRules& rules) {
  FunctionResponse response;
  if (!rules.reports_item_failures && !rules.has_window) return response;
  if (!json.empty()) {
    const wire::JsonIndex index(json);
    if (!index.ok()) return NoJson();
    ResponseReader reader(json, index);
    if (!reader.Read()) return NoJson();
    if (rules.reports_item_failures) response.batch_item_failures = std::move(reader.failures());
    if (rules.has_window && !reader.state().empty()) response.state = std::string(reader.state());
  }
  STATOR_RETURN_IF_ERROR(CheckState(response, rules));
  return response;
}

absl::Status CheckState(const FunctionResponse& response, const ResponseRules& rules) {
  return rules.has_window && !response.state ? NoState() : absl::OkStatus();
}

std::optional<Sequence> FirstFailed(const FunctionResponse& response, const ResponseRules& rules,
                                    absl::Span<const Sequence> batch) {
  if (batch.empty()) return std::nullopt;
  if (!CheckState(response, rules).ok()) return batch.front();
  std::optional<Sequence> first;
  if (!rules.reports_item_failures) return first;
  for (const std::string& identifier : response.batch_item_failures) {
    const std::optional<Sequence> failed = ParseSequenceNumber(identifier);
    if (!failed || std::find(batch.begin(), batch.end(), *failed) == batch.end()) {
      return batch.front();
    }
    first = std::min(first.value_or(*failed), *failed);
  }
  return first;
}

absl::StatusOr<std::optional<TransactWriteItemsRequest>> TransactItemsOf(std::string_view json) {
  const wire::JsonIndex index(json);
  if (!index.ok()) return std::nullopt;
  ResponseReader reader(json, index);
  if (!reader.Read() || reader.transact_items().empty()) return std::nullopt;
  // Copied, since reading overwrites the index of this thread.
  const std::string request = Concat({R"({"TransactItems":)", reader.transact_items(), "}"});
  auto decoded = wire::Decode<TransactWriteItemsRequest>(request);
  if (!decoded.ok()) return decoded.status();
  return std::optional(*std::move(decoded));
}

}  // namespace stator::trigger
