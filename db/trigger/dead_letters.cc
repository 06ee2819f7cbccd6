#include "db/trigger/dead_letters.h"

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace stator::trigger {
namespace {

// A record takes less as an item of a dead letter than twice its size, and some hundred bytes; an
// item has 400 KB.
constexpr int64_t kRecordBytesMax = 300 * 1024;
constexpr int64_t kRecordFrameBytes = 600;

int64_t BytesOf(const Record& record) { return *record.dynamodb->size_bytes + kRecordFrameBytes; }

Time ArrivalOf(const Record& record) { return *record.dynamodb->approximate_creation_date_time; }

}  // namespace

std::vector<Item> MakeDeadLetters(Failure failure, const Batch& batch, size_t from) {
  std::vector<Item> letters;
  failure.batch_size = static_cast<int>(batch.records.size() - from);
  while (from < batch.records.size()) {
    int64_t bytes = BytesOf(batch.records[from]);
    size_t to = from + 1;
    while (to < batch.records.size() && bytes + BytesOf(batch.records[to]) <= kRecordBytesMax) {
      bytes += BytesOf(batch.records[to++]);
    }
    const std::vector<Record> records(batch.records.begin() + static_cast<ptrdiff_t>(from),
                                      batch.records.begin() + static_cast<ptrdiff_t>(to));
    failure.first = batch.sequences[from];
    failure.last = batch.sequences[to - 1];
    failure.first_arrival = ArrivalOf(records.front());
    failure.last_arrival = ArrivalOf(records.back());
    failure.records = &records;
    letters.push_back(MakeDeadLetter(failure));
    from = to;
  }
  return letters;
}

}  // namespace stator::trigger
