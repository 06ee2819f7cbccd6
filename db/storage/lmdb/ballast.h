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

  explicit Ballast(const std::string& directory)
      : file_(directory + "/ballast"), data_file_(directory + "/data.mdb") {}

  // When the database is opened. Without room there is none, and the disk does not count as full
  // until a write says so.
  void Make();
  // A write has failed with this error. If that was for want of room, gives the ballast up and
  // returns true. LMDB says EIO where the system wrote a part of what it was given, which is how a
  // disk begins to be full: then this tries whether the data file can grow.
  bool DropIfFull(int code);
  // True from Drop until there is room again; looks, if it was false the last time.
  bool DiskIsFull();

 private:
  bool TryMake();
  bool DataFileCanGrow() const;

  const std::string file_;
  const std::string data_file_;
  bool full_ = false;
};

}  // namespace stator::storage::lmdb
