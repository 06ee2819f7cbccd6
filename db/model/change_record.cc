#include "db/model/change_record.h"

#include <cstring>

#include "db/base/bytes.h"
#include "db/model/encode.h"

namespace stator {
namespace {

constexpr size_t kTimeOffset = 2;
constexpr size_t kBeforeOffset = kTimeOffset + 8;
constexpr size_t kDepthOffset = kBeforeOffset + 4;
constexpr size_t kStepBytes = 4;

std::string_view BytesOf(const std::optional<ItemView>& item) {
  return item ? item->encoded() : std::string_view();
}

size_t PathBytes(const Change& change) {
  return change.cause == nullptr ? 0 : kStepBytes * change.cause->path.size();
}

// False: the bytes are neither an item nor nothing.
bool ReadImage(std::string_view bytes, std::optional<ItemView>& item) {
  if (bytes.empty()) return true;
  if (bytes.size() < internal::kContainerHeaderBytes || ValueView(bytes).type() != Type::kMap ||
      LoadLittle<uint32_t>(bytes.data() + 1) != bytes.size() - internal::kContainerHeaderBytes) {
    return false;
  }
  item = ItemView(bytes);
  return true;
}

}  // namespace

size_t ChangeRecord::bytes() const {
  return kHeaderBytes + path.size() + BytesOf(before).size() + BytesOf(after).size();
}

size_t ChangeRecord::BytesFor(const Change& change) {
  return kHeaderBytes + PathBytes(change) + BytesOf(change.before).size() +
         BytesOf(change.after).size();
}

void ChangeRecord::Write(const Change& change, Time time, char* to) {
  const std::string_view before = BytesOf(change.before), after = BytesOf(change.after);
  to[0] = static_cast<char>(kFormat);
  to[1] = static_cast<char>(change.actor);
  StoreLittle<uint64_t>(time.time_since_epoch().count(), to + kTimeOffset);
  StoreLittle<uint32_t>(before.size(), to + kBeforeOffset);
  const size_t path = PathBytes(change);
  to[kDepthOffset] = static_cast<char>(path / kStepBytes);
  to += kHeaderBytes;
  for (size_t i = 0; i < path; i += kStepBytes) {
    StoreLittle<uint32_t>(change.cause->path[i / kStepBytes], to + i);
  }
  before.copy(to + path, before.size());
  after.copy(to + path + before.size(), after.size());
}

std::vector<uint32_t> ChangeRecord::Path() const {
  std::vector<uint32_t> steps;
  for (size_t i = 0; i < path.size(); i += kStepBytes) {
    steps.push_back(LoadLittle<uint32_t>(path.data() + i));
  }
  return steps;
}

std::optional<ChangeRecord> ChangeRecord::Read(std::string_view bytes) {
  if (bytes.size() < kHeaderBytes || static_cast<uint8_t>(bytes[0]) != kFormat ||
      static_cast<uint8_t>(bytes[1]) > static_cast<uint8_t>(Actor::kTimeToLive)) {
    return std::nullopt;
  }
  ChangeRecord record;
  record.actor = static_cast<Actor>(bytes[1]);
  const auto us = LoadLittle<uint64_t>(bytes.data() + kTimeOffset);
  record.time = Time(std::chrono::microseconds(static_cast<int64_t>(us)));
  const size_t before = LoadLittle<uint32_t>(bytes.data() + kBeforeOffset);
  const size_t path = kStepBytes * static_cast<uint8_t>(bytes[kDepthOffset]);
  if (path > bytes.size() - kHeaderBytes) return std::nullopt;
  record.path = bytes.substr(kHeaderBytes, path);
  const std::string_view images = bytes.substr(kHeaderBytes + path);
  const bool good = before <= images.size() && !images.empty() &&
                    ReadImage(images.substr(0, before), record.before) &&
                    ReadImage(images.substr(before), record.after);
  return good ? std::optional(record) : std::nullopt;
}

}  // namespace stator
