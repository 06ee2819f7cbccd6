#include "tests/model_based/workload.h"

#include <set>
#include <utility>

#include "tests/model_based/request_text.h"

namespace stator::model_based {
namespace {

const Number kLargest = *Number::Parse(std::string(38, '9') + "E+88");
const Number kTiny = *Number::Parse("1E-130");

}  // namespace

std::string Workload::TableName() { return "table" + std::to_string(Below(3)); }

Value Workload::PartitionValue(ScalarAttributeType type) {
  const uint32_t i = Below(6);
  if (type == ScalarAttributeType::kN) return static_cast<int>(i) - 2;
  const std::string text = i == 0 ? std::string(2048, 'p') : std::string(i, 'p');
  return type == ScalarAttributeType::kB ? Value(Binary(text)) : Value(text);
}

// Texts that are prefixes of each other, around the lengths at which a store may cut its keys.
Value Workload::SortValue(ScalarAttributeType type) {
  const uint32_t i = Below(40);
  if (type == ScalarAttributeType::kN) {
    if (i == 0) return kLargest;
    if (i == 1) return kTiny;
    return i < 10 ? Value(*Number::FromDouble(i / 8.0)) : Value(static_cast<int>(i) - 20);
  }
  constexpr size_t kLengths[] = {1, 2, 3, 476, 479, 480, 481, 500, 511, 960, 1022};
  std::string text(kLengths[i % std::size(kLengths)], 'k');
  if (type == ScalarAttributeType::kB) {
    text.back() = static_cast<char>(i * 7);
    if (OneIn(4)) text.front() = '\xff';
    return Binary(text);
  }
  if (i % 3 == 0) text.back() = static_cast<char>('a' + i % 20);
  return text;
}

Item Workload::Key(const Schema& schema) {
  Item key{{"p", PartitionValue(schema.partition)}};
  if (schema.sort) key.Set("s", SortValue(*schema.sort));
  return key;
}

Value Workload::AnyValue() {
  switch (Below(12)) {
    case 0:
      return nullptr;
    case 1:
      return OneIn(2);
    case 2:
      return "text";
    case 3:
      return "";
    case 4:
      return Binary("\x01\xff");
    case 5:
      return StringSet{"a", "b"};
    case 6:
      return List{1, "two", Map{{"k", 3}}};
    case 7:
      return Map{{"k", "v"}};
    case 8:
      return std::string(Below(OneIn(20) ? 60'000 : 3'000), 'x');
    case 9:
      return kLargest;
    default:
      return static_cast<int>(Below(5));
  }
}

Value Workload::ValueOfV(const Schema& schema) {
  if (!schema.indexed || OneIn(8)) return AnyValue();
  return OneIn(20) ? std::string(2048, 'v') : std::string(1 + Below(4), 'v');
}

Item Workload::NewItem(const Schema& schema) {
  Item item = Key(schema);
  if (!OneIn(4)) item.Set("n", static_cast<int>(Below(10)));
  if (!OneIn(4)) item.Set("v", ValueOfV(schema));
  if (OneIn(3)) item.Set("l", List{"first"});
  if (OneIn(3)) item.Set("m", OneIn(4) ? Value("no map") : Value(Map{{"other", 1}}));
  if (OneIn(3)) item.Set("ss", StringSet{"a", "c"});
  return item;
}

Test Workload::AnyTest() {
  switch (Below(10)) {
    case 0:
      return {Test::kExists};
    case 1:
      return {Test::kNotExists};
    case 2:
      return {Test::kEquals, AnyValue()};
    case 3:
      return {Test::kLess, static_cast<int>(Below(12))};
    case 4:
      return {Test::kMissing};
    default:
      return {};
  }
}

Change Workload::AnyChange(const Schema& schema) {
  switch (Below(9)) {
    case 0:
      return {Change::kAddToV, static_cast<int>(Below(3)) - 1};
    case 1:
      return {Change::kAddToV, kLargest};
    case 2:
      return {Change::kSet, ValueOfV(schema)};
    case 3:
      return {Change::kRemove};
    case 4:
      return {Change::kAppend, List{static_cast<int>(Below(4))}};
    case 5:
      return {Change::kNest, AnyValue()};
    case 6:
      return {Change::kAddToSet, StringSet{OneIn(2) ? "a" : "b"}};
    case 7:
      return {Change::kTakeOut, StringSet{OneIn(2) ? "a" : "c", "b"}};
    default:
      return {Change::kAddNumber, static_cast<int>(Below(7)) - 3};
  }
}

std::optional<int32_t> Workload::Limit() {
  if (OneIn(2)) return std::nullopt;
  return static_cast<int32_t>(1 + Below(OneIn(2) ? 3 : 20));
}

Query Workload::AnyQuery(const std::string& table, const Schema& schema) {
  Query query{.table = table,
              .partition = PartitionValue(schema.partition),
              .forward = OneIn(2),
              .limit = Limit()};
  if (schema.sort && !OneIn(3)) {
    query.range = static_cast<Query::Range>(1 + Below(6));
    query.lower = SortValue(*schema.sort);
    query.upper = SortValue(*schema.sort);
    if (SortLess()(query.upper, query.lower)) std::swap(query.lower, query.upper);
  }
  // A filter may not look at the key.
  query.filter = AnyTest();
  if (query.filter.kind == Test::kExists || query.filter.kind == Test::kNotExists) {
    query.filter = {};
  }
  query.projected = OneIn(4);
  return query;
}

ReadIndex Workload::AnyReadIndex(const std::string& table, const Schema& schema) {
  ReadIndex read{.table = table, .index = Below(3), .forward = OneIn(2), .limit = Limit()};
  if (OneIn(3)) return read;
  const std::vector<Index> indexes = IndexesOf(schema);
  const std::string& attribute = indexes[read.index % indexes.size()].partition;
  if (attribute == "p") {
    read.partition = PartitionValue(schema.partition);
  } else if (attribute == "n") {
    read.partition = static_cast<int>(Below(10));
  } else {
    read.partition = std::string(1 + Below(4), 'v');
  }
  return read;
}

Action Workload::AnyAction(const std::string& table, const Schema& schema, bool of_batch) {
  const Test none;
  switch (Below(of_batch ? 2 : 4)) {
    case 0:
      return Put{table, NewItem(schema), of_batch ? none : AnyTest()};
    case 1:
      return Delete{table, Key(schema), of_batch ? none : AnyTest()};
    case 2:
      return Check{table, Key(schema), OneIn(2) ? Test{Test::kExists} : Test{Test::kNotExists}};
    default:
      return Update{table, Key(schema), AnyChange(schema), AnyTest()};
  }
}

std::vector<Action> Workload::AnyActions(const Model& model, uint32_t max, bool of_batch) {
  std::vector<Action> actions;
  std::set<std::string> seen;
  const uint32_t count = 1 + Below(max);
  for (uint32_t i = 0; i < count; ++i) {
    const std::string name = TableName();
    const auto table = model.tables.find(name);
    // Rarely, a table that is not there.
    if (table == model.tables.end() && !OneIn(20)) continue;
    const Schema schema = table == model.tables.end() ? Schema() : table->second.schema;
    Action action = AnyAction(name, schema, of_batch);
    const Item key = std::visit(
        [&](const auto& a) {
          if constexpr (requires { a.item; }) {
            return KeyOf(a.item, schema);
          } else {
            return a.key;
          }
        },
        action);
    if (seen.insert(name + std::string(key.encoded())).second) actions.push_back(std::move(action));
  }
  return actions;
}

Operation Workload::AnyOfMany(const Model& model) {
  const uint32_t dice = Below(10);
  if (dice < 3) {
    GetMany many;
    for (const Action& action : AnyActions(model, 30, true)) {
      if (const auto* del = std::get_if<Delete>(&action))
        many.gets.push_back({del->table, del->key});
    }
    return many;
  }
  if (dice < 6) return BatchWrite{AnyActions(model, 25, true)};
  const std::string token = OneIn(2) ? "token" + std::to_string(++tokens_) : "";
  return Transact{AnyActions(model, OneIn(5) ? 20 : 3, false), token};
}

Operation Workload::Next(const Model& model) {
  const std::string name = TableName();
  const auto table = model.tables.find(name);
  constexpr ScalarAttributeType kTypes[] = {ScalarAttributeType::kS, ScalarAttributeType::kN,
                                            ScalarAttributeType::kB};
  Schema schema;
  if (table == model.tables.end()) {
    schema.partition = kTypes[Below(3)];
    if (!OneIn(4)) schema.sort = kTypes[Below(3)];
    schema.indexed = OneIn(2);
    schema.streamed = OneIn(2);
    if (!OneIn(3)) return CreateTable{name, schema};
  } else {
    schema = table->second.schema;
  }
  const uint32_t dice = Below(1000);
  if (dice < 3) return DropTable{name};
  if (dice < 6) return CreateTable{name, schema};
  if (dice < 10) return Reopen{};
  if (dice < 30) return DescribeTable{name};
  if (dice < 120) return AnyOfMany(model);
  if (dice < 330) return Put{name, NewItem(schema), AnyTest()};
  if (dice < 630) return Update{name, Key(schema), AnyChange(schema), AnyTest()};
  if (dice < 730) return Delete{name, Key(schema), AnyTest()};
  if (dice < 780 && schema.indexed) return AnyReadIndex(name, schema);
  if (dice < 830) return Get{name, Key(schema)};
  if (dice < 980) return AnyQuery(name, schema);
  constexpr int32_t kSegments[] = {1, 1, 2, 3, 8};
  return Scan{name, kSegments[Below(5)], Limit(), AnyTest()};
}

}  // namespace stator::model_based
