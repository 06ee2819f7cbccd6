// The claim of one Store on its directory. LMDB breaks silently when one process opens a file twice
// (closing one drops the locks of the other), and the store keeps state of its own in memory; so a
// directory has one Store in one process at a time.
//
// Two things hold the claim: a table of this process, by device and inode, and flock on the file
// `lock`, which holds the pid of the process for the message that a second one gets. A forked child
// closes its copies at once, so the claim ends with the process that made it.
#pragma once

#include <sys/types.h>

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "db/storage/lmdb/fork_guard.h"

namespace stator::storage::lmdb {

class DirectoryLock {
 public:
  // `path` is an existing directory. Errors: error::OpenInThisProcess, error::OpenInProcess,
  // error::Io.
  static absl::StatusOr<std::unique_ptr<DirectoryLock>> Acquire(const std::string& path);
  ~DirectoryLock();
  DirectoryLock(const DirectoryLock&) = delete;
  DirectoryLock& operator=(const DirectoryLock&) = delete;

 private:
  DirectoryLock(dev_t device, ino_t inode) : device_(device), inode_(inode) {}
  absl::Status LockFile(const std::string& path);

  const dev_t device_;
  const ino_t inode_;
  int file_ = -1;
  ForkGuard fork_;
};

}  // namespace stator::storage::lmdb
