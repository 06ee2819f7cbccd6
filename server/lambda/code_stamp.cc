#include "server/lambda/code_stamp.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <deque>
#include <memory>
#include <string_view>
#include <utility>

namespace stator::server {
namespace {

constexpr int kFilesMax = 2000;
// Deeper ones are links in a circle.
constexpr int kDepthMax = 16;

struct CloseDirectory {
  void operator()(DIR* directory) const { closedir(directory); }
};

struct Folder {
  std::string directory;
  int depth = 0;
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

}  // namespace

// Stamps are added up, for the order of a directory's entries says nothing.
uint64_t CodeStamp(const std::string& directory) {
  uint64_t sum = 0;
  int files_left = kFilesMax;
  std::deque<Folder> folders = {{directory}};
  while (!folders.empty() && files_left > 0) {
    const Folder folder = std::move(folders.front());
    folders.pop_front();
    const std::unique_ptr<DIR, CloseDirectory> open(opendir(folder.directory.c_str()));
    if (!open) continue;
    sum += 1;
    while (const dirent* entry = readdir(open.get())) {
      struct stat status {};
      if (IsLeftOut(entry->d_name)) continue;
      if (fstatat(dirfd(open.get()), entry->d_name, &status, 0) != 0) continue;
      if (S_ISDIR(status.st_mode)) {
        if (folder.depth == kDepthMax) continue;
        folders.push_back({folder.directory + "/" + entry->d_name, folder.depth + 1});
      } else if (--files_left >= 0) {
        sum += StampFile(status);
      }
    }
  }
  return sum;
}

}  // namespace stator::server
