#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "db/trigger/mapping.h"
#include "stator/item.h"

namespace stator::trigger {
namespace {

using ::testing::Eq;
using ::testing::Optional;

// Every member differs from its default.
MappingDefinition FullMapping() {
  return {.number = 7,
          .uuid = "11111111-2222-4333-8444-555555555555",
          .stream_arn = "arn:aws:dynamodb:us-east-1:000000000000:table/visits/stream/2026",
          .table = "visits",
          .label = "2026",
          .log = 12,
          .function = "count",
          .starting_position = EventSourcePosition::kLatest,
          .start = {.stamp = 99, .ordinal = 3},
          .created = Time(std::chrono::microseconds(1'600'000'000'000'001)),
          .modified = Time(std::chrono::microseconds(1'700'000'000'123'456)),
          .change = MappingDefinition::Change::kUpdated,
          .enabled = false,
          .problem = "PROBLEM: Function call failed",
          .batch_size = 10,
          .filters = {R"({"eventName":["INSERT"]})", R"({"a":[1]})"},
          .window_seconds = 5,
          .lanes = 4,
          .next_lanes = 6,
          .dead_letter_table = "letters",
          .record_age_seconds = 60,
          .bisect = true,
          .retries = 2,
          .tumbling_seconds = 30,
          .reports_item_failures = true,
          .counts_events = true,
          .tags = {{"team", "storage"}, {"empty", ""}}};
}

TEST(MappingCodec, TheKeyOfARowIsMAndTheUuid) {
  EXPECT_THAT(MappingRowKey("11111111-2222-4333-8444-555555555555"),
              Eq("m11111111-2222-4333-8444-555555555555"));
}

TEST(MappingCodec, WhatWasEncodedIsDecoded) {
  EXPECT_THAT(DecodeMapping(EncodeMapping(FullMapping())), Optional(Eq(FullMapping())));
  EXPECT_THAT(DecodeMapping(EncodeMapping({})), Optional(Eq(MappingDefinition())));
}

TEST(MappingCodec, ARowOfAnotherVersionIsNone) {
  Item row(ItemView(EncodeMapping(FullMapping())));
  row.Set("v", 2);
  EXPECT_THAT(DecodeMapping(row.encoded()), Eq(std::nullopt));
}

TEST(MappingCodec, ARowThatLacksAMemberOrHasOneOfAnotherTypeIsNone) {
  for (const char* name : {"uuid", "start", "batch_size", "number", "position"}) {
    Item row(ItemView(EncodeMapping(FullMapping())));
    row.Remove(name);
    EXPECT_THAT(DecodeMapping(row.encoded()), Eq(std::nullopt)) << name;
    row.Set(name, Binary("x"));
    EXPECT_THAT(DecodeMapping(row.encoded()), Eq(std::nullopt)) << name;
  }
  Item row(ItemView(EncodeMapping(FullMapping())));
  row.Set("filters", List{1});
  EXPECT_THAT(DecodeMapping(row.encoded()), Eq(std::nullopt));
  row.Remove("filters");
  row.Set("tags", Map{{"team", 1}});
  EXPECT_THAT(DecodeMapping(row.encoded()), Eq(std::nullopt));
}

TEST(MappingCodec, BytesThatAreNoItemAreNone) {
  EXPECT_THAT(DecodeMapping(""), Eq(std::nullopt));
  EXPECT_THAT(DecodeMapping("m"), Eq(std::nullopt));
  const std::string row = EncodeMapping(FullMapping());
  EXPECT_THAT(DecodeMapping(row.substr(0, row.size() - 1)), Eq(std::nullopt));
}

}  // namespace
}  // namespace stator::trigger
