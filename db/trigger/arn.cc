#include "db/trigger/arn.h"

#include <algorithm>
#include <vector>

#include "db/base/error.h"
#include "db/base/limits.h"
#include "db/base/mapping_limits.h"
#include "db/trigger/error.h"

namespace stator::trigger {
namespace {

using stator::error::Concat;

constexpr std::string_view kRegionPattern =
    R"((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1})";
constexpr std::string_view kStreamPart = "/stream/";

std::string ArnPattern() {
  return Concat(
      {R"(arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:()", kRegionPattern, R"()?:(\d{12})?:(.*))"});
}

std::string DestinationPattern() {
  return Concat({R"($|kafka://([^.]([a-zA-Z0-9\-_.]{0,248}))|)", ArnPattern()});
}

std::string FunctionPattern() {
  return Concat({R"((arn:(aws[a-zA-Z-]*)?:lambda:)", kRegionPattern, R"(:\d{12}:|(()",
                 kRegionPattern, R"(:)?(\d{12}:)?))(function:)?([a-zA-Z0-9-_\.]+))",
                 R"((:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?)"});
}

bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsArnCharacter(char c) {
  return IsLower(c) || IsDigit(c) || (c >= 'A' && c <= 'Z') || c == '-';
}
bool IsFunctionCharacter(char c) { return IsArnCharacter(c) || c == '_'; }

template <typename Is>
bool All(std::string_view text, Is is) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is);
}

// At most `fields` of them, the last one with all that is left.
std::vector<std::string_view> Split(std::string_view text, char by, size_t fields) {
  std::vector<std::string_view> parts;
  while (parts.size() + 1 < fields && text.find(by) != text.npos) {
    parts.push_back(text.substr(0, text.find(by)));
    text.remove_prefix(parts.back().size() + 1);
  }
  parts.push_back(text);
  return parts;
}

// kRegionPattern.
bool IsRegion(std::string_view text) {
  if (text.starts_with("eusc-")) text.remove_prefix(5);
  std::vector<std::string_view> parts = Split(text, '-', text.size() + 1);
  const auto is_special = [](std::string_view part) {
    return part == "gov" || part == "iso" ||
           (part.size() == 4 && part.starts_with("iso") && IsLower(part[3]));
  };
  if (parts.size() == 4 && is_special(parts[1])) parts.erase(parts.begin() + 1);
  return parts.size() == 3 && parts[0].size() == 2 && All(parts[0], IsLower) &&
         All(parts[1], IsLower) && parts[2].size() == 1 && IsDigit(parts[2][0]);
}

bool IsAccount(std::string_view text) { return text.size() == 12 && All(text, IsDigit); }

struct ArnParts {
  std::string_view service;
  std::string_view region;
  std::string_view account;
  std::string_view resource;
};

// nullopt: no ARN by ArnPattern. A place may be called what no region of the service is.
std::optional<ArnParts> PartsOf(std::string_view arn, const Place& place) {
  const std::vector<std::string_view> fields = Split(arn, ':', 6);
  if (fields.size() < 6 || fields[0] != "arn") return std::nullopt;
  const bool fits = fields[1].starts_with("aws") && All(fields[1], IsArnCharacter) &&
                    All(fields[2], IsArnCharacter) &&
                    (fields[3].empty() || fields[3] == place.region || IsRegion(fields[3])) &&
                    (fields[4].empty() || fields[4] == place.account || IsAccount(fields[4]));
  if (!fits) return std::nullopt;
  return ArnParts{fields[2], fields[3], fields[4], fields[5]};
}

bool IsTableCharacter(char c) { return IsFunctionCharacter(c) || c == '.'; }

bool IsNameOfTable(std::string_view name) {
  return name.size() >= limits::kTableNameBytesMin && name.size() <= limits::kTableNameBytesMax &&
         All(name, IsTableCharacter);
}

// What stands behind the ARNs of all tables of the place; nullopt: `arn` is no such.
std::optional<std::string_view> BehindTable(std::string_view arn, const Place& place) {
  const std::string prefix = place.TableArn("");
  if (!arn.starts_with(prefix)) return std::nullopt;
  return arn.substr(prefix.size());
}

