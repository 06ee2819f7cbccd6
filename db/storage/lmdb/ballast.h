// Room kept for the day the disk is full: a file beside the data that is given up then, so that
// what frees room can still be written, and made again when there is room for twice its size.
//
// In between the disk counts as full, and only batches that free more than they take are admitted.
// Belongs to the thread that commits.
#pragma once

#include <cstddef>
#include <string>

namespace stator::storage::lmdb {

class Ballast {
 public:
  static constexpr size_t kBytes = size_t{1} << 20;

  explicit Ballast(const std::string& directory) : file_(directory + "/ballast") {}

  // When the database is opened. Without room there is none, and the disk does not count as full
  // until a write says so.
  void Make();
  // A write found no room: gives the ballast up.
  void Drop();
  // True from Drop until there is room again; looks, if it was false the last time.
  bool DiskIsFull();

 private:
  bool TryMake();

  const std::string file_;
  bool full_ = false;
};

}  // namespace stator::storage::lmdb
