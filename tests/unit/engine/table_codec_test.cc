#include "db/engine/table_codec.h"

#include "gtest/gtest.h"

namespace stator::engine {
namespace {

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
}

TEST(TableCodec, LeavesOutWhatIsAbsent) {
  TableDefinition d;
  d.name = "table";
  const auto read = DecodeTable(EncodeTable(d));
  ASSERT_TRUE(read.has_value());
  EXPECT_FALSE(read->sse || read->table_class || read->on_demand_throughput);
  EXPECT_FALSE(read->last_increase || read->last_update_to_pay_per_request);
}

TEST(TableCodec, RefusesWhatIsNoRow) {
  EXPECT_FALSE(DecodeTable("").has_value());
  EXPECT_FALSE(DecodeTable("garbage").has_value());
  EXPECT_FALSE(DecodeTable(Item{{"v", 1}}.encoded()).has_value());
  Item newer = Item::FromEncoded(EncodeTable(Full()));
  newer.Set("v", 2);
  EXPECT_FALSE(DecodeTable(newer.encoded()).has_value());
}

}  // namespace
}  // namespace stator::engine
