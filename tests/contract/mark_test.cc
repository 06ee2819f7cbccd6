// Marks and rewinds, where the database lives in this process, on either store: what each kind of
// thing is like after it was put back. (Random histories: tests/model_based.)
#include <functional>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "stator/database.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace stator::testing {
namespace {

struct StoreKind {
  std::string name;
  bool on_disk;
};
void PrintTo(const StoreKind& kind, std::ostream* out) { *out << kind.name; }

class Marks : public ::testing::TestWithParam<StoreKind> {
 protected:
  Marks() { Open({.map_bytes = 1 << 30}); }

  void Open(Options options) {
    options.clock = &clock_;
    auto db =
        GetParam().on_disk ? stator::Open(dir_.path() + "/db", options) : OpenInMemory(options);
    ASSERT_THAT(db, IsOk());
    db_ = *std::move(db);
  }
  void CreatePlain(const std::string& name = "plain") {
    ASSERT_THAT(db_->CreateTable(name, "p"), IsOk());
  }
  void Put(const std::string& table, const Item& item) {
    ASSERT_THAT(db_->Put(table, item), IsOk());
  }
  Item Get(const std::string& table, const Item& key) {
    const auto item = db_->Get(table, key);
    EXPECT_THAT(item, IsOk());
    return item.ok() && *item ? **item : Item();
  }
  MarkId Mark() {
    const auto mark = db_->Mark();
    EXPECT_THAT(mark, IsOk());
    return mark.value_or(MarkId{0});
  }
  void Rewind(MarkId mark) { ASSERT_THAT(db_->Rewind(mark), IsOk()); }

  TempDir dir_;
  ManualClock clock_;
  std::unique_ptr<EmbeddedDatabase> db_;
};
INSTANTIATE_TEST_SUITE_P(, Marks,
                         ::testing::Values(StoreKind{"Memory", false}, StoreKind{"Disk", true}),
                         [](const auto& info) { return info.param.name; });

TEST_P(Marks, ARewindUndoesWritesToItems) {
  CreatePlain();
  Put("plain", {{"p", "changed"}, {"v", 1}});
  Put("plain", {{"p", "deleted"}});
  const MarkId mark = Mark();
  Put("plain", {{"p", "changed"}, {"v", 2}});
  ASSERT_THAT(db_->Delete("plain", {{"p", "deleted"}}), IsOk());
  Put("plain", {{"p", "new"}});
  Rewind(mark);
  EXPECT_EQ(Get("plain", {{"p", "changed"}}), (Item{{"p", "changed"}, {"v", 1}}));
  EXPECT_EQ(Get("plain", {{"p", "deleted"}}), (Item{{"p", "deleted"}}));
  EXPECT_EQ(Get("plain", {{"p", "new"}}), Item());
}

TEST_P(Marks, ARewindUndoesTheCreationOfATable) {
  const MarkId mark = Mark();
  CreatePlain();
  Put("plain", {{"p", "a"}});
  Rewind(mark);
  EXPECT_TRUE(db_->ListTables({})->table_names.empty());
  EXPECT_THAT(db_->Put("plain", {{"p", "a"}}), IsErrorCode(ErrorCode::kResourceNotFound));
  CreatePlain();
  EXPECT_EQ(Get("plain", {{"p", "a"}}), Item());
}

TEST_P(Marks, ARewindBringsADroppedTableBackThoughItWasErasedAlready) {
  CreatePlain();
  for (int i = 0; i < 200; ++i) Put("plain", {{"p", std::to_string(i)}});
  const MarkId mark = Mark();
  ASSERT_THAT(db_->DeleteTable({.table_name = "plain"}), IsOk());
  ASSERT_THAT(db_->RunDue(), IsOk());
  CreatePlain();
  Rewind(mark);
  ASSERT_THAT(db_->RunDue(), IsOk());
  EXPECT_EQ(db_->Scan({.table_name = "plain"})->count, 200);
}

TEST_P(Marks, WhatWasMarkedStaysAndLaterMarksAreGone) {
  CreatePlain();
  const MarkId first = Mark();
  Put("plain", {{"p", "a"}});
  const MarkId second = Mark();
  Rewind(second);
  Rewind(first);
  EXPECT_EQ(Get("plain", {{"p", "a"}}), Item());
  EXPECT_THAT(db_->Rewind(second), IsErrorCode(ErrorCode::kResourceNotFound));
  Put("plain", {{"p", "b"}});
  Rewind(first);
  EXPECT_EQ(Get("plain", {{"p", "b"}}), Item());
  db_->Release(first);
  EXPECT_THAT(
      db_->Rewind(first),
      IsErrorWith(ErrorCode::kResourceNotFound,
                  "There is no such mark: it was never made, was released, was dropped because too "
                  "much was written since, or lies after one that was rewound to."));
  db_->Release(first);  // Nothing happens.
}

}  // namespace
}  // namespace stator::testing
