#include "bench/rewind_run.h"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <utility>
#include <vector>

namespace stator::bench {
namespace {

constexpr int kPerBatch = 25;

template <typename Status>
void MustBeOk(const Status& status) {
  if (status.ok()) return;
  std::fprintf(stderr, "benchmark: %s\n", status.ToString().c_str());
  std::exit(1);
}

}  // namespace

RewindRun::RewindRun(bool on_disk) {
  if (on_disk) dir_ = DiskDir() + "/stator-bench-rewind-" + std::to_string(getpid());
  auto opened = on_disk ? Open(dir_) : OpenInMemory();
  MustBeOk(opened.status());
  db_ = *std::move(opened);
  MustBeOk(db_->CreateTable("items", "p"));
  for (int i = 0; i < kItems; i += kPerBatch) Write(i, kPerBatch);
  auto mark = db_->Mark();
  MustBeOk(mark.status());
  mark_ = *mark;
}

RewindRun::~RewindRun() {
  db_.reset();
  if (!dir_.empty()) std::filesystem::remove_all(dir_);
}

void RewindRun::Write(int first, int count) {
  std::vector<WriteRequest> writes;
  for (int i = first; i < first + count; ++i) {
    writes.push_back({.put_request = PutRequest{.item = ItemOf(i)}});
  }
  MustBeOk(db_->BatchWriteItem({.request_items = {{{"items", std::move(writes)}}}}).status());
}

void RewindRun::Write100() {
  for (int i = 0; i < 100; i += kPerBatch) {
    Write(random_.Below(kItems + kItems / 10), kPerBatch);
  }
}

void RewindRun::Rewind() { MustBeOk(db_->Rewind(mark_)); }

int64_t RewindRun::Items() {
  const auto described = db_->DescribeTable({.table_name = "items"});
  MustBeOk(described.status());
  return *described->table->item_count;
}

}  // namespace stator::bench
