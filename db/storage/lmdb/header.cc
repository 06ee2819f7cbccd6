#include "db/storage/lmdb/header.h"

#include <sodium.h>

#include <algorithm>
#include <cstring>

#include "db/base/bytes.h"
#include "db/base/check.h"
#include "db/storage/error.h"

namespace stator::storage::lmdb {
namespace {

constexpr std::string_view kMagic = "STATORDB";
constexpr size_t kHeaderBytes = 8 + 2 + 2 + 4 + 3 * 8 + 16 + 16 + 8 + 1 + 1;

template <typename T>
void Append(T number, std::string& out) {
  char bytes[sizeof(T)];
  StoreLittle<T>(number, bytes);
  out.append(bytes, sizeof bytes);
}

// Takes numbers from the front of what is left.
template <typename T>
T Take(std::string_view& bytes) {
  const T number = LoadLittle<T>(bytes.data());
  bytes.remove_prefix(sizeof(T));
  return number;
}

void Take(std::string_view& bytes, std::array<uint8_t, 16>& to) {
  std::memcpy(to.data(), bytes.data(), to.size());
  bytes.remove_prefix(to.size());
}

}  // namespace

std::string Header::Encode() const {
  std::string out(kMagic);
  Append(format_major, out);
  Append(format_minor, out);
  Append(page_bytes, out);
  Append(features_refuse, out);
  Append(features_read_only, out);
  Append(features_ignore, out);
  out.append(identity.uuid.begin(), identity.uuid.end());
  out.append(identity.secret.begin(), identity.secret.end());
  Append(static_cast<uint64_t>(identity.created_us), out);
  Append(kChecksumXxh3, out);
  Append(kDigestSipHash128, out);
  return out;
}

absl::StatusOr<Header> Header::Decode(std::string_view bytes) {
  if (bytes.size() < kHeaderBytes || bytes.substr(0, kMagic.size()) != kMagic) {
    return error::Damaged("its header is not one of Stator");
  }
  bytes.remove_prefix(kMagic.size());
  Header header;
  header.format_major = Take<uint16_t>(bytes);
  if (header.format_major == 0) return error::Damaged("its header has no format");
  if (header.format_major > kFormatMajor) {
    return error::NewerFormat(header.format_major, kFormatMajor);
  }
  header.format_minor = Take<uint16_t>(bytes);
  header.page_bytes = Take<uint32_t>(bytes);
  header.features_refuse = Take<uint64_t>(bytes);
  header.features_read_only = Take<uint64_t>(bytes);
  header.features_ignore = Take<uint64_t>(bytes);
  Take(bytes, header.identity.uuid);
  Take(bytes, header.identity.secret);
  header.identity.created_us = static_cast<int64_t>(Take<uint64_t>(bytes));
  const bool known_hashes =
      Take<uint8_t>(bytes) == kChecksumXxh3 && Take<uint8_t>(bytes) == kDigestSipHash128;
  if (header.features_refuse != 0 || !known_hashes) {
    return error::NewerFormat(header.format_major, kFormatMajor);
  }
  return header;
}

Header NewHeader(uint32_t page_bytes, int64_t created_us) {
  STATOR_CHECK(sodium_init() >= 0);
  Header header;
  header.page_bytes = page_bytes;
  header.identity.created_us = created_us;
  randombytes_buf(header.identity.uuid.data(), header.identity.uuid.size());
  // RFC 4122: version 4, variant 1.
  header.identity.uuid[6] = (header.identity.uuid[6] & 0x0F) | 0x40;
  header.identity.uuid[8] = (header.identity.uuid[8] & 0x3F) | 0x80;
  randombytes_buf(header.identity.secret.data(), header.identity.secret.size());
  return header;
}

}  // namespace stator::storage::lmdb
