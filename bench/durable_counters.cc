#include "bench/durable_counters.h"

#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <thread>
#include <vector>

#include "bench/workload.h"

namespace stator::bench {
namespace {

constexpr int kCounters = 10'000;
constexpr int kIncrementsPerWriter = 64;

void MustBeOk(const absl::Status& status) {
  if (status.ok()) return;
  std::fprintf(stderr, "benchmark: %s\n", status.ToString().c_str());
  std::exit(1);
}

}  // namespace

CounterRun::CounterRun() {
  static std::atomic<int> runs{0};
  dir_ = DiskDir() + "/stator-bench-counters-" + std::to_string(getpid()) + "-" +
         std::to_string(runs++);
  auto opened = Open(dir_);
  MustBeOk(opened.status());
  db_ = *std::move(opened);
  MustBeOk(db_->CreateTable("counters", "p"));
}

CounterRun::~CounterRun() {
  db_.reset();
  std::filesystem::remove_all(dir_);
}

int64_t CounterRun::Burst(int writers) {
  std::vector<std::thread> threads;
  for (int w = 0; w < writers; ++w) {
    threads.emplace_back([this, w] {
      Random random(static_cast<uint64_t>(w));
      for (int i = 0; i < kIncrementsPerWriter; ++i) {
        const Item key{{"p", KeyText(random.Below(kCounters))}};
        MustBeOk(db_->Add("counters", key, "n", 1).status());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  return int64_t{writers} * kIncrementsPerWriter;
}

double CounterRun::WritersPerCommit() const {
  const EmbeddedDatabase::Stats stats = db_->stats();
  return static_cast<double>(stats.writes) / static_cast<double>(stats.commits);
}

}  // namespace stator::bench
