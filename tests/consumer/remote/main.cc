// A program of a user's: its database is behind a URL.
#include <stator/client.h>

#include <iostream>
#include <memory>

#include "../visits.h"

int main(int, char** argv) {
  absl::StatusOr<std::unique_ptr<stator::Database>> connected = stator::Connect(argv[1]);
  if (!connected.ok()) {
    std::cerr << connected.status() << '\n';
    return 1;
  }
  return CountVisits(**connected);
}
