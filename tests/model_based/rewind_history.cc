#include "tests/model_based/rewind_history.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

namespace stator::model_based {
namespace {

using Definitions = std::vector<AttributeDefinition>;
using Elements = std::vector<KeySchemaElement>;

const Definitions kDefinitions = {
    {"p", ScalarAttributeType::kS}, {"s", ScalarAttributeType::kS}, {"v", ScalarAttributeType::kN}};
const Definitions kKeyDefinitions = {{"p", ScalarAttributeType::kS},
                                     {"s", ScalarAttributeType::kS}};

int64_t SecondsOf(Time time) {
  return std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
}

}  // namespace

Item RewindHistory::Key() {
  return {{"p", "p" + std::to_string(Below(6))}, {"s", "s" + std::to_string(Below(5))}};
}

Item RewindHistory::NewItem() {
  Item item = Key();
  if (!OneIn(4)) item.Set("v", static_cast<int64_t>(Below(10)));
  if (OneIn(3)) {
    item.Set("expires", SecondsOf(clock_.Now()) + static_cast<int64_t>(Below(4000)) - 200);
  }
  if (OneIn(8)) item.Set("text", std::string(Below(6000), 'x'));
  return item;
}

void RewindHistory::CreateTable() {
  CreateTableRequest request{.attribute_definitions = kKeyDefinitions,
                             .table_name = Table(),
                             .key_schema = Elements{{"p", KeyType::kHash}, {"s", KeyType::kRange}},
                             .billing_mode = BillingMode::kPayPerRequest};
  if (OneIn(2)) {
    request.attribute_definitions = kDefinitions;
    request.local_secondary_indexes = {
        {.index_name = "local",
         .key_schema = Elements{{"p", KeyType::kHash}, {"v", KeyType::kRange}},
         .projection = Projection{.projection_type = ProjectionType::kKeysOnly}}};
  }
  if (OneIn(3)) request.tags = std::vector<Tag>{{"made", "by history"}};
  if (OneIn(3)) {
    request.stream_specification = {.stream_enabled = true,
                                    .stream_view_type = StreamViewType::kNewAndOldImages};
  }
  db_.CreateTable(request).status().IgnoreError();
}

void RewindHistory::UpdateIndexes(const std::string& table) {
  const std::string name = "global" + std::to_string(Below(2));
  GlobalSecondaryIndexUpdate update;
  if (OneIn(3)) {
    update.delete_ = DeleteGlobalSecondaryIndexAction{.index_name = name};
  } else {
    update.create = CreateGlobalSecondaryIndexAction{
        .index_name = name,
        .key_schema = Elements{{"v", KeyType::kHash}, {"p", KeyType::kRange}},
        .projection = Projection{.projection_type = ProjectionType::kAll}};
  }
  db_.UpdateTable({.attribute_definitions = kDefinitions,
                   .table_name = table,
                   .global_secondary_index_updates = {{std::move(update)}}})
      .status()
      .IgnoreError();
}

void RewindHistory::UpdateTable() {
  const std::string table = Table();
  if (!OneIn(4)) return UpdateIndexes(table);
  UpdateTableRequest request{.table_name = table};
  if (OneIn(2)) {
    request.deletion_protection_enabled = OneIn(3);
  } else {
    request.stream_specification =
        OneIn(2) ? StreamSpecification{.stream_enabled = false}
                 : StreamSpecification{.stream_enabled = true,
                                       .stream_view_type = StreamViewType::kKeysOnly};
  }
  db_.UpdateTable(request).status().IgnoreError();
}

void RewindHistory::SetTimeToLive() {
  db_.UpdateTimeToLive(
         {.table_name = Table(),
          .time_to_live_specification = {{.enabled = !OneIn(3), .attribute_name = "expires"}}})
      .status()
      .IgnoreError();
}

void RewindHistory::SetTags() {
  const std::string arn = "arn:aws:dynamodb:us-east-1:000000000000:table/" + Table();
  const std::string key = "tag" + std::to_string(Below(3));
  if (OneIn(3)) {
    db_.UntagResource({.resource_arn = arn, .tag_keys = {{key}}}).status().IgnoreError();
  } else {
    db_.TagResource(
           {.resource_arn = arn, .tags = std::vector<Tag>{{key, std::to_string(Below(9))}}})
        .status()
        .IgnoreError();
  }
}

void RewindHistory::WriteItem() {
  switch (Below(4)) {
    case 0:
      db_.Delete(Table(), Key()).IgnoreError();
      break;
    case 1:
      db_.Add(Table(), Key(), "v", Number(1)).status().IgnoreError();
      break;
    default:
      db_.Put(Table(), NewItem()).IgnoreError();
  }
}

void RewindHistory::WriteBatch() {
  std::map<std::string, std::vector<WriteRequest>, std::less<>> writes;
  for (uint32_t i = 0; i <= Below(3); ++i) {
    writes[Table()] = {WriteRequest{.put_request = PutRequest{.item = NewItem()}}};
  }
  db_.BatchWriteItem({.request_items = std::move(writes)}).status().IgnoreError();
}

void RewindHistory::WriteTransaction() {
  std::vector<TransactWriteItem> items;
  for (uint32_t i = 0; i <= Below(3); ++i) {
    items.push_back(
        TransactWriteItem{.put = TransactPut{.item = NewItem(), .table_name = Table()}});
  }
  db_.TransactWriteItems({.transact_items = std::move(items),
                          .client_request_token = "token" + std::to_string(Below(20))})
      .status()
      .IgnoreError();
}

void RewindHistory::PassTime() {
  clock_.Advance(std::chrono::seconds(Below(OneIn(10) ? 100'000 : 900)));
  if (OneIn(2)) db_.RunDue().IgnoreError();
}

void RewindHistory::Step() {
  const uint32_t what = Below(40);
  if (what < 4) return CreateTable();
  if (what < 5) return db_.DeleteTable({.table_name = Table()}).status().IgnoreError();
  if (what < 9) return UpdateTable();
  if (what < 11) return SetTimeToLive();
  if (what < 12) return SetTags();
  if (what < 14) return PassTime();
  if (what < 17) return WriteBatch();
  if (what < 21) return WriteTransaction();
  if (what < 22) return db_.RollShards(Table()).IgnoreError();
  WriteItem();
}

}  // namespace stator::model_based
