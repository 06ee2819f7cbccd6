#include "tests/model_based/auditor.h"

#include <algorithm>
#include <map>
#include <utility>
#include <variant>

#include "tests/model_based/request_text.h"
#include "tests/support/stream_follower.h"

namespace stator::model_based {
namespace {

std::string ExpressionOf(const Query& query, Item& values) {
  values.Set(":p", query.partition);
  if (query.range == Query::kAll) return "p = :p";
  values.Set(":s", query.lower);
  switch (query.range) {
    case Query::kEqual:
      return "p = :p AND s = :s";
    case Query::kLess:
      return "p = :p AND s < :s";
    case Query::kAtMost:
      return "p = :p AND s <= :s";
    case Query::kMore:
      return "p = :p AND s > :s";
    case Query::kAtLeast:
      return "p = :p AND s >= :s";
    default:
      values.Set(":u", query.upper);
      return "p = :p AND s BETWEEN :s AND :u";
  }
}

Item Projected(const Item& item) {
  Item projected;
  for (const std::string_view name : {"n", "v"}) {
    if (const auto value = item.Find(name)) projected.Set(name, Value(*value));
  }
  return projected;
}

// The pages of a Query or Scan, read to the end.
struct Pages {
  std::string wrong;
  std::vector<Item> items;
  int64_t scanned = 0;
};

template <typename Request, typename Read>
Pages ReadAll(Request request, const Read& read) {
  Pages pages;
  for (;;) {
    const auto page = read(request);
    if (!page.ok()) {
      pages.wrong = TextOf(page.status());
      return pages;
    }
    if (request.limit && page->scanned_count > *request.limit) pages.wrong = "beyond its limit";
    if (page->count != static_cast<int32_t>(page->items->size())) pages.wrong = "miscounted";
    for (const ItemView item : *page->items) pages.items.emplace_back(item);
    pages.scanned += page->scanned_count;
    if (!page->last_evaluated_key) return pages;
    request.exclusive_start_key = page->last_evaluated_key;
  }
}

CreateTableRequest RequestFor(const std::string& name, const Schema& schema) {
  CreateTableRequest request{.attribute_definitions = {{{"p", schema.partition}}},
                             .table_name = name,
                             .key_schema = {{{"p", KeyType::kHash}}},
                             .billing_mode = BillingMode::kPayPerRequest};
  if (schema.sort) {
    request.attribute_definitions->push_back({"s", *schema.sort});
    request.key_schema->push_back({"s", KeyType::kRange});
  }
  for (const Index& index : IndexesOf(schema)) {
    std::vector<KeySchemaElement> key{{index.partition, KeyType::kHash}};
    if (!index.sort.empty()) key.push_back({index.sort, KeyType::kRange});
    Projection projection{ProjectionType::kKeysOnly};
    if (index.projects_all) projection = {ProjectionType::kAll};
    if (!index.projected.empty()) projection = {ProjectionType::kInclude, index.projected};
    if (index.is_local) {
      request.local_secondary_indexes.emplace().push_back({index.name, key, projection});
    } else {
      if (!request.global_secondary_indexes) request.global_secondary_indexes.emplace();
      request.global_secondary_indexes->push_back(
          {.index_name = index.name, .key_schema = key, .projection = projection});
    }
  }
  if (schema.streamed) {
    request.stream_specification = StreamSpecification{true, StreamViewType::kNewAndOldImages};
  }
  if (schema.indexed) {
    request.attribute_definitions->push_back({"n", ScalarAttributeType::kN});
    request.attribute_definitions->push_back({"v", ScalarAttributeType::kS});
  }
  return request;
}

// The stream of a table must lead to what the table holds.
std::string AuditStream(Database& db, const std::string& name, const Table& table) {
  const auto described = db.DescribeTable({.table_name = name});
  if (!described.ok()) return TextOf(described.status());
  testing::StreamFollower follower(described->table->latest_stream_arn.value_or(""));
  if (std::string wrong = follower.Follow(db); !wrong.empty()) return wrong;
  std::map<std::string, Item> items;
  for (const auto& [bytes, partition] : table.partitions) {
    for (const auto& [sort, item] : partition) {
      items.emplace(KeyOf(item, table.schema).encoded(), item);
    }
  }
  return follower.items() == items ? "" : "the stream leads to other items than there are";
}

std::string Compare(const std::vector<Item>& expected, const std::vector<Item>& found) {
  for (size_t i = 0; i < expected.size() && i < found.size(); ++i) {
    if (!(expected[i] == found[i])) {
      return Differ("item " + std::to_string(i), expected[i], found[i]);
    }
  }
  if (expected.size() == found.size()) return "";
  return std::to_string(found.size()) + " items, not " + std::to_string(expected.size());
}

// As sets: the order of entries with equal keys is the store's own.
std::string CompareUnordered(const std::vector<Item>& expected, const std::vector<Item>& found) {
  const auto sorted = [](std::vector<Item> items) {
    std::sort(items.begin(), items.end(),
              [](const Item& a, const Item& b) { return a.encoded() < b.encoded(); });
    return items;
  };
  return Compare(sorted(expected), sorted(found));
}

}  // namespace

Auditor::Auditor(Opener reopen, bool faults)
    : reopen_(std::move(reopen)), faults_(faults), db_(&reopen_()) {}

std::string Auditor::Audit(const Operation& operation) {
  return std::visit([this](const auto& op) { return Run(op); }, operation);
}

std::string Auditor::AuditAll() {
  for (const auto& [name, table] : model_.tables) {
    std::string wrong = Run(Scan{.table = name});
    if (wrong.empty()) wrong = Run(DescribeTable{name});
    for (size_t i = 0; i < IndexesOf(table.schema).size() && wrong.empty(); ++i) {
      wrong = Run(ReadIndex{.table = name, .index = i});
    }
    if (wrong.empty() && table.schema.streamed) wrong = AuditStream(*db_, name, table);
    if (!wrong.empty()) return name + ": " + wrong;
  }
  return "";
}

bool Auditor::IsFault(const absl::Status& status) {
  if (!faults_ || status.ok()) return false;
  const bool lost = IsError(status, ErrorCode::kOutcomeUnknown);
  const bool failed = IsError(status, ErrorCode::kInternal);
  lost_ += lost ? 1 : 0;
  failed_ += failed ? 1 : 0;
  return lost || failed;
}

std::string Auditor::Run(const CreateTable& create) {
  const auto& [name, schema] = create;
  const bool exists = model_.tables.count(name) != 0;
  const absl::Status status = db_->CreateTable(RequestFor(name, schema)).status();
  if (IsFault(status)) {
    const bool done = db_->DescribeTable({.table_name = name}).ok();
    if (done && !exists && IsError(status, ErrorCode::kInternal)) return "it failed, and is there";
    if (done && !exists) model_.tables[name].schema = schema;
    return "";
  }
  if (exists) {
    return IsError(status, ErrorCode::kResourceInUse) ? "" : "the answer is " + TextOf(status);
  }
  model_.tables[name].schema = schema;
  return status.ok() ? "" : TextOf(status);
}

std::string Auditor::Run(const DropTable& drop) {
  const bool exists = model_.tables.count(drop.table) != 0;
  const absl::Status status = db_->DeleteTable({.table_name = drop.table}).status();
  if (IsFault(status)) {
    const bool there = db_->DescribeTable({.table_name = drop.table}).ok();
    if (!there && exists && IsError(status, ErrorCode::kInternal)) return "it failed, and is gone";
    if (!there) model_.tables.erase(drop.table);
    return "";
  }
  model_.tables.erase(drop.table);
  if (exists) return status.ok() ? "" : TextOf(status);
  return IsError(status, ErrorCode::kResourceNotFound) ? "" : "the answer is " + TextOf(status);
}

std::string Auditor::Run(const DescribeTable& describe) {
  const auto table = model_.tables.find(describe.table);
  const auto described = db_->DescribeTable({.table_name = describe.table});
  if (table == model_.tables.end()) return described.ok() ? "a table that is not there" : "";
  if (!described.ok()) return TextOf(described.status());
  const int64_t count = described->table->item_count.value_or(-1);
  const int64_t size = described->table->table_size_bytes.value_or(-1);
  if (count != table->second.ItemCount()) {
    return "ItemCount is " + std::to_string(count) + ", not " +
           std::to_string(table->second.ItemCount());
  }
  if (size != table->second.SizeBytes()) {
    return "TableSizeBytes is " + std::to_string(size) + ", not " +
           std::to_string(table->second.SizeBytes());
  }
  return "";
}

std::string Auditor::Run(const Reopen&) {
  db_ = &reopen_();
  return AuditAll();
}

std::string Auditor::Run(const Get& get) {
  const auto table = model_.tables.find(get.table);
  const auto got = db_->Get(get.table, get.key);
  if (table == model_.tables.end()) {
    return IsError(got.status(), ErrorCode::kResourceNotFound) ? "" : TextOf(got.status());
  }
  if (!got.ok()) return TextOf(got.status());
  const Item* found = table->second.Find(get.key);
  const auto expected = found != nullptr ? std::optional<Item>(*found) : std::nullopt;
  return *got == expected ? "" : Differ("it", expected, *got);
}

std::string Auditor::Run(const Put& put) {
  Item values;
  PutItemRequest request{
      .table_name = put.table,
      .item = put.item,
      .return_values = ReturnValues::kAllOld,
      .condition_expression = ConditionOf(put.condition, values),
      .return_values_on_condition_check_failure = ReturnValuesOnConditionCheckFailure::kAllOld};
  request.expression_attribute_values = UnlessEmpty(std::move(values));
  const auto result = db_->PutItem(request);
  return Judge(put, put.item, result.status(), result.ok() ? result->attributes : std::nullopt,
               true);
}

std::string Auditor::Run(const Update& update) {
  Item values;
  UpdateItemRequest request{
      .table_name = update.table,
      .key = update.key,
      .return_values = ReturnValues::kAllNew,
      .update_expression = ExpressionOf(update.change, values),
      .condition_expression = ConditionOf(update.condition, values),
      .return_values_on_condition_check_failure = ReturnValuesOnConditionCheckFailure::kAllOld};
  request.expression_attribute_values = UnlessEmpty(std::move(values));
  const auto result = db_->UpdateItem(request);
  return Judge(update, update.key, result.status(), result.ok() ? result->attributes : std::nullopt,
               false);
}

std::string Auditor::Run(const Delete& del) {
  Item values;
  DeleteItemRequest request{
      .table_name = del.table,
      .key = del.key,
      .return_values = ReturnValues::kAllOld,
      .condition_expression = ConditionOf(del.condition, values),
      .return_values_on_condition_check_failure = ReturnValuesOnConditionCheckFailure::kAllOld};
  request.expression_attribute_values = UnlessEmpty(std::move(values));
  const auto result = db_->DeleteItem(request);
  return Judge(del, del.key, result.status(), result.ok() ? result->attributes : std::nullopt,
               true);
}

template <typename Write>
std::string Auditor::Judge(const Write& write, const Item& key, const absl::Status& status,
                           const std::optional<Item>& returned, bool returns_old) {
  const auto table = model_.tables.find(write.table);
  if (table == model_.tables.end()) {
    return IsError(status, ErrorCode::kResourceNotFound) ? "" : "the answer is " + TextOf(status);
  }
  const Item* found = table->second.Find(key);
  const auto before = found != nullptr ? std::optional<Item>(*found) : std::nullopt;
  const Decision decision = Decide(table->second.schema, write, before);
  if (IsFault(status)) return JudgeFault(write.table, key, status, before, decision);
  if (decision.error) {
    if (!IsError(status, *decision.error)) return "the answer is " + TextOf(status);
    const bool condition = *decision.error == ErrorCode::kConditionalCheckFailed;
    const auto item = ErrorOf(status).item;
    return !condition || item == before ? "" : Differ("the item of the error", before, item);
  }
  if (!status.ok()) return TextOf(status);
  table->second.Set(key, decision.after);
  const auto& expected = returns_old ? before : decision.after;
  return returned == expected ? "" : Differ("what was returned", expected, returned);
}

// A write that failed did not happen; one whose answer was lost did or did not.
std::string Auditor::JudgeFault(const std::string& name, const Item& key,
                                const absl::Status& status, const std::optional<Item>& before,
                                const Decision& decision) {
  Table& table = model_.tables.at(name);
  const auto now = db_->Get(name, KeyOf(key, table.schema));
  if (!now.ok()) return TextOf(now.status());
  if (*now == before) return "";
  const bool may_have_happened = IsError(status, ErrorCode::kOutcomeUnknown) && !decision.error;
  if (!may_have_happened || *now != decision.after) return Differ("after a fault it", before, *now);
  table.Set(key, *now);
  return "";
}

std::string Auditor::Run(const Query& query) {
  Item values;
  QueryRequest request{
      .table_name = query.table,
      .limit = query.limit,
      .scan_index_forward = query.forward,
      .projection_expression = query.projected ? std::optional<Expression>("n, v") : std::nullopt,
      .filter_expression = ConditionOf(query.filter, values),
      .key_condition_expression = ExpressionOf(query, values)};
  request.expression_attribute_values = std::move(values);
  const auto table = model_.tables.find(query.table);
  if (table == model_.tables.end()) {
    return IsError(db_->Query(request).status(), ErrorCode::kResourceNotFound) ? "" : "no error";
  }
  std::vector<Item> expected;
  const std::vector<Item> looked_at = LookedAt(table->second, query);
  for (const Item& item : looked_at) {
    if (!Holds(query.filter, item)) continue;
    expected.push_back(query.projected ? Projected(item) : item);
  }
  const Pages pages = ReadAll(request, [&](const QueryRequest& r) { return db_->Query(r); });
  if (!pages.wrong.empty()) return pages.wrong;
  if (pages.scanned != static_cast<int64_t>(looked_at.size())) return "it looked at others";
  return Compare(expected, pages.items);
}

std::string Auditor::Run(const Scan& scan) {
  Item values;
  ScanRequest request{.table_name = scan.table,
                      .limit = scan.limit,
                      .filter_expression = ConditionOf(scan.filter, values)};
  request.expression_attribute_values = UnlessEmpty(std::move(values));
  const auto table = model_.tables.find(scan.table);
  if (table == model_.tables.end()) {
    return IsError(db_->Scan(request).status(), ErrorCode::kResourceNotFound) ? "" : "no error";
  }
  std::multimap<std::string, Item> found, expected;
  int64_t scanned = 0;
  for (int32_t segment = 0; segment < scan.segments; ++segment) {
    if (scan.segments > 1) {
      request.total_segments = scan.segments;
      request.segment = segment;
    }
    Pages pages = ReadAll(request, [&](const ScanRequest& r) { return db_->Scan(r); });
    if (!pages.wrong.empty()) return pages.wrong;
    for (Item& item : pages.items) {
      std::string key = KeyOf(item, table->second.schema).encoded();
      found.emplace(std::move(key), std::move(item));
    }
    scanned += pages.scanned;
  }
  for (const auto& [bytes, partition] : table->second.partitions) {
    for (const auto& [sort, item] : partition) {
      if (!Holds(scan.filter, item)) continue;
      expected.emplace(KeyOf(item, table->second.schema).encoded(), item);
    }
  }
  if (scanned != table->second.ItemCount()) return "it looked at others";
  return found == expected ? "" : std::to_string(found.size()) + " items, others than those put";
}

std::string Auditor::Run(const ReadIndex& read) {
  const auto found = model_.tables.find(read.table);
  if (found == model_.tables.end() || !found->second.schema.indexed) return "";
  const Table& table = found->second;
  const std::vector<Index> indexes = IndexesOf(table.schema);
  const Index& index = indexes[read.index % indexes.size()];
  std::vector<Item> expected = EntriesOf(index, table);
  Pages pages;
  if (read.partition) {
    expected.erase(std::remove_if(expected.begin(), expected.end(),
                                  [&](const Item& entry) {
                                    return entry.Find(index.partition) != read.partition->view();
                                  }),
                   expected.end());
    pages = ReadAll(QueryRequest{.table_name = read.table,
                                 .index_name = index.name,
                                 .limit = read.limit,
                                 .scan_index_forward = read.forward,
                                 .key_condition_expression = index.partition + " = :v",
                                 .expression_attribute_values = Item{{":v", *read.partition}}},
                    [&](const QueryRequest& r) { return db_->Query(r); });
  } else {
    pages = ReadAll(
        ScanRequest{.table_name = read.table, .index_name = index.name, .limit = read.limit},
        [&](const ScanRequest& r) { return db_->Scan(r); });
  }
  if (!pages.wrong.empty()) return index.name + ": " + pages.wrong;
  const std::string wrong = CompareUnordered(expected, pages.items);
  if (!wrong.empty()) return index.name + ": " + wrong;
  for (size_t i = 1; read.partition && !index.sort.empty() && i < pages.items.size(); ++i) {
    const Value a(*pages.items[i - 1].Find(index.sort)), b(*pages.items[i].Find(index.sort));
    if (read.forward ? SortLess()(b, a) : SortLess()(a, b)) return index.name + " has no order";
  }
  return "";
}

}  // namespace stator::model_based
