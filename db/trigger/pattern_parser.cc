// One pass over the text of a pattern, by the grammar of EventBridge. What the grammar refuses
// makes no pattern: an operator with a wrong operand must not become one that never matches.
//
//   object  { "field": object | leaf, "$or": [ object, object ... ] }     of at least one field
//   leaf    [ test ... ]                                                  of at least one test
//   test    text | number | true | false | null | { "operator": operand }
#include <algorithm>
#include <limits>

#include "db/trigger/case_fold.h"
#include "db/trigger/pattern.h"
#include "db/wire/json_cursor.h"
#include "db/wire/json_index.h"

namespace stator::trigger {
namespace {

using wire::JsonCursor;
using wire::JsonKind;

constexpr std::string_view kOr = "$or";

// Deeper than any record is.
constexpr int kPatternNestingMax = 128;

// EventBridge, "Numeric matching": the range of its operands.
constexpr double kOperandMax = 5e9;

// Names that make an "$or" an ordinary field.
constexpr std::string_view kOperators[] = {
    "exactly", "equals-ignore-case", "prefix", "suffix", "wildcard", "cidr", "numeric",
    "exists",  "anything-but"};

bool IsOperator(std::string_view name) {
  return std::find(std::begin(kOperators), std::end(kOperators), name) != std::end(kOperators);
}

// What stands between the stars, of which two must not touch. A backslash takes the meaning from a
// star or a backslash, and stands before nothing else.
std::optional<Wildcard> WildcardOf(std::string_view text) {
  Wildcard wildcard{.pieces = {""}};
  bool behind_star = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool is_star = text[i] == '*';
    if (is_star && behind_star) return std::nullopt;
    if (is_star) {
      wildcard.pieces.emplace_back();
    } else {
      const bool escaped = text[i] == '\\';
      if (escaped) ++i;
      if (i == text.size() || (escaped && text[i] != '*' && text[i] != '\\')) return std::nullopt;
      wildcard.pieces.back().push_back(text[i]);
    }
    behind_star = is_star;
  }
  return wildcard;
}

// All functions return false for what is no pattern.
class PatternParser {
 public:
  PatternParser(std::string_view text, const wire::JsonIndex& index) : cursor_(text, index) {}

  bool Parse(PatternObject* root) { return ReadObject(root, 0) && cursor_.AtEnd(); }

 private:
  using Tests = std::vector<ValueTest>;

  bool ReadObject(PatternObject* object, int depth) {
    if (cursor_.Kind() != JsonKind::kObject || cursor_.IsEmptyContainer() ||
        depth == kPatternNestingMax) {
      return false;
    }
    return cursor_.ForEachMember(scratch_, [&](std::string_view name) {
      return ReadField(std::string(name), object, depth + 1);
    });
  }

  // Of several fields of one name the last one counts.
  bool ReadField(const std::string& name, PatternObject* object, int depth) {
    object->fields.erase(name);
    if (name == kOr) {
      object->alternatives.clear();
      if (AreAlternatives(cursor_)) return ReadAlternatives(object, depth);
    }
    path_.push_back(name);
    PatternNode& node = object->fields[name];
    bool read = false;
    if (cursor_.Kind() == JsonKind::kObject) {
      auto below = std::make_unique<PatternObject>();
      read = ReadObject(below.get(), depth);
      node = std::move(below);
    } else {
      read = ReadLeaf(&std::get<PatternLeaf>(node));
    }
    path_.pop_back();
    return read;
  }

  // Whether an "$or" is one: of two objects or more, none of them empty or an operator.
  bool AreAlternatives(JsonCursor ahead) {
    if (ahead.Kind() != JsonKind::kArray) return false;
    int objects = 0;
    const bool read = ahead.ForEachElement([&] {
      ++objects;
      return ahead.Kind() == JsonKind::kObject && !ahead.IsEmptyContainer() &&
             ahead.ForEachMember(scratch_, [&](std::string_view name) {
               return !IsOperator(name) && ahead.SkipValue();
             });
    });
    return read && objects >= 2;
  }

  bool ReadAlternatives(PatternObject* object, int depth) {
    return cursor_.ForEachElement(
        [&] { return ReadObject(&object->alternatives.emplace_back(), depth); });
  }

  bool ReadLeaf(PatternLeaf* leaf) {
    leaf->path = path_;
    return cursor_.Kind() == JsonKind::kArray && !cursor_.IsEmptyContainer() &&
           cursor_.ForEachElement([&] { return ReadTest(leaf); });
  }

  bool ReadTest(PatternLeaf* leaf) {
    switch (cursor_.Kind()) {
      case JsonKind::kString:
      case JsonKind::kNumber:
        return ReadExact(&leaf->tests);
      case JsonKind::kTrue:
      case JsonKind::kFalse:
      case JsonKind::kNull:
        leaf->tests.emplace_back(ExactAtom{cursor_.Kind()});
        return cursor_.ReadAtom();
      case JsonKind::kObject:
        return ReadOnlyMember([&](std::string_view name) {
          return name == "exists" ? ReadExists(leaf) : ReadOperator(name, &leaf->tests);
        });
      default:
        return false;
    }
  }

  // An object of one member. The name lives until something is read.
  template <typename Read>
  bool ReadOnlyMember(Read&& read) {
    int members = 0;
    return cursor_.Kind() == JsonKind::kObject &&
           cursor_.ForEachMember(
               scratch_, [&](std::string_view name) { return ++members == 1 && read(name); }) &&
           members == 1;
  }

