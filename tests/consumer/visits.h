// What both programs do with their database: count visits to a page, and meet an error.
#pragma once

#include <stator/database.h>

#include <iostream>

// The exit status of main.
inline int CountVisits(stator::Database& db) {
  if (absl::Status created = db.CreateTable("visits", {"page"}); !created.ok()) {
    std::cerr << created << '\n';
    return 1;
  }
  const stator::Item page{{"page", "/home"}};
  for (int visit = 0; visit < 3; ++visit) {
    if (auto count = db.Add("visits", page, "count", 1); !count.ok()) {
      std::cerr << count.status() << '\n';
      return 1;
    }
  }
  auto item = db.Get("visits", page);
  if (!item.ok() || !item->has_value()) {
    std::cerr << item.status() << '\n';
    return 1;
  }
  std::cout << **item << '\n';

  // An error is DynamoDB's.
  absl::Status missing = db.Put("no-such-table", page);
  std::cout << stator::ErrorName(stator::ErrorOf(missing).code) << '\n';
  return 0;
}
