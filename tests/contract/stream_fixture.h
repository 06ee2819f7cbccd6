// What suites about streams share: a table with a stream, and reading all of one.
#pragma once

#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/door.h"

namespace stator::testing {

// As printed in tests: "INSERT {keys} → {new}", "MODIFY {keys} {old} → {new}".
inline std::string PrintRecord(const Record& record) {
  const char* const kNames[] = {"INSERT", "MODIFY", "REMOVE"};
  std::ostringstream out;
  out << kNames[static_cast<int>(*record.event_name)] << " " << *record.dynamodb->keys;
  if (record.dynamodb->old_image) out << " " << *record.dynamodb->old_image;
  if (record.dynamodb->new_image) out << " → " << *record.dynamodb->new_image;
  return out.str();
}

class StreamTest : public DoorTest {
 protected:
  static std::string ArnOf(const std::string& table, const std::string& label) {
    return "arn:aws:dynamodb:us-east-1:000000000000:table/" + table + "/stream/" + label;
  }
  // Returns the ARN of the stream.
  std::string CreateStreamed(const std::string& table,
                             StreamViewType view = StreamViewType::kNewAndOldImages) {
    const auto created =
        db().CreateTable({.attribute_definitions = {{{"p", ScalarAttributeType::kS}}},
                          .table_name = table,
                          .key_schema = {{{"p", KeyType::kHash}}},
                          .billing_mode = BillingMode::kPayPerRequest,
                          .stream_specification = StreamSpecification{true, view}});
    EXPECT_THAT(created, IsOk());
    return created.ok() ? created->table_description->latest_stream_arn.value_or("") : "";
  }
  absl::StatusOr<UpdateTableResult> Enable(const std::string& table, StreamViewType view) {
    return db().UpdateTable(
        {.table_name = table, .stream_specification = StreamSpecification{true, view}});
  }
  absl::StatusOr<UpdateTableResult> Disable(const std::string& table) {
    return db().UpdateTable({.table_name = table,
                             .stream_specification = StreamSpecification{.stream_enabled = false}});
  }

  StreamDescription Described(const std::string& arn) {
    const auto described = db().DescribeStream({.stream_arn = arn});
    EXPECT_THAT(described, IsOk());
    return described.ok() ? *described->stream_description : StreamDescription();
  }
  std::vector<std::string> ShardsOf(const std::string& arn) {
    std::vector<std::string> ids;
    for (const Shard& shard : Described(arn).shards.value_or(std::vector<Shard>())) {
      ids.push_back(*shard.shard_id);
    }
    return ids;
  }

  absl::StatusOr<GetShardIteratorResult> Iterator(
      const std::string& arn, const std::string& shard, ShardIteratorType type,
      const std::optional<std::string>& number = std::nullopt) {
    return db().GetShardIterator({.stream_arn = arn,
                                  .shard_id = shard,
                                  .shard_iterator_type = type,
                                  .sequence_number = number});
  }
  // Of the last shard, which is open.
  std::string IteratorAt(const std::string& arn, ShardIteratorType type,
                         const std::optional<std::string>& number = std::nullopt) {
    const std::vector<std::string> shards = ShardsOf(arn);
    if (shards.empty()) return "";
    const auto iterator = Iterator(arn, shards.back(), type, number);
    EXPECT_THAT(iterator, IsOk());
    return iterator.ok() ? iterator->shard_iterator.value_or("") : "";
  }
  GetRecordsResult Read(const std::string& iterator, std::optional<int32_t> limit = std::nullopt) {
    auto read = db().GetRecords({.shard_iterator = iterator, .limit = limit});
    EXPECT_THAT(read, IsOk());
    return read.ok() ? *std::move(read) : GetRecordsResult();
  }
  // Every record of one shard, to its end or to where it has nothing more for now.
  std::vector<Record> ReadShard(const std::string& arn, const std::string& shard) {
    std::vector<Record> records;
    const auto first = Iterator(arn, shard, ShardIteratorType::kTrimHorizon);
    EXPECT_THAT(first, IsOk());
    std::optional<std::string> iterator =
        first.ok() ? first->shard_iterator : std::optional<std::string>();
    while (iterator) {
      GetRecordsResult page = Read(*iterator);
      if (page.records.empty() && page.next_shard_iterator) break;
      for (Record& record : page.records) records.push_back(std::move(record));
      iterator = page.next_shard_iterator;
    }
    return records;
  }
  // Every record of the stream: shards are described parents first.
  std::vector<Record> ReadAll(const std::string& arn) {
    std::vector<Record> records;
    for (const std::string& shard : ShardsOf(arn)) {
      for (Record& record : ReadShard(arn, shard)) records.push_back(std::move(record));
    }
    return records;
  }
  std::vector<std::string> Printed(const std::string& arn) {
    std::vector<std::string> printed;
    for (const Record& record : ReadAll(arn)) printed.push_back(PrintRecord(record));
    return printed;
  }
};

}  // namespace stator::testing
