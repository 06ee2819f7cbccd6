// Every item that a Scan finds, page after page.
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "stator/database.h"

namespace stator::crash {

// Errors: those of the first page that fails.
inline absl::StatusOr<std::vector<Item>> ScanAll(Database& db, ScanRequest request) {
  std::vector<Item> items;
  do {
    const auto page = db.Scan(request);
    if (!page.ok()) return page.status();
    for (const ItemView item : *page->items) items.emplace_back(item);
    request.exclusive_start_key = page->last_evaluated_key;
  } while (request.exclusive_start_key);
  return items;
}

}  // namespace stator::crash
