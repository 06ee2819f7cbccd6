// A program of a user's: its database is embedded.
#include <stator/database.h>

#include <iostream>
#include <memory>

#include "../visits.h"

int main() {
  absl::StatusOr<std::unique_ptr<stator::EmbeddedDatabase>> opened = stator::OpenInMemory();
  if (!opened.ok()) {
    std::cerr << opened.status() << '\n';
    return 1;
  }
  return CountVisits(**opened);
}