  bool ReadText(std::string* text) {
    if (cursor_.Kind() != JsonKind::kString) return false;
    std::string_view view;
    std::string scratch;
    if (!cursor_.ReadString(&view, scratch)) return false;
    *text = view;
    return true;
  }

  bool ReadNumber(std::string_view* digits) {
    return cursor_.Kind() == JsonKind::kNumber && cursor_.ReadNumber(digits);
  }

  bool ReadExact(Tests* tests) {
    if (cursor_.Kind() == JsonKind::kString) {
      return ReadText(&std::get<ExactText>(tests->emplace_back(ExactText())).text);
    }
    std::string_view digits;
    if (!ReadNumber(&digits)) return false;
    tests->emplace_back(ExactNumber{NumberOf(digits), std::string(digits)});
    return true;
  }

  bool ReadExists(PatternLeaf* leaf) {
    if (cursor_.Kind() == JsonKind::kTrue) {
      leaf->tests.emplace_back(Anything());
    } else if (cursor_.Kind() == JsonKind::kFalse) {
      leaf->accepts_absence = true;
    } else {
      return false;
    }
    return cursor_.ReadAtom();
  }

  bool ReadOperator(std::string_view name, Tests* tests) {
    if (name == "numeric") return ReadNumeric(tests);
    if (name == "anything-but") return ReadAnythingBut(tests);
    if (name == "exactly") return cursor_.Kind() == JsonKind::kString && ReadExact(tests);
    if (name == "cidr") return ReadCidr(tests);
    return ReadTextOperator(std::string(name), tests);
  }

  // An operator on texts with its operand.
  bool ReadTextOperator(const std::string& name, Tests* tests) {
    const bool in_any_case = cursor_.Kind() == JsonKind::kObject;
    std::string text;
    if (in_any_case) {
      const bool is_affix = name == "prefix" || name == "suffix";
      if (!is_affix || !ReadOnlyMember([&](std::string_view inner) {
            return inner == "equals-ignore-case" && ReadText(&text);
          })) {
        return false;
      }
      text = FoldCase(text);
    } else if (!ReadText(&text)) {
      return false;
    }
    return AddTextTest(name, std::move(text), in_any_case, tests);
  }

  static bool AddTextTest(std::string_view name, std::string text, bool in_any_case, Tests* tests) {
    if (name == "prefix") {
      tests->emplace_back(Prefix{std::move(text), in_any_case});
    } else if (name == "suffix") {
      tests->emplace_back(Suffix{std::move(text), in_any_case});
    } else if (name == "equals-ignore-case") {
      tests->emplace_back(EqualInAnyCase{FoldCase(text)});
    } else if (name == "wildcard") {
      auto wildcard = WildcardOf(text);
      if (!wildcard) return false;
      tests->emplace_back(*std::move(wildcard));
    } else {
      return false;
    }
    return true;
  }

  bool ReadCidr(Tests* tests) {
    std::string text;
    if (!ReadText(&text)) return false;
    const std::optional<IpBlock> block = IpBlock::Parse(text);
    if (block) tests->emplace_back(InBlock{*block});
    return block.has_value();
  }

  // ["=", n], one bound, or a lower bound and an upper one that is higher.
  bool ReadNumeric(Tests* tests) {
    if (cursor_.Kind() != JsonKind::kArray) return false;
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    NumericRange range{-kInfinity, kInfinity, true, true};
    bool has_low = false;
    bool has_high = false;
    const bool read = cursor_.ForEachElement([&] {
      std::string relation;
      std::string_view digits;
      if (has_high || !ReadText(&relation) || !cursor_.Consume(',') || !ReadNumber(&digits)) {
        return false;
      }
      const double operand = NumberOf(digits);
      if (operand < -kOperandMax || operand > kOperandMax) return false;
      if (relation == "=" && !has_low) {
        range = {operand, operand, true, true};
        has_low = has_high = true;
        return true;
      }
      if ((relation == ">" || relation == ">=") && !has_low) {
        range.low = operand;
        range.includes_low = relation == ">=";
        return has_low = true;
      }
      if (relation != "<" && relation != "<=") return false;
      range.high = operand;
      range.includes_high = relation == "<=";
      has_high = true;
      return range.low < range.high;
    });
    if (!read || !(has_low || has_high)) return false;
    tests->emplace_back(range);
    return true;
  }

  bool ReadAnythingBut(Tests* tests) {
    AnythingBut but;
    bool read = false;
    if (cursor_.Kind() == JsonKind::kObject) {
      read = ReadOnlyMember([&](std::string_view name) {
        return ReadEach([this, name = std::string(name), &but] {
          std::string text;
          return ReadText(&text) && !text.empty() &&
                 AddTextTest(name, std::move(text), false, &but.tests);
        });
      });
    } else {
      // All texts, or all numbers.
      read = ReadEach([&] {
        return ReadExact(&but.tests) && but.tests.back().index() == but.tests.front().index();
      });
    }
    tests->emplace_back(std::move(but));
    return read;
  }

  // One operand, or a list of at least one.
  template <typename Read>
  bool ReadEach(Read&& read) {
    if (cursor_.Kind() != JsonKind::kArray) return read();
    return !cursor_.IsEmptyContainer() && cursor_.ForEachElement(read);
  }

  JsonCursor cursor_;
  std::string scratch_;
  std::vector<std::string> path_;
};

}  // namespace

std::optional<PatternObject> ParsePattern(std::string_view text) {
  const wire::JsonIndex index(text);
  if (!index.ok()) return std::nullopt;
  PatternObject root;
  if (!PatternParser(text, index).Parse(&root)) return std::nullopt;
  return root;
}

}  // namespace stator::trigger
