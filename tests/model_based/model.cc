#include "tests/model_based/model.h"

#include <algorithm>
#include <set>
#include <utility>

namespace stator::model_based {
namespace {

Value SortOf(const Item& key) {
  const auto sort = key.Find("s");
  return sort ? Value(*sort) : Value(nullptr);
}

std::string PartitionOf(const Item& key) { return std::string(key.Find("p")->encoded()); }

Item KeyOf(const Item& item) {
  Item key{{"p", Value(*item.Find("p"))}};
  const auto sort = item.Find("s");
  return sort ? key.Set("s", Value(*sort)) : key;
}

std::optional<Value> Attribute(const Item& item, std::string_view name) {
  const auto value = item.Find(name);
  return value ? std::optional<Value>(std::in_place, *value) : std::nullopt;
}

Decision Refuse(ErrorCode code) { return {.error = code}; }

Decision AddNumber(Item item, std::string_view name, const Value& by) {
  const auto old = Attribute(item, name);
  if (!old) return {.after = item.Set(name, by)};
  if (old->type() != Type::kNumber) return Refuse(ErrorCode::kValidation);
  const auto sum = stator::Add(old->view().AsNumber(), by.view().AsNumber());
  if (!sum.ok()) return Refuse(ErrorCode::kValidation);
  return {.after = item.Set(name, *sum)};
}

Decision Append(Item item, const Value& tail) {
  std::vector<Value> elements;
  if (const auto old = Attribute(item, "l")) {
    for (const ValueView element : old->view().AsList()) elements.emplace_back(element);
  }
  for (const ValueView element : tail.view().AsList()) elements.emplace_back(element);
  return {.after = item.Set("l", List(std::move(elements)))};
}

Decision Nest(Item item, const Value& value) {
  const auto old = Attribute(item, "m");
  if (!old || old->type() != Type::kMap) return Refuse(ErrorCode::kValidation);
  std::vector<std::pair<std::string, Value>> entries;
  for (const auto [name, element] : old->view().AsMap()) {
    if (name != "k") entries.emplace_back(name, Value(element));
  }
  entries.emplace_back("k", value);
  return {.after = item.Set("m", Map(std::move(entries)))};
}

// A set that becomes empty is no attribute.
Decision ChangeSet(Item item, const Value& operand, bool add) {
  std::set<std::string> elements;
  if (const auto old = Attribute(item, "ss")) {
    for (const std::string_view element : old->view().AsSet()) elements.emplace(element);
  }
  for (const std::string_view element : operand.view().AsSet()) {
    if (add) {
      elements.emplace(element);
    } else {
      elements.erase(std::string(element));
    }
  }
  if (elements.empty()) {
    item.Remove("ss");
  } else {
    item.Set("ss", StringSet(std::vector<std::string>(elements.begin(), elements.end())));
  }
  return {.after = std::move(item)};
}

Decision Changed(const Change& change, Item item) {
  switch (change.kind) {
    case Change::kAddNumber:
      return AddNumber(std::move(item), "n", change.operand);
    case Change::kAddToV:
      return AddNumber(std::move(item), "v", change.operand);
    case Change::kSet:
      return {.after = item.Set("v", change.operand)};
    case Change::kRemove:
      item.Remove("v");
      return {.after = std::move(item)};
    case Change::kAppend:
      return Append(std::move(item), change.operand);
    case Change::kNest:
      return Nest(std::move(item), change.operand);
    case Change::kAddToSet:
      return ChangeSet(std::move(item), change.operand, true);
    case Change::kTakeOut:
      return ChangeSet(std::move(item), change.operand, false);
  }
  return Refuse(ErrorCode::kInternal);
}

// Index "by_v" is of texts, and holds no empty and no long ones.
bool FitsIndex(const Value& v) {
  return v.type() == Type::kString && !v.view().AsString().empty() &&
         v.view().AsString().size() <= 2048;
}

// An update that sets v, or adds to it, to what is no text: the request alone tells.
bool NeverFits(const Change& change) {
  const bool writes_v = change.kind == Change::kSet || change.kind == Change::kAddToV;
  return writes_v && change.operand.type() != Type::kString;
}

bool InRange(const Query& query, const Value& sort) {
  const SortLess less;
  switch (query.range) {
    case Query::kAll:
      return true;
    case Query::kEqual:
      return sort == query.lower;
    case Query::kLess:
      return less(sort, query.lower);
    case Query::kAtMost:
      return !less(query.lower, sort);
    case Query::kMore:
      return less(query.lower, sort);
    case Query::kAtLeast:
      return !less(sort, query.lower);
    case Query::kBetween:
      return !less(sort, query.lower) && !less(query.upper, sort);
  }
  return false;
}

}  // namespace

bool SortLess::operator()(const Value& a, const Value& b) const {
  if (a.type() == Type::kNull || b.type() == Type::kNull) return false;
  if (a.type() == Type::kNumber) return a.view().AsNumber() < b.view().AsNumber();
  return a.view().ScalarBytes() < b.view().ScalarBytes();
}

const Item* Table::Find(const Item& key) const {
  const auto partition = partitions.find(PartitionOf(key));
  if (partition == partitions.end()) return nullptr;
  const auto found = partition->second.find(SortOf(key));
  return found == partition->second.end() ? nullptr : &found->second;
}

void Table::Set(const Item& key, const std::optional<Item>& item) {
  if (item) {
    partitions[PartitionOf(key)].insert_or_assign(SortOf(key), *item);
    return;
  }
  const auto partition = partitions.find(PartitionOf(key));
  if (partition != partitions.end()) partition->second.erase(SortOf(key));
}

int64_t Table::ItemCount() const {
  int64_t count = 0;
  for (const auto& [bytes, partition] : partitions) count += static_cast<int64_t>(partition.size());
  return count;
}

int64_t Table::SizeBytes() const {
  int64_t size = 0;
  for (const auto& [bytes, partition] : partitions) {
    for (const auto& [sort, item] : partition) {
      size += static_cast<int64_t>(item.view().SizeAsItem());
    }
  }
  return size;
}

bool Holds(const Test& test, const std::optional<Item>& item) {
  const auto v = item ? Attribute(*item, "v") : std::nullopt;
  const auto n = item ? Attribute(*item, "n") : std::nullopt;
  switch (test.kind) {
    case Test::kNone:
      return true;
    case Test::kExists:
      return item.has_value();
    case Test::kNotExists:
      return !item.has_value();
    case Test::kEquals:
      return v == test.operand;
    case Test::kLess:
      return n && n->type() == Type::kNumber &&
             n->view().AsNumber() < test.operand.view().AsNumber();
    case Test::kMissing:
      return !v.has_value();
  }
  return false;
}

std::vector<Index> IndexesOf(const Schema& schema) {
  std::vector<Index> indexes;
  if (!schema.indexed) return indexes;
  if (schema.sort) {
    indexes.push_back({.name = "by_n", .is_local = true, .partition = "p", .sort = "n"});
  }
  indexes.push_back({.name = "by_v", .partition = "v", .sort = "n", .projected = {"l", "m"}});
  indexes.push_back({.name = "all_n", .partition = "n", .projects_all = true});
  return indexes;
}

std::optional<Item> EntryOf(const Index& index, const Schema& schema, const Item& item) {
  Item entry;
  for (const std::string& name : {index.partition, index.sort}) {
    if (name.empty()) continue;
    const auto value = Attribute(item, name);
    if (!value) return std::nullopt;
    entry.Set(name, *value);
  }
  if (index.projects_all) return item;
  entry.Set("p", *Attribute(item, "p"));
  if (schema.sort) entry.Set("s", *Attribute(item, "s"));
  for (const std::string& name : index.projected) {
    if (const auto value = Attribute(item, name)) entry.Set(name, *value);
  }
  return entry;
}

std::vector<Item> EntriesOf(const Index& index, const Table& table) {
  std::vector<Item> entries;
  for (const auto& [bytes, partition] : table.partitions) {
    for (const auto& [sort, item] : partition) {
      if (auto entry = EntryOf(index, table.schema, item)) entries.push_back(*std::move(entry));
    }
  }
  return entries;
}

Decision Decide(const Schema& schema, const Put& put, const std::optional<Item>& before) {
  const auto v = Attribute(put.item, "v");
  if (schema.indexed && v && !FitsIndex(*v)) return Refuse(ErrorCode::kValidation);
  if (!Holds(put.condition, before)) return Refuse(ErrorCode::kConditionalCheckFailed);
  return {.after = put.item};
}

Decision Decide(const Schema& schema, const Update& update, const std::optional<Item>& before) {
  if (schema.indexed && NeverFits(update.change)) return Refuse(ErrorCode::kValidation);
  if (!Holds(update.condition, before)) return Refuse(ErrorCode::kConditionalCheckFailed);
  const bool only_removes =
      update.change.kind == Change::kRemove || update.change.kind == Change::kTakeOut;
  if (!before && only_removes) return {};
  Decision decision = Changed(update.change, before.value_or(KeyOf(update.key)));
  const auto v = decision.after ? Attribute(*decision.after, "v") : std::nullopt;
  return schema.indexed && v && !FitsIndex(*v) ? Refuse(ErrorCode::kValidation) : decision;
}

Decision Decide(const Schema&, const Delete& del, const std::optional<Item>& before) {
  if (!Holds(del.condition, before)) return Refuse(ErrorCode::kConditionalCheckFailed);
  return {};
}

Decision Decide(const Schema&, const Check& check, const std::optional<Item>& before) {
  if (!Holds(check.condition, before)) return Refuse(ErrorCode::kConditionalCheckFailed);
  return {.after = before};
}

std::vector<Item> LookedAt(const Table& table, const Query& query) {
  std::vector<Item> items;
  const auto partition = table.partitions.find(query.partition.encoded());
  if (partition == table.partitions.end()) return items;
  for (const auto& [sort, item] : partition->second) {
    if (InRange(query, sort)) items.push_back(item);
  }
  if (!query.forward) std::reverse(items.begin(), items.end());
  return items;
}

}  // namespace stator::model_based
