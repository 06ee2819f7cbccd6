// The value of a record of the change log:
//
//   format (1) · actor (1) · time (8, microseconds since 1970, little-endian) ·
//   bytes of the item before (4, little-endian; 0: there was none) · depth (1) ·
//   path (4 for each of depth, little-endian) · item before · item after
//
// Both images are kept whole, whatever the stream that made the log necessary shows of them: a view
// is applied when reading, and other consumers need both.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "db/model/change.h"
#include "stator/clock.h"
#include "stator/item.h"

namespace stator {

struct ChangeRecord {
  static constexpr uint8_t kFormat = 1;
  static constexpr size_t kHeaderBytes = 1 + 1 + 8 + 4 + 1;

  Time time{};
  Actor actor = Actor::kUser;
  std::string_view path;           // Of the cause, as stored. Borrowed from the bytes read.
  std::optional<ItemView> before;  // Borrowed from the bytes read.
  std::optional<ItemView> after;

  size_t bytes() const;  // Of the whole record.
  // How many functions led to the change, and which.
  size_t depth() const { return path.size() / 4; }
  std::vector<uint32_t> Path() const;

  static size_t BytesFor(const Change& change);
  // Writes the record of a change to `to`, where BytesFor bytes have room.
  static void Write(const Change& change, Time time, char* to);
  // nullopt when the bytes are no record: of an unknown format, or with neither item.
  static std::optional<ChangeRecord> Read(std::string_view bytes);
};

}  // namespace stator
