// Updates of the item of the fixture, and what they change, as text: new and changed attributes
// with their values, removed ones after a minus.

#include "db/expression/update.h"

#include <gtest/gtest.h>

#include "tests/unit/expression/fixture.h"

namespace stator::expression {
namespace {

std::string Difference(ItemView before, ItemView after) {
  std::string out;
  const auto say = [&out](const std::string& text) { out += (out.empty() ? "" : " ") + text; };
  for (const auto& [name, value] : after) {
    const auto old = before.Find(name);
    if (!old || !(*old == value)) say(std::string(name) + "=" + Shown(value));
  }
  for (const auto& [name, value] : before) {
    if (!after.Find(name)) say("-" + std::string(name));
  }
  return out;
}

struct Updated {
  absl::Status status;
  std::string difference;
  std::string touched_before;
  std::string touched_after;
};

Updated Update(ItemView before, std::string_view text) {
  absl::StatusOr<Binding> binding = BoundText(Kind::kUpdate, text);
  if (!binding.ok()) return {binding.status(), "", "", ""};
  const BoundUpdate update(*std::move(binding));
  std::string after;
  UpdateTrace trace;
  const absl::Status status = update.Apply(before, after, trace);
  if (!status.ok()) {
    EXPECT_EQ(after, "") << "a refused update has written";
    return {status, "", "", ""};
  }
  EXPECT_TRUE(CheckEncoded(after)) << text;
  const ItemView item{std::string_view(after)};
  const auto old_part = trace.TouchedBefore(before);
  const auto new_part = trace.TouchedAfter(item);
  return {status, Difference(before, item), old_part ? Shown(*old_part) : "-",
          new_part ? Shown(*new_part) : "-"};
}

struct Change {
  std::string_view update;
  std::string_view difference;
};

void CheckChange(const Change& row) {
  const Updated updated = Update(Everything(), row.update);
  ASSERT_TRUE(updated.status.ok()) << row.update << ": " << updated.status;
  EXPECT_EQ(updated.difference, row.difference) << row.update;
}

TEST(Update, SetsAttributes) {
  constexpr Change kRows[] = {
      {"SET n = :one", R"(n={"N":"1"})"},
      {"SET n = :five", ""},
      {"SET fresh = :s", R"(fresh={"S":"hello"})"},
      {"SET aa = :one, zz = :two", R"(aa={"N":"1"} zz={"N":"2"})"},
      {"SET n = s, s = n", R"(n={"S":"hello"} s={"N":"5"})"},
      {"SET fresh = m.b", R"(fresh={"M":{"c":{"S":"d"}}})"},
      {"SET fresh = l[0]", R"(fresh={"S":"zero"})"},
      {"SET #dot = :one", R"(a.b={"N":"1"})"},
      {"SET m.a = :two", R"(m={"M":{"a":{"N":"2"},"b":{"M":{"c":{"S":"d"}}},)"
                         R"("l":{"L":[{"N":"10"},{"N":"20"}]},"s":{"SS":["x"]}}})"},
      {"SET m.b.e = :x, m.b.a = :two",
       R"(m={"M":{"a":{"N":"1"},"b":{"M":{"a":{"N":"2"},"c":{"S":"d"},"e":{"S":"x"}}},)"
       R"("l":{"L":[{"N":"10"},{"N":"20"}]},"s":{"SS":["x"]}}})"},
      {"SET emptymap.k = :one", R"(emptymap={"M":{"k":{"N":"1"}}})"},
  };
  for (const Change& row : kRows) CheckChange(row);
}

TEST(Update, ComputesOnTheItemAsItWas) {
  constexpr Change kRows[] = {
      {"SET n = n + :one", R"(n={"N":"6"})"},
      {"SET n = n - :ten", R"(n={"N":"-5"})"},
      {"SET n = :ten - n", ""},
      {"SET n = neg + n", R"(n={"N":"2"})"},
      {"SET n = :one + :one", R"(n={"N":"2"})"},
      {"SET n = n + :one, neg = n + :two", R"(n={"N":"6"} neg={"N":"7"})"},
      {"SET n = :one, fresh = n", R"(fresh={"N":"5"} n={"N":"1"})"},
      {"SET n = if_not_exists(n, :zero) + :one", R"(n={"N":"6"})"},
      {"SET hits = if_not_exists(hits, :zero) + :one", R"(hits={"N":"1"})"},
      {"SET n = if_not_exists(gone, n)", ""},
      {"SET n = if_not_exists(gone, if_not_exists(absent, :two))", R"(n={"N":"2"})"},
      {"SET fresh = if_not_exists(m.a, gone)", R"(fresh={"N":"1"})"},
      {"SET m.l[0] = m.l[0] + m.l[1]", R"(m={"M":{"a":{"N":"1"},"b":{"M":{"c":{"S":"d"}}},)"
                                       R"("l":{"L":[{"N":"30"},{"N":"20"}]},"s":{"SS":["x"]}}})"},
      {"SET l = list_append(emptylist, :l)", R"(l={"L":[{"S":"new"}]})"},
      {"SET emptylist = list_append(:l, m.l)",
       R"(emptylist={"L":[{"S":"new"},{"N":"10"},{"N":"20"}]})"},
      {"SET fresh = list_append(if_not_exists(fresh, :el), :l)", R"(fresh={"L":[{"S":"new"}]})"},
      {"SET fresh = list_append(list_append(:l, :l), :l)",
       R"(fresh={"L":[{"S":"new"},{"S":"new"},{"S":"new"}]})"},
      {"REMOVE n SET fresh = n", R"(fresh={"N":"5"} -n)"},
  };
  for (const Change& row : kRows) CheckChange(row);
}

TEST(Update, EditsListsByTheirOldPositions) {
  const Item item{{"l", List{"a", "b", "c", "d"}}};
  constexpr Change kRows[] = {
      {"SET l[0] = :x", R"(l={"L":[{"S":"x"},{"S":"b"},{"S":"c"},{"S":"d"}]})"},
      {"SET l[3] = :x", R"(l={"L":[{"S":"a"},{"S":"b"},{"S":"c"},{"S":"x"}]})"},
      {"SET l[4] = :x", R"(l={"L":[{"S":"a"},{"S":"b"},{"S":"c"},{"S":"d"},{"S":"x"}]})"},
      {"SET l[99] = :x", R"(l={"L":[{"S":"a"},{"S":"b"},{"S":"c"},{"S":"d"},{"S":"x"}]})"},
      {"SET l[20] = :x, l[10] = :one",
       R"(l={"L":[{"S":"a"},{"S":"b"},{"S":"c"},{"S":"d"},{"N":"1"},{"S":"x"}]})"},
      {"REMOVE l[0]", R"(l={"L":[{"S":"b"},{"S":"c"},{"S":"d"}]})"},
      {"REMOVE l[3], l[1]", R"(l={"L":[{"S":"a"},{"S":"c"}]})"},
      {"REMOVE l[0], l[1], l[2], l[3]", R"(l={"L":[]})"},
      {"REMOVE l[4], l[99]", ""},
      {"REMOVE l[0] SET l[1] = :x, l[9] = :one",
       R"(l={"L":[{"S":"x"},{"S":"c"},{"S":"d"},{"N":"1"}]})"},
      {"SET l[2] = l[0], l[0] = l[2]", R"(l={"L":[{"S":"c"},{"S":"b"},{"S":"a"},{"S":"d"}]})"},
      {"ADD l[7] :one", R"(l={"L":[{"S":"a"},{"S":"b"},{"S":"c"},{"S":"d"},{"N":"1"}]})"},
      {"DELETE l[7] :ss", ""},
  };
  for (const Change& row : kRows) {
    const Updated updated = Update(item, row.update);
    ASSERT_TRUE(updated.status.ok()) << row.update << ": " << updated.status;
    EXPECT_EQ(updated.difference, row.difference) << row.update;
  }
}

TEST(Update, Removes) {
  constexpr Change kRows[] = {
      {"REMOVE n", "-n"},
      {"REMOVE gone", ""},
      {"REMOVE n, s, pk", "-n -pk -s"},
      {"REMOVE m.gone", ""},
      {"REMOVE m.b.c", R"(m={"M":{"a":{"N":"1"},"b":{"M":{}},)"
                       R"("l":{"L":[{"N":"10"},{"N":"20"}]},"s":{"SS":["x"]}}})"},
      {"REMOVE m.b, m.l, m.s", R"(m={"M":{"a":{"N":"1"}}})"},
      {"REMOVE l[3].k, l[2][0]", R"(l={"L":[{"S":"zero"},{"N":"1"},{"L":[]},{"M":{}}]})"},
  };
  for (const Change& row : kRows) CheckChange(row);
}

TEST(Update, AddsNumbersAndSets) {
  constexpr Change kRows[] = {
      {"ADD n :one", R"(n={"N":"6"})"},
      {"ADD n :neg", R"(n={"N":"-5"})"},
      {"ADD fresh :five", R"(fresh={"N":"5"})"},
      {"ADD ss :ssz", R"(ss={"SS":["x","y","z"]})"},
      {"ADD ss :ssy", ""},
      {"ADD ns :ns7", R"(ns={"NS":["1","2","3","7"]})"},
      {"ADD bs :bs", ""},
      {"ADD fresh :ss", R"(fresh={"SS":["x","y"]})"},
      {"ADD m.a :one, m.s :ssz", R"(m={"M":{"a":{"N":"2"},"b":{"M":{"c":{"S":"d"}}},)"
                                 R"("l":{"L":[{"N":"10"},{"N":"20"}]},"s":{"SS":["x","z"]}}})"},
      {"DELETE ss :ssy", R"(ss={"SS":["x"]})"},
      {"DELETE ss :ssz", ""},
      {"DELETE ss :ss", "-ss"},
      {"DELETE ns :ns7", R"(ns={"NS":["1","3"]})"},
      {"DELETE bs :bs", R"(bs={"BS":["cA=="]})"},
      {"DELETE gone :ss", ""},
      {"DELETE m.gone :ss", ""},
      {"DELETE m.s :ss",
       R"(m={"M":{"a":{"N":"1"},"b":{"M":{"c":{"S":"d"}}},"l":{"L":[{"N":"10"},{"N":"20"}]}}})"},
      {"SET n = :one REMOVE s ADD ns :ns7 DELETE ss :ssy",
       R"(n={"N":"1"} ns={"NS":["1","2","3","7"]} ss={"SS":["x"]} -s)"},
  };
  for (const Change& row : kRows) CheckChange(row);
}

constexpr std::string_view kPath =
    "The document path provided in the update expression is invalid for update";
constexpr std::string_view kType = "An operand in the update expression has an incorrect data type";
constexpr std::string_view kMissing =
    "The provided expression refers to an attribute that does not exist in the item";
constexpr std::string_view kOverflow =
    "Number overflow. Attempting to store a number with magnitude larger than supported range";

TEST(Update, RefusesWhatTheItemDoesNotAllow) {
  constexpr Change kRows[] = {
      {"SET gone.a = :one", kPath},
      {"SET gone[0] = :one", kPath},
      {"SET n.a = :one", kPath},
      {"SET n[0] = :one", kPath},
      {"SET m[0] = :one", kPath},
      {"SET l.a = :one", kPath},
      {"SET m.gone.a = :one", kPath},
      {"SET l[9].a = :one", kPath},
      {"REMOVE gone.a", kPath},
      {"REMOVE l.a", kPath},
      {"REMOVE m[1]", kPath},
      {"ADD gone.a :one", kPath},
      {"DELETE gone.a :ss", kPath},
      {"DELETE s[0] :ss", kPath},
      {"SET fresh = gone", kMissing},
      {"SET fresh = m.gone", kMissing},
      {"SET fresh = l[9]", kMissing},
      {"SET fresh = gone + :one", kMissing},
      {"SET fresh = list_append(gone, :l)", kMissing},
      {"SET fresh = if_not_exists(gone, absent)", kMissing},
      {"SET fresh = s + :one", kType},
      {"SET fresh = :one - m", kType},
      {"SET fresh = list_append(ss, :l)", kType},
      {"SET fresh = list_append(:l, n)", kType},
      {"SET fresh = if_not_exists(s, :one) + :one", kType},
      {"ADD s :one", kType},
      {"ADD n :ss", kType},
      {"ADD ss :ns", kType},
      {"ADD ss :one", kType},
      {"ADD l :one", kType},
      {"DELETE ss :ns", kType},
      {"DELETE n :ss", kType},
      {"DELETE l :ss", kType},
      {"SET fresh = :big + :big", kOverflow},
      {"SET fresh = :one, n = gone", kMissing},
  };
  for (const Change& row : kRows) {
    const Updated updated = Update(Everything(), row.update);
    EXPECT_EQ(std::string(updated.status.message()), row.difference) << row.update;
  }
}

TEST(Update, TracesWhatItTouched) {
  struct TraceRow {
    std::string_view update, before, after;
  };
  constexpr TraceRow kRows[] = {
      {"SET n = :one", R"({"n":{"N":"5"}})", R"({"n":{"N":"1"}})"},
      {"SET n = :five", R"({"n":{"N":"5"}})", R"({"n":{"N":"5"}})"},
      {"SET fresh = :one", "-", R"({"fresh":{"N":"1"}})"},
      {"REMOVE n", R"({"n":{"N":"5"}})", "-"},
      {"REMOVE gone", "-", "-"},
      {"SET m.a = :two", R"({"m":{"M":{"a":{"N":"1"}}}})", R"({"m":{"M":{"a":{"N":"2"}}}})"},
      {"SET m.b.z = :x, n = :one", R"({"n":{"N":"5"}})",
       R"({"m":{"M":{"b":{"M":{"z":{"S":"x"}}}}},"n":{"N":"1"}})"},
      {"REMOVE m.a", R"({"m":{"M":{"a":{"N":"1"}}}})", "-"},
      {"SET l[1] = :two", R"({"l":{"L":[{"N":"1"}]}})", R"({"l":{"L":[{"N":"2"}]}})"},
      // Paths are followed in the item as it was and as it is, though elements moved.
      {"SET l[9] = :two", "-", "-"},
      {"ADD l[9] :two", "-", "-"},
      {"REMOVE l[9]", "-", "-"},
      {"REMOVE l[0]", R"({"l":{"L":[{"S":"zero"}]}})", R"({"l":{"L":[{"N":"1"}]}})"},
      {"REMOVE l[0] SET l[1] = :two", R"({"l":{"L":[{"S":"zero"},{"N":"1"}]}})",
       R"({"l":{"L":[{"N":"2"},{"L":[{"S":"deep"}]}]}})"},
      {"DELETE ss :ss", R"({"ss":{"SS":["x","y"]}})", "-"},
      {"ADD n :one DELETE ss :ssy", R"({"n":{"N":"5"},"ss":{"SS":["x","y"]}})",
       R"({"n":{"N":"6"},"ss":{"SS":["x"]}})"},
  };
  for (const TraceRow& row : kRows) {
    const Updated updated = Update(Everything(), row.update);
    ASSERT_TRUE(updated.status.ok()) << updated.status;
    EXPECT_EQ(updated.touched_before, row.before) << row.update;
    EXPECT_EQ(updated.touched_after, row.after) << row.update;
  }
}

// 3 for the update, 19 for an action that writes, 2 for one that clears.
TEST(Update, CountsWhatItWrites) {
  struct CountRow {
    std::string_view update;
    size_t bytes;
  };
  constexpr CountRow kRows[] = {
      {"SET fresh = :s", 3 + 19 + 5 + 5},
      {"SET s = :s", 3 + 19 + 1 + 5},
      {"SET s = :s, fresh = :s", 3 + 19 + 1 + 5 + 19 + 5 + 5},
      {"REMOVE s, gone", 3 + 2 + 2},
      {"DELETE ss :ss", 3 + 2},
      {"DELETE ss :ssy", 3 + 19 + 2 + 1},
      {"ADD ss :ss", 3 + 19 + 2 + 2},
      {"SET m.a = :s", 3 + 19 + 1 + (3 + 1) + 1 + 5},
      {"SET l[0] = :s", 3 + 19 + 1 + (3 + 1) + 1 + 5},
  };
  for (const CountRow& row : kRows) {
    const absl::StatusOr<Binding> binding = BoundText(Kind::kUpdate, row.update);
    ASSERT_TRUE(binding.ok()) << row.update;
    const BoundUpdate update(*binding);
    std::string after;
    UpdateTrace trace;
    ASSERT_TRUE(update.Apply(Everything(), after, trace).ok()) << row.update;
    EXPECT_EQ(trace.bytes_written(), row.bytes) << row.update;
  }
}

TEST(Update, StartsFromTheKeyWhereThereIsNoItem) {
  const Item key{{"pk", "new"}};
  EXPECT_EQ(Update(key, "SET n = :one").difference, R"(n={"N":"1"})");
  EXPECT_EQ(Update(key, "ADD n :one, ss :ss").difference, R"(n={"N":"1"} ss={"SS":["x","y"]})");
  EXPECT_EQ(Update(key, "SET a = if_not_exists(a, :one)").difference, R"(a={"N":"1"})");
}

TEST(Update, OnlySetAndAddMakeItems) {
  const auto creates = [](std::string_view text) {
    return BoundUpdate(*BoundText(Kind::kUpdate, text)).CreatesItem();
  };
  EXPECT_TRUE(creates("SET a = :one"));
  EXPECT_TRUE(creates("REMOVE b ADD a :one"));
  EXPECT_FALSE(creates("REMOVE a, b"));
  EXPECT_FALSE(creates("DELETE a :ss REMOVE b"));
}

TEST(Update, TellsItsTargets) {
  const BoundUpdate update(
      *BoundText(Kind::kUpdate, "SET #n = :one, m.b = :two, s = n REMOVE #dot ADD z :five"));
  std::string shown;
  for (const BoundUpdate::Target& target : update.Targets()) {
    shown += std::string(ClauseText(target.clause)) + " " + std::string(target.attribute) +
             (target.is_nested ? ".." : "") + (target.value ? Shown(*target.value) : "") + "; ";
  }
  EXPECT_EQ(shown, R"(SET n{"N":"1"}; SET m..; SET s; REMOVE a.b; ADD z{"N":"5"}; )");
}

}  // namespace
}  // namespace stator::expression
