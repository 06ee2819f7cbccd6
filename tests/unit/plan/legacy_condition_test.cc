// Random legacy conditions and the expressions that say the same, on random items.
#include "db/plan/legacy_condition.h"

#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "db/expression/parser.h"
#include "db/expression/placeholders.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"

namespace stator::plan {
namespace {

using ::stator::testing::IsOk;
using enum ComparisonOperator;

// Small domains, so that conditions hold about as often as not.
class Inventor {
 public:
  explicit Inventor(uint64_t seed) : random_(seed) {}

  size_t Below(size_t bound) { return random_() % bound; }

  std::string Text() {
    std::string text;
    for (size_t i = Below(3); i > 0; --i) text.push_back(static_cast<char>('a' + Below(2)));
    return text;
  }
  Value Scalar(size_t type) {
    if (type == 0) return Text();
    if (type == 1) return static_cast<int>(Below(4));
    return Binary(Text());
  }
  Value AnyValue() {
    switch (const size_t type = Below(10)) {
      case 3:
        return Below(2) == 0;
      case 4:
        return nullptr;
      case 5:
        return StringSet{Text()};
      case 6:
        return NumberSet{static_cast<int>(Below(4))};
      case 7:
        return BinarySet({Text()});
      case 8:
        return List{Scalar(Below(3)), Scalar(Below(3))};
      case 9:
        return Map{{"a", Scalar(Below(3))}};
      default:
        return Scalar(type);
    }
  }
  std::string Name() { return std::string(1, static_cast<char>('u' + Below(4))); }
  Item AnItem() {
    Item item;
    for (size_t i = Below(5); i > 0; --i) item.Set(Name(), AnyValue());
    return item;
  }
  Condition ACondition() {
    static constexpr ComparisonOperator kAll[] = {
        kEq,      kNe,      kIn,   kLe,       kLt,          kGe,        kGt,
        kBetween, kNotNull, kNull, kContains, kNotContains, kBeginsWith};
    const ComparisonOperator comparison = kAll[Below(std::size(kAll))];
    const size_t type = comparison == kBeginsWith ? 2 * Below(2) : Below(3);
    std::vector<Value> values;
    if (comparison == kEq || comparison == kNe) {
      values.push_back(AnyValue());
    } else if (comparison == kIn) {
      for (size_t i = 1 + Below(4); i > 0; --i) values.push_back(Scalar(type));
    } else if (comparison == kBetween) {
      values = {Scalar(type), Scalar(type)};
      if (values[0].view().ScalarBytes() > values[1].view().ScalarBytes()) {
        std::swap(values[0], values[1]);
      }
    } else if (comparison != kNotNull && comparison != kNull) {
      values.push_back(Scalar(type));
    }
    return {.attribute_value_list = values, .comparison_operator = comparison};
  }

 private:
  std::mt19937_64 random_;
};

// The same as an expression; its values go into `values`.
std::string TextOf(const std::string& name, const Condition& condition, Item& values) {
  std::vector<std::string> placeholders;
  for (const Value& value : *condition.attribute_value_list) {
    placeholders.push_back(":v" + std::to_string(values.size()));
    values.Set(placeholders.back(), value);
  }
  const auto v = [&](size_t i) { return placeholders[i]; };
  switch (*condition.comparison_operator) {
    case kEq:
      return name + " = " + v(0);
    case kNe:
      return name + " <> " + v(0);
    case kLe:
      return name + " <= " + v(0);
    case kLt:
      return name + " < " + v(0);
    case kGe:
      return name + " >= " + v(0);
    case kGt:
      return name + " > " + v(0);
    case kBetween:
      return name + " BETWEEN " + v(0) + " AND " + v(1);
    case kNotNull:
      return "attribute_exists(" + name + ")";
    case kNull:
      return "attribute_not_exists(" + name + ")";
    case kContains:
      return "contains(" + name + ", " + v(0) + ")";
    case kNotContains:
      return "(attribute_exists(" + name + ") AND NOT contains(" + name + ", " + v(0) + "))";
    case kBeginsWith:
      return "begins_with(" + name + ", " + v(0) + ")";
    case kIn:
      break;
  }
  std::string list;
  for (const std::string& placeholder : placeholders) {
    list += (list.empty() ? "" : ", ") + placeholder;
  }
  return name + " IN (" + list + ")";
}

std::optional<ConditionalOperator> AnyOperator(Inventor& inventor, size_t conditions) {
  if (conditions < 2 || inventor.Below(3) == 0) return std::nullopt;
  return inventor.Below(2) == 0 ? ConditionalOperator::kAnd : ConditionalOperator::kOr;
}

class LegacyConditions : public ::testing::TestWithParam<uint64_t> {};

TEST_P(LegacyConditions, MeanWhatTheirExpressionsMean) {
  const char* seed = std::getenv("STATOR_SEED");
  Inventor inventor(seed != nullptr ? std::strtoull(seed, nullptr, 10) : GetParam());
  int held = 0, failed = 0;
  for (int i = 0; i < 2000; ++i) {
    std::optional<Conditions> filter(std::in_place);
    std::optional<Expectations> expected(std::in_place);
    for (size_t n = 1 + inventor.Below(3); n > 0; --n) {
      const std::string name = inventor.Name();
      const Condition condition = inventor.ACondition();
      (*filter)[name] = condition;
      (*expected)[name] = {.comparison_operator = condition.comparison_operator,
                           .attribute_value_list = condition.attribute_value_list};
    }
    const auto how = AnyOperator(inventor, filter->size());
    std::optional<Item> values(std::in_place);
    std::string text;
    for (const auto& [name, condition] : *filter) {
      if (!text.empty()) text += how == ConditionalOperator::kOr ? " OR " : " AND ";
      text += TextOf(name, condition, *values);
    }
    const auto tree = expression::Parse(expression::Kind::kFilter, text);
    ASSERT_THAT(tree, IsOk()) << text;
    expression::Placeholders placeholders(std::nullopt, values);
    auto binding = expression::Bind(*tree, placeholders);
    ASSERT_THAT(binding, IsOk()) << text;
    const expression::BoundCondition modern(*std::move(binding));
    const auto legacy_filter = LowerFilter(filter, how);
    ASSERT_THAT(legacy_filter, IsOk()) << text;
    const auto legacy_expected = LowerExpected(expected, how);
    ASSERT_THAT(legacy_expected, IsOk()) << text;
    for (int k = 0; k < 10; ++k) {
      const Item item = inventor.AnItem();
      const bool holds = modern.Matches(item);
      ++(holds ? held : failed);
      ASSERT_EQ((*legacy_filter)->Matches(item), holds) << text << " " << *values << " " << item;
      ASSERT_EQ((*legacy_expected)->Matches(item), holds) << text << " " << *values << " " << item;
    }
  }
  EXPECT_GT(held, 1000);
  EXPECT_GT(failed, 1000);
}

INSTANTIATE_TEST_SUITE_P(Seeds, LegacyConditions, ::testing::Values(1, 2, 3, 20261126));

}  // namespace
}  // namespace stator::plan
