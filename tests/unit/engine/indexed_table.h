// A table with indexes of every kind, made by hand, and a store beneath it: what the suites of
// indexes in the engine share.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "db/engine/reader.h"
#include "db/engine/table_stats.h"
#include "db/engine/writer.h"
#include "db/plan/query.h"
#include "db/plan/write.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"

namespace stator::engine {

class IndexedTableTest : public ::testing::Test {
 protected:
  using Kind = storage::Outcome::Kind;
  static constexpr TableId kTable = 9, kLocal = 10, kGlobal = 11, kMulti = 12;

  // Key p (S), s (N). Local index "local" on l (S), keys only; global "global" on g (S), all
  // attributes; global "multi" on g, n (S, N) and l, m (S, N), with x.
  static TableDefinition Definition() {
    using A = ScalarAttributeType;
    constexpr KeyType kHash = KeyType::kHash, kRange = KeyType::kRange;
    TableDefinition d;
    d.id = kTable;
    d.name = "t";
    d.attribute_definitions = {{"p", A::kS}, {"s", A::kN}, {"l", A::kS},
                               {"g", A::kS}, {"n", A::kN}, {"m", A::kN}};
    d.key_schema = {{"p", kHash}, {"s", kRange}};
    d.indexes.resize(3);
    d.indexes[0].id = kLocal;
    d.indexes[0].name = "local";
    d.indexes[0].is_local = true;
    d.indexes[0].key_schema = {{"p", kHash}, {"l", kRange}};
    d.indexes[0].projection = {ProjectionType::kKeysOnly};
    d.indexes[1].id = kGlobal;
    d.indexes[1].name = "global";
    d.indexes[1].key_schema = {{"g", kHash}};
    d.indexes[1].projection = {ProjectionType::kAll};
    d.indexes[2].id = kMulti;
    d.indexes[2].name = "multi";
    d.indexes[2].key_schema = {{"g", kHash}, {"n", kHash}, {"l", kRange}, {"m", kRange}};
    d.indexes[2].projection = {ProjectionType::kInclude, std::vector<std::string>{"x"}};
    return d;
  }

  template <typename Request>
  absl::Status Run(const Request& request) {
    const auto checked = plan::CheckWrite(request, cache_);
    if (!checked.ok()) return checked.status();
    const auto mutation = plan::PlanWrite(*checked, table_->schema(), secret_);
    if (!mutation.ok()) return mutation.status();
    const storage::Outcome outcome =
        store_->Update([&](storage::Snapshot& snapshot, storage::WriteBatch& batch) {
          return DecideWrite(*table_, *mutation, snapshot, batch, result_);
        });
    return outcome.kind == Kind::kRefused ? RefusalOf(result_) : outcome.status;
  }
  absl::Status Put(const Item& item) { return Run(PutItemRequest{.item = item}); }
  absl::Status Update(const Item& key, const std::string& text, const Item& values) {
    return Run(UpdateItemRequest{
        .key = key,
        .update_expression = text,
        .expression_attribute_values = values.empty() ? std::nullopt : std::optional(values)});
  }
  absl::Status Delete(const Item& key) { return Run(DeleteItemRequest{.key = key}); }

  template <typename Request>
  absl::StatusOr<Page> Read(const Request& request) {
    const auto range = plan::CheckRange(request, cache_);
    if (!range.ok()) return range.status();
    const auto read = plan::PlanRange(*range, request, table_->schema(), secret_);
    if (!read.ok()) return read.status();
    return ReadPage(*store_, *read);
  }

  static std::vector<Item> ItemsOf(const absl::StatusOr<Page>& page) {
    EXPECT_THAT(page, ::stator::testing::IsOk());
    std::vector<Item> items;
    if (!page.ok()) return items;
    for (const ItemView item : page->items) items.emplace_back(item);
    return items;
  }
  std::vector<Item> ScanOf(const std::string& index) {
    return ItemsOf(Read(ScanRequest{.index_name = index}));
  }
  std::vector<Item> QueryOf(const std::string& index, const std::string& condition,
                            const Item& values) {
    return ItemsOf(Read(QueryRequest{.index_name = index,
                                     .key_condition_expression = condition,
                                     .expression_attribute_values = values}));
  }

  TableStats StatsOf(TableId id) { return *ReadTableStats(*store_, id); }

  std::unique_ptr<storage::Store> store_ = storage::OpenMemory();
  TablePtr table_ = std::make_shared<const Table>(Definition());
  DigestSecret secret_;
  expression::Cache cache_;
  WriteResult result_;
};

}  // namespace stator::engine
