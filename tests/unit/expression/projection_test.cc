// Projections of the item of the fixture, and what is left of it.

#include "db/expression/projection.h"

#include <gtest/gtest.h>

#include "tests/unit/expression/fixture.h"

namespace stator::expression {
namespace {

struct Picked {
  std::string_view projection;
  std::string_view item;
};

TEST(Projection, KeepsTheShapeOfTheItem) {
  constexpr Picked kRows[] = {
      {"n", R"({"n":{"N":"5"}})"},
      {"s, n", R"({"n":{"N":"5"},"s":{"S":"hello"}})"},
      {"gone", "{}"},
      {"gone, n", R"({"n":{"N":"5"}})"},
      {"#dot", R"({"a.b":{"S":"dotted"}})"},
      {"a.b", "{}"},
      {"m.a", R"({"m":{"M":{"a":{"N":"1"}}}})"},
      {"m.b.c, m.a", R"({"m":{"M":{"a":{"N":"1"},"b":{"M":{"c":{"S":"d"}}}}}})"},
      {"m.b", R"({"m":{"M":{"b":{"M":{"c":{"S":"d"}}}}}})"},
      {"m.b.gone", "{}"},
      {"m.gone.x, m.zz", "{}"},
      {"m.b.gone, m.a", R"({"m":{"M":{"a":{"N":"1"}}}})"},
      {"l[0]", R"({"l":{"L":[{"S":"zero"}]}})"},
      {"l[1], l[0]", R"({"l":{"L":[{"S":"zero"},{"N":"1"}]}})"},
      {"l[3].k, l[0]", R"({"l":{"L":[{"S":"zero"},{"M":{"k":{"S":"v"}}}]}})"},
      {"l[2][0]", R"({"l":{"L":[{"L":[{"S":"deep"}]}]}})"},
      {"l[9]", "{}"},
      {"l[9], l[1]", R"({"l":{"L":[{"N":"1"}]}})"},
      {"l[3].gone", "{}"},
      {"l.a", "{}"},
      {"m[0]", "{}"},
      {"n.x", "{}"},
      {"n[0]", "{}"},
      {"m.l[1]", R"({"m":{"M":{"l":{"L":[{"N":"20"}]}}}})"},
      {"emptylist, emptymap", R"({"emptylist":{"L":[]},"emptymap":{"M":{}}})"},
      {"emptylist[0], emptymap.a", "{}"},
      {"pk, ss, t, nul",
       R"({"nul":{"NULL":true},"pk":{"S":"key"},"ss":{"SS":["x","y"]},"t":{"BOOL":true}})"},
  };
  for (const Picked& row : kRows) {
    const BoundProjection projection(*BoundText(Kind::kProjection, row.projection));
    std::string out;
    projection.Apply(Everything(), out);
    EXPECT_TRUE(CheckEncoded(out)) << row.projection;
    EXPECT_EQ(Shown(ItemView(std::string_view(out))), row.item) << row.projection;
  }
}

TEST(Projection, AppendsToTheBuffer) {
  const BoundProjection projection(*BoundText(Kind::kProjection, "n"));
  std::string out = "before";
  projection.Apply(Everything(), out);
  EXPECT_EQ(out.substr(0, 6), "before");
  EXPECT_TRUE(CheckEncoded(std::string_view(out).substr(6)));
}

TEST(Projection, OfAnEmptyItemIsEmpty) {
  const BoundProjection projection(*BoundText(Kind::kProjection, "n, m.a"));
  std::string out;
  projection.Apply(ItemView(), out);
  EXPECT_EQ(Shown(ItemView(std::string_view(out))), "{}");
}

TEST(Projection, TellsItsAttributes) {
  const BoundProjection projection(*BoundText(Kind::kProjection, "s, m.b, #n, m.a, l[0]"));
  EXPECT_EQ(projection.Attributes(), (std::vector<std::string_view>{"l", "m", "n", "s"}));
}

}  // namespace
}  // namespace stator::expression
