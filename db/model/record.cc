#include "db/model/record.h"

#include <cstring>

#include "db/base/bytes.h"
#include "db/base/check.h"
#include "db/model/encode.h"

namespace stator {
namespace {

constexpr size_t kStampBytes = 8;
constexpr size_t kSizeOffset = ItemRecord::kStampOffset + kStampBytes;
constexpr size_t kPartitionOffset = kSizeOffset + 4;

}  // namespace

void ItemRecord::Write(ItemView item, size_t item_size, std::string_view partition_attribute,
                       char* to) {
  STATOR_CHECK(item_size <= UINT32_MAX);
  const std::optional<ValueView> partition = item.Find(partition_attribute);
  STATOR_CHECK(partition.has_value());
  const std::string_view encoded = item.encoded();
  std::memset(to, 0, kSizeOffset);
  to[0] = static_cast<char>(kFormat);
  StoreLittle<uint32_t>(item_size, to + kSizeOffset);
  StoreLittle<uint32_t>(partition->encoded().data() - encoded.data(), to + kPartitionOffset);
  std::memcpy(to + kHeaderBytes, encoded.data(), encoded.size());
}

std::optional<ItemRecord> ItemRecord::Read(std::string_view bytes) {
  if (bytes.size() < kHeaderBytes + internal::kContainerHeaderBytes) return std::nullopt;
  const std::string_view encoded = bytes.substr(kHeaderBytes);
  if (static_cast<uint8_t>(bytes[0]) != kFormat || ValueView(encoded).type() != Type::kMap ||
      LoadLittle<uint32_t>(encoded.data() + 1) !=
          encoded.size() - internal::kContainerHeaderBytes) {
    return std::nullopt;
  }
  ItemRecord record;
  record.stamp_ = LoadBig<uint64_t>(bytes.data() + kStampOffset);
  record.item_size_ = LoadLittle<uint32_t>(bytes.data() + kSizeOffset);
  record.partition_offset_ = LoadLittle<uint32_t>(bytes.data() + kPartitionOffset);
  record.item_ = ItemView(encoded);
  return record;
}

bool ItemRecord::HasPartition(std::string_view name, ValueView value) const {
  const std::string_view encoded = item_.encoded();
  const size_t at = partition_offset_;
  if (at < name.size() || at > encoded.size()) return false;
  return encoded.substr(at - name.size(), name.size()) == name &&
         encoded.substr(at).substr(0, value.encoded().size()) == value.encoded();
}

}  // namespace stator
