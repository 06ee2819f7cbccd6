// Redriving reads the dead letters of a mapping as anyone would, calls the function with the
// records of each, and deletes what it took.
#include <utility>

#include "db/base/status_macros.h"
#include "db/operation/item.h"
#include "db/operation/query.h"
#include "db/operation/triggers.h"
#include "db/trigger/call_once.h"
#include "db/trigger/dispatch_error.h"
#include "db/trigger/failure_document.h"

namespace stator::operation {
namespace {

Item KeyOfLetter(ItemView letter) {
  return Item{{"mapping", Value(*letter.Find("mapping"))}, {"id", Value(*letter.Find("id"))}};
}

}  // namespace

absl::StatusOr<int64_t> TriggerOperations::Redrive(std::string_view mapping) {
  STATOR_ASSIGN_OR_RETURN(const trigger::MappingDefinition found, Find(mapping));
  if (found.dead_letter_table.empty()) return trigger::error::NoDeadLetterTable();
  const QueryRequest request{.table_name = found.dead_letter_table,
                             .limit = 1,
                             .consistent_read = true,
                             .key_condition_expression = "mapping = :m",
                             .expression_attribute_values = Item{{":m", found.uuid}}};
  for (int64_t redriven = 0;; ++redriven) {
    const absl::StatusOr<QueryResult> page = Query(context_, request);
    STATOR_RETURN_IF_ERROR(page.status());
    if (page->items->empty()) return redriven;
    const Item letter((*page->items)[0]);
    const Item key = KeyOfLetter(letter);
    bool is_deleted = false;
    const auto records = trigger::RecordsOf(letter);
    if (records && !records->empty()) {
      STATOR_ASSIGN_OR_RETURN(
          is_deleted, trigger::CallOnce(dispatcher_.parts(), found, *records, [&](Transaction& tx) {
            return tx.Delete(found.dead_letter_table, key);
          }));
    }
    if (is_deleted) continue;
    STATOR_RETURN_IF_ERROR(
        DeleteItem(context_, {.table_name = found.dead_letter_table, .key = key}).status());
  }
}

}  // namespace stator::operation
