// Counters on a real disk, each increment waited for until it is durable.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "stator/database.h"

namespace stator::bench {

// A database of its own in DiskDir(), removed afterwards. Not thread-safe.
class CounterRun {
 public:
  CounterRun();
  ~CounterRun();

  // So many threads add to random ones of 10,000 counters for a while; returns the increments.
  int64_t Burst(int writers);

  // Over all bursts so far.
  double WritersPerCommit() const;

 private:
  std::string dir_;
  std::unique_ptr<EmbeddedDatabase> db_;
};

}  // namespace stator::bench
