// A program of a user's: counts visits to a page in a database behind a URL.

#include <stator/client.h>

#include <iostream>
#include <memory>
#include <optional>

int main(int, char** argv) {
  absl::StatusOr<std::unique_ptr<stator::Database>> connected = stator::Connect(argv[1]);
  if (!connected.ok()) {
    std::cerr << connected.status() << '\n';
    return 1;
  }
  stator::Database& db = **connected;

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

  absl::Status missing = db.Put("no-such-table", page);
  std::cout << stator::ErrorName(stator::ErrorOf(missing).code) << '\n';
  return 0;
}
