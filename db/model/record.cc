#include "db/model/record.h"

#include "db/base/check.h"
#include "db/model/encode.h"

namespace stator {
namespace {

constexpr size_t kStampBytes = 8;
constexpr size_t kSizeOffset = ItemRecord::kStampOffset + kStampBytes;

uint64_t ReadBigEndian64(const char* at) {
  uint64_t value = 0;
  for (size_t i = 0; i < kStampBytes; ++i) value = value << 8 | static_cast<uint8_t>(at[i]);
  return value;
}

}  // namespace

void ItemRecord::Append(ItemView item, size_t item_size, std::string& out) {
  STATOR_CHECK(item_size <= UINT32_MAX);
  char header[kHeaderBytes] = {static_cast<char>(kFormat)};
  internal::WriteFixed32(static_cast<uint32_t>(item_size), header + kSizeOffset);
  const std::string_view encoded = item.encoded();
  out.reserve(out.size() + kHeaderBytes + encoded.size());
  out.append(header, kHeaderBytes);
  out.append(encoded);
}

std::optional<ItemRecord> ItemRecord::Read(std::string_view bytes) {
  if (bytes.size() < kHeaderBytes + internal::kContainerHeaderBytes) return std::nullopt;
  const std::string_view encoded = bytes.substr(kHeaderBytes);
  if (static_cast<uint8_t>(bytes[0]) != kFormat || ValueView(encoded).type() != Type::kMap ||
      internal::ReadFixed32(encoded.data() + 1) !=
          encoded.size() - internal::kContainerHeaderBytes) {
    return std::nullopt;
  }
  ItemRecord record;
  record.stamp_ = ReadBigEndian64(bytes.data() + kStampOffset);
  record.item_size_ = internal::ReadFixed32(bytes.data() + kSizeOffset);
  record.item_ = ItemView(encoded);
  return record;
}

}  // namespace stator
