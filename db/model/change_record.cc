#include "db/model/change_record.h"

#include <cstring>

#include "db/model/encode.h"

namespace stator {
namespace {

constexpr size_t kTimeOffset = 2;
constexpr size_t kBeforeOffset = kTimeOffset + 8;

std::string_view BytesOf(const std::optional<ItemView>& item) {
  return item ? item->encoded() : std::string_view();
}

// False: the bytes are neither an item nor nothing.
bool ReadImage(std::string_view bytes, std::optional<ItemView>& item) {
  if (bytes.empty()) return true;
  if (bytes.size() < internal::kContainerHeaderBytes || ValueView(bytes).type() != Type::kMap ||
      internal::ReadFixed32(bytes.data() + 1) != bytes.size() - internal::kContainerHeaderBytes) {
    return false;
  }
  item = ItemView(bytes);
  return true;
}

}  // namespace

size_t ChangeRecord::bytes() const {
  return kHeaderBytes + BytesOf(before).size() + BytesOf(after).size();
}

size_t ChangeRecord::BytesFor(const Change& change) {
  return kHeaderBytes + BytesOf(change.before).size() + BytesOf(change.after).size();
}

void ChangeRecord::Write(const Change& change, Time time, char* to) {
  const std::string_view before = BytesOf(change.before), after = BytesOf(change.after);
  to[0] = static_cast<char>(kFormat);
  to[1] = static_cast<char>(change.actor);
  uint64_t us = static_cast<uint64_t>(time.time_since_epoch().count());
  for (size_t i = 0; i < 8; ++i, us >>= 8) to[kTimeOffset + i] = static_cast<char>(us);
  internal::WriteFixed32(static_cast<uint32_t>(before.size()), to + kBeforeOffset);
  before.copy(to + kHeaderBytes, before.size());
  after.copy(to + kHeaderBytes + before.size(), after.size());
}

std::optional<ChangeRecord> ChangeRecord::Read(std::string_view bytes) {
  if (bytes.size() < kHeaderBytes || static_cast<uint8_t>(bytes[0]) != kFormat ||
      static_cast<uint8_t>(bytes[1]) > static_cast<uint8_t>(Actor::kTimeToLive)) {
    return std::nullopt;
  }
  ChangeRecord record;
  record.actor = static_cast<Actor>(bytes[1]);
  uint64_t us = 0;
  for (size_t i = 8; i > 0; --i) us = us << 8 | static_cast<uint8_t>(bytes[kTimeOffset + i - 1]);
  record.time = Time(std::chrono::microseconds(static_cast<int64_t>(us)));
  const size_t before = internal::ReadFixed32(bytes.data() + kBeforeOffset);
  const std::string_view images = bytes.substr(kHeaderBytes);
  const bool good = before <= images.size() && !images.empty() &&
                    ReadImage(images.substr(0, before), record.before) &&
                    ReadImage(images.substr(before), record.after);
  return good ? std::optional(record) : std::nullopt;
}

}  // namespace stator
