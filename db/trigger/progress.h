// How far a mapping has come in one lane of one shard: a row of the triggers space.
//
//   "p" mapping number (4) · shard (4) · lane (1)  →  an item, versioned as rows of the catalog are
//
// Without a row it stands where the mapping began.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/model/sequence.h"
#include "db/trigger/mapping.h"
#include "stator/clock.h"

namespace stator::trigger {

// Records that are delivered as one batch, and again as one: those up to `last`.
struct Part {
  Sequence last;
  int32_t retries = 0;  // That it has had, those of the batch that it was cut from included.

  friend bool operator==(const Part&, const Part&) = default;
};

// A tumbling window that has begun.
struct WindowProgress {
  Time start{};
  std::string state = "{}";  // JSON.
  bool is_terminated_early = false;

  friend bool operator==(const WindowProgress&, const WindowProgress&) = default;
};

// A value.
struct Progress {
  Sequence after;             // All records up to this one are done, given up or filtered out.
  std::vector<Part> parts;    // Of a batch that has failed: the first begins behind `after`.
  int32_t invocations = 0;    // Of the first part.
  bool is_in_flight = false;  // A call that would end with this process had begun.
  bool is_finished = false;   // The shard was closed and has been read to its end.
  std::optional<WindowProgress> window;

  friend bool operator==(const Progress&, const Progress&) = default;
};

struct LaneId {
  MappingNumber mapping = 0;
  uint32_t shard = 0;
  uint8_t lane = 0;

  friend auto operator<=>(const LaneId&, const LaneId&) = default;
};

std::string ProgressKey(const LaneId& lane);
// All keys of a mapping's progress: from the first to behind the last.
std::string FirstProgressKey(MappingNumber mapping);
std::string EndOfProgressKeys(MappingNumber mapping);
// nullopt: it is no such key.
std::optional<LaneId> LaneOf(std::string_view progress_key);

std::string EncodeProgress(const Progress& progress);
// nullopt when the bytes are no row of a version that this code knows.
std::optional<Progress> DecodeProgress(std::string_view bytes);

}  // namespace stator::trigger
