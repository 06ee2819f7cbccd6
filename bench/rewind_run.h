// A database that is written to and put back, again and again.
#pragma once

#include <memory>
#include <string>

#include "bench/workload.h"
#include "stator/database.h"

namespace stator::bench {

// A database of its own with some thousand items and a mark: on a real disk, in DiskDir() and
// removed afterwards, or in memory. Not thread-safe.
class RewindRun {
 public:
  explicit RewindRun(bool on_disk);
  ~RewindRun();

  // Writes to 100 items, of which most are there already.
  void Write100();
  void Rewind();
  // How many items there are: as many as at the mark, when all is well.
  int64_t Items();

  static constexpr int kItems = 5000;

 private:
  void Write(int first, int count);

  std::string dir_;  // Empty: in memory.
  std::unique_ptr<EmbeddedDatabase> db_;
  Random random_{7};
  MarkId mark_{};
};

}  // namespace stator::bench
