// Batches and transactions: all of it happens or nothing, and the reasons are those of the model.
#include <map>
#include <utility>
#include <variant>

#include "tests/model_based/auditor.h"
#include "tests/model_based/request_text.h"

namespace stator::model_based {
namespace {

using Kind = ReturnValuesOnConditionCheckFailure;

const std::string& TableOf(const Action& action) {
  return std::visit([](const auto& a) -> const std::string& { return a.table; }, action);
}

Item ItemOrKeyOf(const Action& action) {
  return std::visit(
      [](const auto& a) {
        if constexpr (requires { a.item; }) {
          return a.item;
        } else {
          return a.key;
        }
      },
      action);
}

// What is the same in an action of each kind.
template <typename Request>
Request Begin(const std::string& table, const Test& condition, Item values) {
  Request request{.table_name = table};
  request.condition_expression = ConditionOf(condition, values);
  request.expression_attribute_values = UnlessEmpty(std::move(values));
  request.return_values_on_condition_check_failure = Kind::kAllOld;
  return request;
}

TransactWriteItem RequestOf(const Put& put) {
  TransactWriteItem item;
  item.put = Begin<TransactPut>(put.table, put.condition, {});
  item.put->item = put.item;
  return item;
}
TransactWriteItem RequestOf(const Delete& del) {
  TransactWriteItem item;
  item.delete_ = Begin<TransactDelete>(del.table, del.condition, {});
  item.delete_->key = del.key;
  return item;
}
TransactWriteItem RequestOf(const Check& check) {
  TransactWriteItem item;
  item.condition_check = Begin<ConditionCheck>(check.table, check.condition, {});
  item.condition_check->key = check.key;
  return item;
}
TransactWriteItem RequestOf(const Update& update) {
  Item values;
  std::string expression = ExpressionOf(update.change, values);
  TransactWriteItem item;
  item.update = Begin<TransactUpdate>(update.table, update.condition, std::move(values));
  item.update->key = update.key;
  item.update->update_expression = std::move(expression);
  return item;
}

// A put whose attribute of an index's key is empty makes the whole transaction malformed.
bool HasEmptyIndexKey(const Action& action, const Schema& schema) {
  const Put* put = std::get_if<Put>(&action);
  if (put == nullptr || !schema.indexed) return false;
  const auto v = put->item.Find("v");
  return v && v->type() == Type::kString && v->AsString().empty();
}

std::string CodeOf(const Decision& decision) {
  if (!decision.error) return "None";
  return *decision.error == ErrorCode::kConditionalCheckFailed ? "ConditionalCheckFailed"
                                                               : "ValidationError";
}

// What is wrong with the reasons of a cancellation, or "".
std::string CompareReasons(const std::vector<Decision>& decisions,
                           const std::vector<std::optional<Item>>& before,
                           const std::vector<CancellationReason>& reasons) {
  if (reasons.size() != decisions.size()) return std::to_string(reasons.size()) + " reasons";
  for (size_t i = 0; i < reasons.size(); ++i) {
    const std::string code = CodeOf(decisions[i]);
    if (reasons[i].code != code) return "reason " + std::to_string(i) + " is " + reasons[i].code;
    const auto item = code == "ConditionalCheckFailed" ? before[i] : std::nullopt;
    if (reasons[i].item != item) return Differ("the item of a reason", item, reasons[i].item);
  }
  return "";
}

}  // namespace

std::string Auditor::Run(const BatchWrite& batch) {
  if (batch.writes.empty()) return "";
  BatchWriteItemRequest request;
  auto& items = request.request_items.emplace();
  for (const Action& action : batch.writes) {
    WriteRequest& write = items[TableOf(action)].emplace_back();
    if (std::holds_alternative<Put>(action)) {
      write.put_request = PutRequest{.item = ItemOrKeyOf(action)};
    } else {
      write.delete_request = DeleteRequest{.key = ItemOrKeyOf(action)};
    }
  }
  return JudgeMany(batch.writes, db_->BatchWriteItem(request).status(), true);
}

std::string Auditor::Run(const Transact& transact) {
  if (transact.actions.empty()) return "";
  TransactWriteItemsRequest request;
  auto& items = request.transact_items.emplace();
  for (const Action& action : transact.actions) {
    items.push_back(std::visit([](const auto& a) { return RequestOf(a); }, action));
  }
  if (transact.token.empty()) {
    return JudgeMany(transact.actions, db_->TransactWriteItems(request).status(), false);
  }
  // With a token it is sent until there is an answer, and once more: it happens once.
  request.client_request_token = transact.token;
  absl::Status status;
  do {
    status = db_->TransactWriteItems(request).status();
  } while (IsFault(status));
  std::string wrong = JudgeMany(transact.actions, status, false);
  if (!wrong.empty() || !status.ok()) return wrong;
  const absl::Status again = db_->TransactWriteItems(request).status();
  if (!again.ok() && !IsFault(again)) return "repeated, it is " + TextOf(again);
  for (const Action& action : transact.actions) {
    const Item key = KeyOf(ItemOrKeyOf(action), model_.tables.at(TableOf(action)).schema);
    wrong = Run(Get{TableOf(action), key});
    if (!wrong.empty()) return "after its repetition, " + wrong;
  }
  return "";
}

std::string Auditor::JudgeMany(const std::vector<Action>& actions, const absl::Status& status,
                               bool is_batch) {
  std::vector<Decision> decisions;
  std::vector<std::optional<Item>> before;
  bool refused = false;
  bool malformed = is_batch;
  for (const Action& action : actions) {
    const auto table = model_.tables.find(TableOf(action));
    if (table == model_.tables.end()) {
      // Another table of a batch may be found fault with first.
      const bool right = IsError(status, ErrorCode::kResourceNotFound) || IsFault(status) ||
                         ((is_batch || malformed) && IsError(status, ErrorCode::kValidation));
      return right ? "" : "the answer is " + TextOf(status);
    }
    const Item* found = table->second.Find(ItemOrKeyOf(action));
    before.push_back(found != nullptr ? std::optional<Item>(*found) : std::nullopt);
    decisions.push_back(std::visit(
        [&](const auto& a) { return Decide(table->second.schema, a, before.back()); }, action));
    refused |= decisions.back().error.has_value();
    malformed |= HasEmptyIndexKey(action, table->second.schema);
  }
  if (IsFault(status)) return JudgeManyAfterFault(actions, status, decisions);
  if (refused) {
    const ErrorCode expected = malformed ? ErrorCode::kValidation : ErrorCode::kTransactionCanceled;
    if (!IsError(status, expected)) return "it is " + TextOf(status);
    if (malformed) return "";
    return CompareReasons(decisions, before, ErrorOf(status).cancellation_reasons);
  }
  if (!status.ok()) return TextOf(status);
  for (size_t i = 0; i < actions.size(); ++i) {
    model_.tables.at(TableOf(actions[i])).Set(ItemOrKeyOf(actions[i]), decisions[i].after);
  }
  return "";
}

// If one action that changes something did happen, all of them did.
std::string Auditor::JudgeManyAfterFault(const std::vector<Action>& actions,
                                         const absl::Status& status,
                                         const std::vector<Decision>& decisions) {
  bool refused = false;
  for (const Decision& decision : decisions) refused |= decision.error.has_value();
  std::optional<bool> happened;
  for (size_t i = 0; i < actions.size(); ++i) {
    Table& table = model_.tables.at(TableOf(actions[i]));
    const Item key = KeyOf(ItemOrKeyOf(actions[i]), table.schema);
    const auto now = db_->Get(TableOf(actions[i]), key);
    if (!now.ok()) return TextOf(now.status());
    const Item* found = table.Find(key);
    const auto before = found != nullptr ? std::optional<Item>(*found) : std::nullopt;
    if (!refused && before == decisions[i].after) continue;  // It tells nothing.
    const bool is_after = *now != before;
    if (is_after && (refused || *now != decisions[i].after)) {
      return Differ("after a fault it", before, *now);
    }
    if (happened.value_or(is_after) != is_after) return "after a fault a part of it happened";
    happened = is_after;
  }
  if (!happened.value_or(false)) return "";
  if (!IsError(status, ErrorCode::kOutcomeUnknown)) return "it failed, and happened";
  for (size_t i = 0; i < actions.size(); ++i) {
    model_.tables.at(TableOf(actions[i])).Set(ItemOrKeyOf(actions[i]), decisions[i].after);
  }
  return "";
}

std::string Auditor::Run(const GetMany& many) {
  if (many.gets.empty()) return "";
  BatchGetItemRequest batch;
  TransactGetItemsRequest transact;
  bool missing = false;
  auto& items = batch.request_items.emplace();
  auto& reads = transact.transact_items.emplace();
  for (const Get& get : many.gets) {
    auto& keys = items[get.table].keys;
    if (!keys) keys.emplace();
    keys->push_back(get.key);
    reads.push_back({.get = TransactGet{.key = get.key, .table_name = get.table}});
    missing |= model_.tables.count(get.table) == 0;
  }
  const auto batched = db_->BatchGetItem(batch);
  const auto read = db_->TransactGetItems(transact);
  if (missing) {
    const bool right = IsError(batched.status(), ErrorCode::kResourceNotFound) &&
                       IsError(read.status(), ErrorCode::kResourceNotFound);
    return right ? "" : "no error for a table that is not there";
  }
  if (!batched.ok()) return TextOf(batched.status());
  if (!read.ok()) return TextOf(read.status());
  std::map<std::string, ItemList, std::less<>> expected;
  for (size_t i = 0; i < many.gets.size(); ++i) {
    const Get& get = many.gets[i];
    const Item* found = model_.tables.at(get.table).Find(get.key);
    const auto item = found != nullptr ? std::optional<Item>(*found) : std::nullopt;
    const auto& response = (*read->responses)[i].item;
    if (response != item) return Differ("read in a transaction, it", item, response);
    ItemList& list = expected[get.table];
    if (item) list.Append(*item);
  }
  return *batched->responses == expected ? "" : "read in a batch, items are others";
}

}  // namespace stator::model_based
