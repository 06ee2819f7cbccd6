#include "db/trigger/trace.h"

#include <charconv>
#include <cstdio>
#include <utility>

namespace stator::trigger {
namespace {

constexpr std::string_view kLineage = "Lineage=stator:";

std::string HexOf(std::string_view uuid) {
  std::string hex;
  for (const char c : uuid) {
    if (c != '-') hex += c;
  }
  hex.resize(32, '0');
  return hex;
}

}  // namespace

std::string TraceHeader(const Cause& cause, std::string_view request_id, Time now) {
  const std::string hex = HexOf(request_id);
  const auto seconds = std::chrono::floor<std::chrono::seconds>(now.time_since_epoch()).count();
  char time[9];
  std::snprintf(time, sizeof time, "%08x", static_cast<unsigned>(seconds));
  std::string header = "Root=1-" + std::string(time) + "-" + hex.substr(0, 24) +
                       ";Parent=" + hex.substr(16, 16) + ";Sampled=0;" + std::string(kLineage);
  for (size_t i = 0; i < cause.path.size(); ++i) {
    if (i > 0) header += '.';
    header += std::to_string(cause.path[i]);
  }
  return header;
}

CausePtr CauseOfTrace(std::string_view header) {
  const size_t at = header.find(kLineage);
  if (at == std::string_view::npos) return nullptr;
  std::string_view path = header.substr(at + kLineage.size());
  path = path.substr(0, path.find(';'));
  auto cause = std::make_shared<Cause>();
  const char* const end = path.data() + path.size();
  for (const char* p = path.data(); p < end;) {
    uint32_t step = 0;
    const auto [next, error] = std::from_chars(p, end, step);
    const bool goes_on = next < end && *next == '.';
    if (error != std::errc() || (next < end && !goes_on)) return nullptr;
    if (cause->path.size() == Cause::kStepsMax) break;
    cause->path.push_back(step);
    p = next + (goes_on ? 1 : 0);
  }
  return cause->path.empty() ? nullptr : std::move(cause);
}

}  // namespace stator::trigger
