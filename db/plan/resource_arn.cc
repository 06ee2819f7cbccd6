#include "db/plan/resource_arn.h"

#include <algorithm>

#include "db/base/error.h"
#include "db/base/limits.h"

namespace stator::plan {
namespace {

using stator::error::Concat;

constexpr std::string_view kService = "arn:aws:dynamodb:";
constexpr std::string_view kTable = "table/";
constexpr std::string_view kStream = "/stream/";

struct Parts {
  std::string_view region;
  std::string_view account;
  std::string_view table;
};

bool IsNameCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '.' || c == '-';
}

bool IsTableName(std::string_view name) {
  return name.size() >= limits::kTableNameBytesMin && name.size() <= limits::kTableNameBytesMax &&
         std::all_of(name.begin(), name.end(), IsNameCharacter);
}

// What stands before the next colon, which is cut off with it.
std::string_view TakeField(std::string_view& text) {
  const std::string_view field = text.substr(0, text.find(':'));
  text.remove_prefix(std::min(text.size(), field.size() + 1));
  return field;
}

std::optional<Parts> Parse(std::string_view arn) {
  if (!arn.starts_with(kService)) return std::nullopt;
  arn.remove_prefix(kService.size());
  Parts parts;
  parts.region = TakeField(arn);
  parts.account = TakeField(arn);
  if (parts.region.empty() || parts.account.empty() || !arn.starts_with(kTable)) {
    return std::nullopt;
  }
  parts.table = arn.substr(kTable.size());
  return IsTableName(parts.table) ? std::optional(parts) : std::nullopt;
}

}  // namespace

std::string_view ArnPrefix::region() const {
  std::string_view rest = text.substr(kService.size());
  return TakeField(rest);
}

std::string_view ArnPrefix::account() const {
  std::string_view rest = text.substr(kService.size());
  TakeField(rest);
  return TakeField(rest);
}

std::optional<std::string_view> TableNameIn(std::string_view arn, ArnPrefix own) {
  if (!arn.starts_with(own.text)) return std::nullopt;
  return arn.substr(own.text.size());
}

absl::Status AccessDenied(std::string_view arn, ArnPrefix own, std::string_view operation) {
  return stator::error::Make(
      ErrorCode::kAccessDenied,
      Concat({"User: arn:aws:iam::", own.account(),
              ":root is not authorized to perform: dynamodb:", operation, " on resource: ", arn}));
}

absl::Status CheckTableArn(const std::optional<std::string>& arn, ArnPrefix own,
                           std::string_view operation) {
  if (!arn || arn->empty()) return stator::error::Validation("Invalid TableArn");
  const std::optional<Parts> parts = Parse(*arn);
  if (parts && parts->account != own.account()) {
    return AccessDenied(*arn, own, operation);
  }
  if (!parts || !TableNameIn(*arn, own)) {
    return stator::error::Validation(
        Concat({"Invalid TableArn: Invalid ResourceArn provided as input ", *arn}));
  }
  return absl::OkStatus();
}

absl::StatusOr<StreamName> CheckStreamArn(std::string_view arn, ArnPrefix own,
                                          std::string_view operation) {
  const size_t end = arn.find(kStream);
  const std::string_view table_arn = arn.substr(0, end);
  const std::string_view label =
      end == arn.npos ? std::string_view() : arn.substr(end + kStream.size());
  const std::optional<Parts> parts = label.empty() ? std::nullopt : Parse(table_arn);
  if (parts && parts->account != own.account()) {
    return AccessDenied(arn, own, operation);
  }
  if (!parts || !TableNameIn(table_arn, own)) {
    return stator::error::Validation(
        Concat({"Invalid StreamArn: Invalid ResourceArn provided as input ", arn}));
  }
  return StreamName{.table = parts->table, .label = label};
}

}  // namespace stator::plan
