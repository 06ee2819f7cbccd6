// An event source mapping as it is stored: a row of the triggers space.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/model/log_key.h"
#include "db/model/sequence.h"
#include "stator/clock.h"
#include "stator/request/event_source_mapping.h"

namespace stator::trigger {

// Given at creation, from 1, in the order of creation: the order in which mappings take turns.
using MappingNumber = uint32_t;

// A value.
struct MappingDefinition {
  MappingNumber number = 0;
  std::string uuid{};
  std::string stream_arn{};
  std::string table{};  // Of the stream, with its label and log.
  std::string label{};
  LogId log = 0;
  std::string function{};  // A name, whatever was given.
  EventSourcePosition starting_position = EventSourcePosition::kTrimHorizon;
  // Records of shards that were open or closed at creation are delivered behind this one.
  Sequence start{};
  Time created{};
  Time modified{};
  // How it came to its state, of which the rest follows from the time (mapping_edit.h).
  enum class Change : uint8_t { kCreated, kEnabled, kDisabled, kUpdated };
  Change change = Change::kCreated;
  bool enabled = true;
  // Not by the user: why it was stopped, or what went wrong last. Empty: nothing.
  std::string problem{};

  int32_t batch_size = 100;
  std::vector<std::string> filters{};  // Patterns.
  int32_t window_seconds = 0;          // MaximumBatchingWindowInSeconds
  int32_t lanes = 1;                   // ParallelizationFactor
  // What it shall be, as soon as all lanes of each shard have come to one place. 0: as it is.
  int32_t next_lanes = 0;
  std::string dead_letter_table{};  // A name; empty: none.
  int32_t record_age_seconds = -1;  // MaximumRecordAgeInSeconds
  bool bisect = false;
  int32_t retries = -1;  // MaximumRetryAttempts
  int32_t tumbling_seconds = 0;
  bool reports_item_failures = false;
  bool counts_events = false;  // MetricsConfig
  std::map<std::string, std::string> tags{};

  friend bool operator==(const MappingDefinition&, const MappingDefinition&) = default;
};

// Its row: "m" uuid → an item, versioned as rows of the catalog are.
std::string MappingRowKey(std::string_view uuid);
std::string EncodeMapping(const MappingDefinition& mapping);
// nullopt when the bytes are no row of a version that this code knows.
std::optional<MappingDefinition> DecodeMapping(std::string_view bytes);

}  // namespace stator::trigger
