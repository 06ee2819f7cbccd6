#include "server/lambda/lambda_parts.h"

#include <charconv>

#include "db/base/error.h"
#include "db/base/status_macros.h"
#include "db/wire/json_writer.h"
#include "server/lambda/function_check.h"

namespace stator::server {

absl::StatusOr<FunctionStore::Shared> FindFunction(const LambdaParts& parts, std::string_view text,
                                                   const std::string* qualifier) {
  STATOR_ASSIGN_OR_RETURN(FunctionName name, CheckFunctionName(text));
  if (qualifier != nullptr && name.qualifier.empty()) name.qualifier = *qualifier;
  const bool is_ours = (name.region.empty() || name.region == parts.region) &&
                       (name.account.empty() || name.account == parts.account);
  const bool is_latest = name.qualifier.empty() || name.qualifier == "$LATEST";
  FunctionStore::Shared found = is_ours && is_latest ? parts.functions.Find(name.name) : nullptr;
  if (found != nullptr) return found;
  const auto said_or = [](const std::string& said, const std::string& ours) {
    return said.empty() ? ours : said;
  };
  std::string arn = FunctionArn(said_or(name.region, parts.region),
                                said_or(name.account, parts.account), name.name);
  if (!name.qualifier.empty()) arn += ":" + name.qualifier;
  return absl::NotFoundError("Function not found: " + arn);
}

std::string WithMember(std::string_view body, std::string_view name, std::string_view value) {
  constexpr std::string_view kSpace = " \t\r\n";
  if (body.find_first_not_of(kSpace) == body.npos) body = "{}";
  const size_t end = body.rfind('}');
  // What is no object stays as it is, for the decoder to refuse.
  if (end == body.npos || body.find_last_not_of(kSpace) != end) return std::string(body);
  const size_t before = body.find_last_not_of(kSpace, end == 0 ? 0 : end - 1);
  std::string whole(body.substr(0, end));
  {
    wire::JsonWriter json(whole);
    if (before != body.npos && body[before] != '{') json.Raw(",");
    json.String(name);
    json.Raw(":");
    json.String(value);
  }
  whole += body.substr(end);
  return whole;
}

absl::StatusOr<std::optional<int32_t>> MaxItemsOf(const LambdaRequest& request) {
  constexpr int32_t kMax = 10'000;
  const std::string* text = request.Find("MaxItems");
  if (text == nullptr) return std::nullopt;
  int32_t items = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), items);
  if (error != std::errc() || end != text->data() + text->size()) {
    return absl::InvalidArgumentError("MaxItems must be a number");
  }
  if (items >= 1 && items <= kMax) return items;
  return absl::InvalidArgumentError(
      error::Concat({"1 validation error detected: Value '", *text,
                     "' at 'maxItems' failed to satisfy constraint: Member must have value ",
                     items < 1 ? "greater than or equal to 1" : "less than or equal to 10000"}));
}

}  // namespace stator::server
