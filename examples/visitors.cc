// A visitor counter and a seat reservation, shared by several threads.
//
//   visitors [DIRECTORY]        in memory without a directory
//
// Each thread visits pages at random, and counts each visit; then all of them want every seat of a
// small theatre. In the end the counts must add up to the visits, and every seat must have exactly
// one owner: the first who asked.
#include <stator/database.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

namespace {

constexpr int kThreads = 8;
constexpr int kVisitsPerThread = 250;
constexpr int kSeats = 40;
const char* const kPages[] = {"/home", "/news", "/shop"};

// A program of its own would handle errors; an example stops.
template <typename Result>
Result Must(absl::StatusOr<Result> result) {
  if (result.ok()) return *std::move(result);
  std::cerr << stator::ErrorOf(result.status()).message << "\n";
  std::exit(1);
}
void Must(const absl::Status& status) {
  if (status.ok()) return;
  std::cerr << stator::ErrorOf(status).message << "\n";
  std::exit(1);
}

void CreateTables(stator::Database& db) {
  for (const char* table : {"Visits", "Seats"}) {
    const absl::Status created = db.CreateTable(table, "Id");
    // On disk they may be there from the last run.
    if (!stator::IsError(created, stator::ErrorCode::kResourceInUse)) Must(created);
  }
}

void RunInThreads(void (*work)(stator::Database&, int), stator::Database& db) {
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) threads.emplace_back(work, std::ref(db), t);
  for (std::thread& thread : threads) thread.join();
}

// Add is atomic: no visit is lost, however many count at once.
void Visit(stator::Database& db, int thread) {
  for (int i = 0; i < kVisitsPerThread; ++i) {
    Must(db.Add("Visits", {{"Id", kPages[(thread + i) % 3]}}, "Count", 1));
  }
}

int64_t Count(stator::Database& db) {
  int64_t sum = 0;
  for (const char* page : kPages) {
    const auto item = Must(db.Get("Visits", {{"Id", page}}));
    if (item) sum += *item->Find("Count")->AsNumber().ToInt64();
  }
  return sum;
}

std::atomic<int> seats_won = 0;

// PutIfAbsent is a condition and a write in one: of all who ask for a seat, one is told true.
void Reserve(stator::Database& db, int thread) {
  for (int seat = 0; seat < kSeats; ++seat) {
    const stator::Item reservation{{"Id", "seat " + std::to_string(seat)}, {"Owner", thread}};
    if (Must(db.PutIfAbsent("Seats", reservation))) ++seats_won;
  }
}

// The same with a condition written out: an owner may give a seat back, nobody else.
bool GiveBack(stator::Database& db, int seat, int thread) {
  const auto deleted =
      db.DeleteItem({.table_name = "Seats",
                     .key = stator::Item{{"Id", "seat " + std::to_string(seat)}},
                     .condition_expression = "#owner = :me",
                     .expression_attribute_names = stator::AttributeNames{{"#owner", "Owner"}},
                     .expression_attribute_values = stator::Item{{":me", thread}}});
  if (stator::IsError(deleted.status(), stator::ErrorCode::kConditionalCheckFailed)) return false;
  Must(deleted.status());
  return true;
}

// Every seat is given back by exactly one thread: its owner.
int GiveAllBack(stator::Database& db) {
  int given_back = 0;
  for (int seat = 0; seat < kSeats; ++seat) {
    for (int thread = 0; thread < kThreads; ++thread) given_back += GiveBack(db, seat, thread);
  }
  return given_back;
}

bool Expect(const char* what, int64_t found, int64_t wanted) {
  std::printf("%-24s %6lld of %lld\n", what, static_cast<long long>(found),
              static_cast<long long>(wanted));
  return found == wanted;
}

}  // namespace

int main(int argc, char** argv) {
  auto db = Must(argc > 1 ? stator::Open(argv[1]) : stator::OpenInMemory());
  CreateTables(*db);

  const int64_t visits_before = Count(*db);
  RunInThreads(Visit, *db);
  RunInThreads(Reserve, *db);

  bool good = Expect("visits counted", Count(*db) - visits_before, kThreads * kVisitsPerThread);
  good &= Expect("seats won", seats_won, kSeats);
  good &= Expect("seats given back", GiveAllBack(*db), kSeats);
  return good ? 0 : 1;
}
