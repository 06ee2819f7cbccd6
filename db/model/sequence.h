// Where a record stands in a change log: the stamp of the commit that wrote it, and its place among
// the records of that commit. Sequences never repeat and never go back, across restarts and rewinds
// too, since stamps do not.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace stator {

struct Sequence {
  uint64_t stamp = 0;
  uint16_t ordinal = 0;

  // Before every record, and behind every record of a commit.
  static constexpr Sequence First() { return {0, 0}; }
  static constexpr Sequence EndOf(uint64_t stamp) { return {stamp, UINT16_MAX}; }
  // The greatest that is less, where a reader stands who has this one still to come. The first has
  // none, and is its own.
  constexpr Sequence Before() const {
    if (ordinal > 0) return {stamp, static_cast<uint16_t>(ordinal - 1)};
    return stamp > 0 ? EndOf(stamp - 1) : First();
  }

  friend auto operator<=>(const Sequence&, const Sequence&) = default;
};

// A SequenceNumber of the Streams API: "1", the stamp in 20 digits, the ordinal in 5. All have the
// same length and none begins with a zero, so that they compare alike as texts and as integers.
std::string SequenceNumberText(Sequence sequence);
// nullopt: no text of that function's.
std::optional<Sequence> ParseSequenceNumber(std::string_view text);

}  // namespace stator