struct FunctionParts {
  std::string_view region;  // Empty: not given. So is the account.
  std::string_view account;
  std::string_view name;
  std::string_view version = "$LATEST";
};

// nullopt: `given` does not match FunctionPattern. What stands before a name is taken for what it
// could be as long as something is left for the name.
std::optional<FunctionParts> FunctionPartsOf(std::string_view given, const Place& place) {
  FunctionParts parts;
  std::vector<std::string_view> fields;
  if (given.starts_with("arn:")) {
    const std::optional<ArnParts> arn = PartsOf(given, place);
    if (!arn || arn->service != "lambda" || arn->region.empty() || arn->account.empty()) {
      return std::nullopt;
    }
    parts.region = arn->region;
    parts.account = arn->account;
    fields = Split(arn->resource, ':', 4);
  } else {
    fields = Split(given, ':', 6);
    const auto take = [&](bool fits, std::string_view* part) {
      if (!fits || fields.size() == 1) return;
      *part = fields.front();
      fields.erase(fields.begin());
    };
    take(fields.front() == place.region || IsRegion(fields.front()), &parts.region);
    take(fields.front() == place.account || IsAccount(fields.front()), &parts.account);
  }
  if (fields.size() > 1 && fields.front() == "function") fields.erase(fields.begin());
  parts.name = fields.front();
  if (fields.size() > 1) parts.version = fields[1];
  const bool version_fits = parts.version == "$LATEST" || parts.version == "$LATEST.PUBLISHED" ||
                            All(parts.version, IsFunctionCharacter);
  if (fields.size() > 2 || !version_fits || !All(parts.name, IsTableCharacter)) {
    return std::nullopt;
  }
  return parts;
}

}  // namespace

std::string Place::FunctionArn(std::string_view function) const {
  return Concat({"arn:aws:lambda:", region, ":", account, ":function:", function});
}

std::string Place::MappingArn(std::string_view uuid) const {
  return Concat({"arn:aws:lambda:", region, ":", account, ":event-source-mapping:", uuid});
}

std::string Place::TableArn(std::string_view table) const {
  return Concat({"arn:aws:dynamodb:", region, ":", account, ":table/", table});
}

absl::StatusOr<std::string> FunctionNameOf(std::string_view given, const Place& place) {
  const std::optional<FunctionParts> parts = FunctionPartsOf(given, place);
  if (!parts) return error::MalformedMember(given, "functionName", FunctionPattern());
  if (!parts->region.empty() && parts->region != place.region) {
    return error::FunctionOfAnotherRegion(parts->region, place.region);
  }
  const bool is_ours = parts->account.empty() || parts->account == place.account;
  const bool can_exist = All(parts->name, IsFunctionCharacter) &&
                         parts->name.size() <= limits::kFunctionNameCharactersMax;
  if (!is_ours || !can_exist || parts->version != "$LATEST") return error::FunctionDoesNotExist();
  return std::string(parts->name);
}

absl::StatusOr<StreamSource> StreamSourceOf(std::string_view arn, const Place& place) {
  const std::optional<ArnParts> parts = PartsOf(arn, place);
  if (!parts) return error::MalformedMember(arn, "eventSourceArn", ArnPattern());
  const size_t stream = arn.find(kStreamPart);
  if (parts->service != "dynamodb" || !parts->resource.starts_with("table/") ||
      stream == arn.npos) {
    return error::UnrecognizedSource();
  }
  const auto table = BehindTable(arn.substr(0, stream), place);
  const std::string_view label = arn.substr(stream + kStreamPart.size());
  if (!table || !IsNameOfTable(*table) || label.empty()) return error::StreamNotFound(arn);
  return StreamSource{.table = std::string(*table), .label = std::string(label)};
}

absl::StatusOr<std::string> DestinationTableOf(std::string_view destination, const Place& place) {
  if (destination.empty()) return std::string();
  const bool is_topic = destination.starts_with("kafka://");
  if (!is_topic && !PartsOf(destination, place)) {
    return error::MalformedMember(destination, "destinationConfig.onFailure.destination",
                                  DestinationPattern());
  }
  const auto table = BehindTable(destination, place);
  if (!table || !IsNameOfTable(*table)) return error::DestinationIsNoTable(destination);
  return std::string(*table);
}

}  // namespace stator::trigger
