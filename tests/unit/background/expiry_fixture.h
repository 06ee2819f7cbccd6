// A store with tables that have time to live, for the tests of what keeps their expiry index.
#pragma once

#include <memory>
#include <set>
#include <string>

#include "db/engine/catalog.h"
#include "db/engine/expiry_index.h"
#include "db/engine/writer.h"
#include "db/model/record.h"
#include "db/plan/key_check.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"

namespace stator::background {

class ExpiryFixture : public ::testing::Test {
 protected:
  engine::TablePtr Create(const std::string& name) {
    engine::TableDefinition d;
    d.name = name;
    d.attribute_definitions = {{"p", ScalarAttributeType::kS}};
    d.key_schema = {{"p", KeyType::kHash}};
    return *catalog_.Create(d);
  }
  void SetStage(const std::string& name, engine::TimeToLiveStage stage,
                const std::string& attribute = "t") {
    EXPECT_THAT(
        catalog_.Update(name,
                        [&](engine::TableDefinition d) -> absl::StatusOr<engine::TableDefinition> {
                          d.time_to_live = {.attribute = attribute, .stage = stage};
                          return d;
                        }),
        ::stator::testing::IsOk());
  }

  StoreKey KeyOf(const std::string& table, const Item& item) {
    return plan::AddressOfItem(catalog_.Find(table)->schema(), {}, item)->store_key;
  }
  // As a writer would, consequences and all.
  void Put(const std::string& table, const Item& item) {
    const engine::TablePtr found = catalog_.Find(table);
    const plan::Mutation put{.kind = plan::MutationKind::kPut,
                             .address = *plan::AddressOfItem(found->schema(), {}, item),
                             .item = item,
                             .item_size = item.view().SizeAsItem()};
    engine::WriteResult result;
    EXPECT_EQ(store_
                  ->Update([&](storage::Snapshot& snapshot, storage::WriteBatch& batch) {
                    return engine::DecideWrite(*found, put, snapshot, batch, result);
                  })
                  .kind,
              storage::Outcome::Kind::kCommitted);
  }
  // An entry that no writer made.
  void PutEntry(const std::string& key) {
    (void)store_->Update([&](storage::Snapshot&, storage::WriteBatch& batch) {
      batch.Put(storage::Space::kExpiry, key, {});
      return storage::Decision::kCommit;
    });
  }

  int Rows(storage::Space space) {
    int rows = 0;
    EXPECT_THAT(store_->View([&](storage::Snapshot& snapshot) {
      return snapshot.Scan({.space = space, .begin = {}, .end = {}}, [&](auto, auto) {
        ++rows;
        return storage::Visit::kContinue;
      });
    }),
                ::stator::testing::IsOk());
    return rows;
  }
  int Items() { return Rows(storage::Space::kItems); }
  int Entries() { return Rows(storage::Space::kExpiry); }

  static Item At(const std::string& p, int64_t seconds) { return Item{{"p", p}, {"t", seconds}}; }
  static Time Seconds(int64_t seconds) { return Time(std::chrono::seconds(seconds)); }

  std::unique_ptr<storage::Store> store_ = storage::OpenMemory();
  engine::Catalog catalog_{*store_};
};

}  // namespace stator::background
