#include "db/storage/lmdb/ballast.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>

#include "db/storage/lmdb/lmdb_error.h"

namespace stator::storage::lmdb {
namespace {

constexpr off_t kGrowthTried = 64 << 10;

}  // namespace

bool Ballast::TryMake() {
  const int file = open(file_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (file < 0) return false;
  // Must be real blocks: a hole would give nothing back.
  const bool made = posix_fallocate(file, 0, kBytes) == 0;
  close(file);
  if (!made) unlink(file_.c_str());
  return made;
}

void Ballast::Make() {
  struct stat existing;
  if (stat(file_.c_str(), &existing) == 0 && existing.st_size == static_cast<off_t>(kBytes)) return;
  TryMake();
}

bool Ballast::DataFileCanGrow() const {
  const int file = open(data_file_.c_str(), O_RDWR | O_CLOEXEC);
  if (file < 0) return true;
  struct stat now;
  const bool grew =
      fstat(file, &now) != 0 || !IsDiskFull(posix_fallocate(file, now.st_size, kGrowthTried));
  close(file);
  return grew;
}

bool Ballast::DropIfFull(int code) {
  if (!IsDiskFull(code) && (code != EIO || DataFileCanGrow())) return false;
  unlink(file_.c_str());
  full_ = true;
  return true;
}

bool Ballast::DiskIsFull() {
  if (!full_) return false;
  struct statvfs room;
  if (statvfs(file_.substr(0, file_.rfind('/')).c_str(), &room) != 0) return true;
  if (static_cast<size_t>(room.f_bavail) * room.f_frsize < 2 * kBytes || !TryMake()) return true;
  full_ = false;
  return false;
}

}  // namespace stator::storage::lmdb
