#include "server/lambda/code_stamp.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <memory>
#include <string_view>
#include <utility>

#include "server/lambda/descriptor.h"

namespace stator::server {
namespace {

// Deeper ones are links in a circle.
constexpr int kDepthMax = 16;

struct CloseDirectory {
  void operator()(DIR* directory) const { closedir(directory); }
};

uint64_t Mix(uint64_t hash, uint64_t value) {
  hash ^= value + 0x9e3779b97f4a7c15 + (hash << 6) + (hash >> 2);
  return hash * 0xff51afd7ed558ccd;
}

bool IsLeftOut(std::string_view name) {
  return name.front() == '.' || name == "node_modules" || name == "__pycache__";
}

uint64_t StampFile(const struct stat& file) {
  uint64_t hash = Mix(0, file.st_ino);
  hash = Mix(hash, static_cast<uint64_t>(file.st_size));
  hash = Mix(hash, static_cast<uint64_t>(file.st_mtim.tv_sec));
  return Mix(hash, static_cast<uint64_t>(file.st_mtim.tv_nsec));
}

// A sum, for the order of a directory's entries says nothing.
uint64_t StampDirectory(Descriptor descriptor, int depth) {
  const std::unique_ptr<DIR, CloseDirectory> directory(fdopendir(descriptor.get()));
  if (!directory) return 0;
  const int parent = descriptor.Release();
  uint64_t sum = 1;
  while (const dirent* entry = readdir(directory.get())) {
    struct stat status {};
    if (IsLeftOut(entry->d_name) || fstatat(parent, entry->d_name, &status, 0) != 0) continue;
    if (S_ISREG(status.st_mode)) {
      sum += StampFile(status);
    } else if (S_ISDIR(status.st_mode) && depth < kDepthMax) {
      constexpr int kFlags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;
      Descriptor child(openat(parent, entry->d_name, kFlags));
      if (child.is_open()) sum += Mix(status.st_ino, StampDirectory(std::move(child), depth + 1));
    }
  }
  return sum;
}

}  // namespace

uint64_t CodeStamp(const std::string& directory) {
  Descriptor descriptor(open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return descriptor.is_open() ? StampDirectory(std::move(descriptor), 0) : 0;
}

}  // namespace stator::server
