// What the file says of itself: written once, at creation, in the main database under "header".
//
//   magic "STATORDB" (8) · format major (2) · format minor (2) · page bytes (4) ·
//   features: refuse (8) · read-only (8) · ignore (8) ·
//   uuid (16) · secret (16) · created, microseconds since 1970 (8) · checksum id (1) · digest id
//   (1)
//
// All numbers little-endian; the whole is the body of a record (record.h). A major version is
// raised when older programs cannot read the file; a feature bit says what one that does not know
// it must do: refuse to open, open for reading only, or go on.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "db/storage/store.h"

namespace stator::storage::lmdb {

inline constexpr uint16_t kFormatMajor = 1;
inline constexpr uint16_t kFormatMinor = 0;
inline constexpr uint8_t kChecksumXxh3 = 1;
inline constexpr uint8_t kDigestSipHash128 = 1;

struct Header {
  uint16_t format_major = kFormatMajor;
  uint16_t format_minor = kFormatMinor;
  uint32_t page_bytes = 0;
  uint64_t features_refuse = 0;  // None is defined yet.
  uint64_t features_read_only = 0;
  uint64_t features_ignore = 0;
  Identity identity;

  std::string Encode() const;
  // Errors: kCorruption when these are not the bytes of a header, error::NewerFormat for a format,
  // a feature to refuse, a checksum or a digest that this version does not know.
  static absl::StatusOr<Header> Decode(std::string_view bytes);

  // True when an unknown feature allows reading only.
  bool ReadOnly() const { return features_read_only != 0; }
};

// A header with a fresh uuid and secret.
Header NewHeader(uint32_t page_bytes, int64_t created_us);

}  // namespace stator::storage::lmdb
