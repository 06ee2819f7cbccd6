#include "db/storage/lmdb/directory_lock.h"

#include <fcntl.h>
#include <pthread.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <vector>

#include "absl/status/status.h"
#include "db/base/error.h"
#include "db/base/status_macros.h"
#include "db/storage/error.h"

namespace stator::storage::lmdb {
namespace {

struct Claim {
  dev_t device;
  ino_t inode;
  int file;
};

// Never destroyed: stores may be closed while the process ends.
struct Claims {
  std::mutex mutex;
  std::vector<Claim> all;
};

Claims& OfThisProcess();

// A fork takes the mutex across, so that the child finds the table whole. The child then gives up
// its copies of the files: else the locks would outlive the process that holds them.
void ForgetInChild() {
  for (const Claim& claim : OfThisProcess().all) close(claim.file);
  OfThisProcess().all.clear();
  OfThisProcess().mutex.unlock();
}

Claims& OfThisProcess() {
  static Claims* const claims = [] {
    pthread_atfork([] { OfThisProcess().mutex.lock(); }, [] { OfThisProcess().mutex.unlock(); },
                   ForgetInChild);
    return new Claims;
  }();
  return *claims;
}

// The holder writes its pid just after it has taken the lock: wait for it a little.
int ReadPid(int file) {
  for (int attempt = 0; attempt < 20; ++attempt) {
    char text[32] = {};
    if (pread(file, text, sizeof text - 1, 0) > 0) return std::atoi(text);
    usleep(1000);
  }
  return 0;
}

absl::Status WritePid(int file) {
  const std::string text = std::to_string(getpid()) + "\n";
  if (ftruncate(file, 0) != 0 ||
      pwrite(file, text.data(), text.size(), 0) != static_cast<ssize_t>(text.size())) {
    // A full disk must not keep a database from being opened, read and emptied.
    if (errno != ENOSPC && errno != EDQUOT) return error::Io("write pid", std::strerror(errno));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::unique_ptr<DirectoryLock>> DirectoryLock::Acquire(const std::string& path) {
  struct stat directory;
  if (stat(path.c_str(), &directory) != 0) return error::Io("stat", std::strerror(errno));
  // Declared before the guard: on an error it is destroyed when the mutex is free again.
  std::unique_ptr<DirectoryLock> lock;
  Claims& claims = OfThisProcess();
  std::lock_guard<std::mutex> hold(claims.mutex);
  for (const Claim& claim : claims.all) {
    if (claim.device == directory.st_dev && claim.inode == directory.st_ino) {
      return error::OpenInThisProcess(path);
    }
  }
  lock.reset(new DirectoryLock(directory.st_dev, directory.st_ino));
  STATOR_RETURN_IF_ERROR(lock->LockFile(path));
  claims.all.push_back({lock->device_, lock->inode_, lock->file_});
  return lock;
}

absl::Status DirectoryLock::LockFile(const std::string& path) {
  const std::string name = path + "/lock";
  file_ = open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (file_ < 0) return error::Io("open lock", std::strerror(errno));
  if (flock(file_, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return error::Io("flock", std::strerror(errno));
    return error::OpenInProcess(path, ReadPid(file_));
  }
  return WritePid(file_);
}

DirectoryLock::~DirectoryLock() {
  if (fork_.Forked()) return;
  Claims& claims = OfThisProcess();
  std::lock_guard<std::mutex> hold(claims.mutex);
  std::erase_if(claims.all, [this](const Claim& claim) {
    return claim.device == device_ && claim.inode == inode_;
  });
  if (file_ >= 0) close(file_);
}

}  // namespace stator::storage::lmdb
