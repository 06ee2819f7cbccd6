#include "db/engine/table_codec.h"

#include "gtest/gtest.h"

namespace stator::engine {
namespace {

IndexDefinition Index(const std::string& name) {
  IndexDefinition index;
  index.id = 43;
  index.name = name;
  index.is_local = name == "one";
  index.key_schema = {{"p", KeyType::kHash}, {"s", KeyType::kRange}};
  index.projection = {ProjectionType::kAll};
  index.throughput = {1, 2};
  return index;
}

TableDefinition Full() {
  TableDefinition d;
  d.id = 42;
  d.name = "table";
  d.uuid = "uuid";
  d.created = Time(std::chrono::microseconds(1'700'000'000'123'456));
  d.attribute_definitions = {{"p", ScalarAttributeType::kB}, {"s", ScalarAttributeType::kN}};
  d.key_schema = {{"p", KeyType::kHash}, {"s", KeyType::kRange}};
  d.billing_mode = BillingMode::kPayPerRequest;
  d.last_update_to_pay_per_request = Time(std::chrono::seconds(5));
  d.throughput = {7, 8};
  d.last_increase = Time(std::chrono::seconds(6));
  d.last_decrease = Time(std::chrono::seconds(7));
  d.decreases_today = 3;
  d.on_demand_throughput = OnDemandThroughput{10, -1};
  d.table_class = TableClass::kStandardInfrequentAccess;
  d.table_class_updated = Time(std::chrono::seconds(8));
  d.sse = SseSpecification{true, SseType::kKms, "key"};
  d.deletion_protection = true;
  d.tags = {{"a", "1"}, {"b", ""}};
  d.updated = Time(std::chrono::seconds(9));
  d.deleted = Time(std::chrono::seconds(10));
  d.indexes = {Index("one"), Index("two")};
  d.indexes[1].projection = {ProjectionType::kInclude, {{"v", "w"}}};
  d.indexes[1].added = Time(std::chrono::seconds(11));
  d.indexes[1].updated = Time(std::chrono::seconds(12));
  d.indexes[1].deleted = Time(std::chrono::seconds(13));
  d.indexes[1].is_backfilling = true;
  d.indexes[1].last_increase = Time(std::chrono::seconds(14));
  d.indexes[1].last_decrease = Time(std::chrono::seconds(15));
  d.indexes[1].decreases_today = 2;
  d.indexes[1].on_demand_throughput = OnDemandThroughput{11, -1};
  d.indexes[1].warm = {.read = 13'000, .write = 5'000};
  d.warm = {30'000, 10'000};
  d.time_to_live = {"expires", TimeToLiveStage::kOn, Time(std::chrono::seconds(9))};
  return d;
}

// The encoding is canonical, so equal bytes are equal definitions.
TEST(TableCodec, ReadsBackWhatItWrote) {
  const std::string row = EncodeTable(Full());
  const auto read = DecodeTable(row);
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(EncodeTable(*read), row);
  EXPECT_EQ(read->name, "table");
  EXPECT_EQ(read->created, Full().created);
  EXPECT_EQ(read->attribute_definitions[1].attribute_type, ScalarAttributeType::kN);
  EXPECT_EQ(read->sse->kms_master_key_id, "key");
  EXPECT_EQ(read->tags[1].key, "b");
  EXPECT_EQ(read->deleted, Full().deleted);
  ASSERT_EQ(read->indexes.size(), 2u);
  EXPECT_TRUE(read->indexes[0].is_local);
  EXPECT_EQ(read->indexes[0].id, 43u);
  EXPECT_EQ(read->indexes[1].projection.non_key_attributes->at(1), "w");
  EXPECT_TRUE(read->indexes[1].is_backfilling);
  EXPECT_EQ(read->indexes[1].added, Full().indexes[1].added);
  EXPECT_EQ(read->time_to_live->attribute, "expires");
  EXPECT_EQ(read->warm, (WarmUnits{30'000, 10'000}));
  EXPECT_EQ(read->time_to_live->stage, TimeToLiveStage::kOn);
}

TEST(TableCodec, LeavesOutWhatIsAbsent) {
  TableDefinition d;
  d.name = "table";
  const auto read = DecodeTable(EncodeTable(d));
  ASSERT_TRUE(read.has_value());
  EXPECT_FALSE(read->sse || read->table_class || read->on_demand_throughput);
  EXPECT_FALSE(read->updated || read->deleted || !read->indexes.empty());
  EXPECT_FALSE(read->time_to_live || read->last_increase || read->last_update_to_pay_per_request);
}

TEST(TableCodec, RefusesWhatIsNoRow) {
  EXPECT_FALSE(DecodeTable("").has_value());
  EXPECT_FALSE(DecodeTable("garbage").has_value());
  EXPECT_FALSE(DecodeTable(Item{{"v", 1}}.encoded()).has_value());
  Item newer = Item::FromEncoded(EncodeTable(Full()));
  newer.Set("v", 2);
  EXPECT_FALSE(DecodeTable(newer.encoded()).has_value());
  Item damaged = Item::FromEncoded(EncodeTable(Full()));
  damaged.Set("indexes", List{"no index"});
  EXPECT_FALSE(DecodeTable(damaged.encoded()).has_value());
}

}  // namespace
}  // namespace stator::engine
