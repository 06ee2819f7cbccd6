#include "db/model/shard_id.h"

#include <charconv>
#include <cstdio>

namespace stator {
namespace {

constexpr std::string_view kPrefix = "shardId-";
constexpr size_t kNumberDigits = 20;

}  // namespace

std::string ShardIdText(LogId log, uint32_t shard) {
  char text[kPrefix.size() + kNumberDigits + 1 + 8 + 1];
  const int size = std::snprintf(text, sizeof text, "shardId-%020lu-%08x",
                                 static_cast<unsigned long>(shard), static_cast<unsigned>(log));
  return {text, static_cast<size_t>(size)};
}

std::optional<uint32_t> ParseShardId(LogId log, std::string_view text) {
  if (!text.starts_with(kPrefix)) return std::nullopt;
  const std::string_view digits = text.substr(kPrefix.size()).substr(0, kNumberDigits);
  uint32_t shard = 0;
  const auto [end, error] = std::from_chars(digits.begin(), digits.end(), shard);
  if (error != std::errc() || end != digits.end()) return std::nullopt;
  return text == ShardIdText(log, shard) ? std::optional(shard) : std::nullopt;
}

}  // namespace stator
