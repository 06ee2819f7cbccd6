// The one file that knows the pages of LMDB 0.9, as 64-bit machines write them. All is read with
// pread and every number is doubted, since the file may be damaged.
#include "db/storage/lmdb/file_check.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <vector>

#include "db/base/status_macros.h"
#include "db/storage/error.h"

namespace stator::storage::lmdb {
namespace {

static_assert(sizeof(size_t) == 8, "the map is reserved in a 64-bit address space");

constexpr uint64_t kNoPage = ~uint64_t{0};
constexpr uint16_t kBranch = 0x01, kLeaf = 0x02, kOverflow = 0x04, kMetaPage = 0x08;
constexpr uint16_t kBigData = 0x01;
constexpr uint32_t kLmdbMagic = 0xBEEFC0DE, kLmdbVersion = 1;

struct PageHeader {
  uint64_t number;
  uint16_t pad, flags, lower, upper;
};
struct Tree {
  uint32_t pad;
  uint16_t flags, depth;
  uint64_t branches, leaves, overflows, entries, root;
};
struct Meta {
  uint32_t magic, version;
  uint64_t address, map_bytes;
  Tree free, main;
  uint64_t last_page, transaction;
};
struct Node {
  uint16_t low, high, flags, key_bytes;
};
static_assert(sizeof(PageHeader) == 16 && sizeof(Tree) == 48 && sizeof(Meta) == 136);

class DataFile {
 public:
  explicit DataFile(int file) : file_(file) {}
  ~DataFile() { close(file_); }
  DataFile(const DataFile&) = delete;
  DataFile& operator=(const DataFile&) = delete;

  absl::Status Check();

 private:
  bool ReadAt(uint64_t offset, void* to, size_t bytes) {
    return pread(file_, to, bytes, static_cast<off_t>(offset)) == static_cast<ssize_t>(bytes);
  }
  bool ReadMeta(uint64_t page_number, Meta* meta);
  // Marks the pages that the free list below `page_number` names. False if it is damaged itself.
  bool WalkFreeList(uint64_t page_number, int depth);
  bool WalkNode(const std::vector<char>& page, size_t index, int depth);
  bool MarkFree(const char* list, size_t bytes);

  const int file_;
  uint64_t page_bytes_ = 4096;
  uint64_t pages_ = 0;       // That the file holds whole.
  uint64_t last_page_ = 0;   // That the meta page speaks of.
  uint64_t pages_left_ = 0;  // To walk, so that a cycle ends.
  std::vector<bool> free_;   // Of those from pages_ on.
};

bool DataFile::ReadMeta(uint64_t page_number, Meta* meta) {
  PageHeader header;
  const uint64_t offset = page_number * page_bytes_;
  return ReadAt(offset, &header, sizeof header) && header.flags == kMetaPage &&
         ReadAt(offset + sizeof header, meta, sizeof *meta) && meta->magic == kLmdbMagic &&
         meta->version == kLmdbVersion;
}

bool DataFile::MarkFree(const char* list, size_t bytes) {
  uint64_t count;
  if (bytes < sizeof count) return false;
  std::memcpy(&count, list, sizeof count);
  if (count > bytes / 8 - 1) return false;
  for (uint64_t i = 1; i <= count; ++i) {
    uint64_t page_number;
    std::memcpy(&page_number, list + 8 * i, sizeof page_number);
    if (page_number >= pages_ && page_number <= last_page_) free_[page_number - pages_] = true;
  }
  return true;
}

bool DataFile::WalkNode(const std::vector<char>& page, size_t index, int depth) {
  uint16_t at;
  Node node;
  std::memcpy(&at, &page[sizeof(PageHeader) + 2 * index], sizeof at);
  if (at + sizeof node > page_bytes_) return false;
  std::memcpy(&node, &page[at], sizeof node);
  PageHeader header;
  std::memcpy(&header, page.data(), sizeof header);
  const uint64_t low = node.low | uint64_t{node.high} << 16;
  if (header.flags & kBranch) return WalkFreeList(low | uint64_t{node.flags} << 32, depth - 1);
  const size_t data = at + sizeof node + node.key_bytes;
  if (!(node.flags & kBigData)) {
    return data + low <= page_bytes_ && MarkFree(&page[0] + data, low);
  }
  uint64_t overflow;
  if (data + sizeof overflow > page_bytes_) return false;
  std::memcpy(&overflow, &page[data], sizeof overflow);
  if (overflow >= pages_ || low > (pages_ - overflow) * page_bytes_ - sizeof header) return false;
  std::vector<char> list(low);
  return ReadAt(overflow * page_bytes_, &header, sizeof header) && (header.flags & kOverflow) &&
         ReadAt(overflow * page_bytes_ + sizeof header, list.data(), low) &&
         MarkFree(list.data(), low);
}

bool DataFile::WalkFreeList(uint64_t page_number, int depth) {
  if (page_number == kNoPage) return true;
  if (depth < 0 || page_number >= pages_ || pages_left_-- == 0) return false;
  std::vector<char> page(page_bytes_);
  if (!ReadAt(page_number * page_bytes_, page.data(), page.size())) return false;
  PageHeader header;
  std::memcpy(&header, page.data(), sizeof header);
  if (!(header.flags & (kBranch | kLeaf)) || header.lower < sizeof header ||
      header.lower > page_bytes_) {
    return false;
  }
  for (size_t i = 0; i < (header.lower - sizeof header) / 2; ++i) {
    if (!WalkNode(page, i, depth)) return false;
  }
  return true;
}

absl::Status DataFile::Check() {
  struct stat file;
  if (fstat(file_, &file) != 0) return error::Io("fstat", std::strerror(errno));
  const uint64_t bytes = static_cast<uint64_t>(file.st_size);
  Meta meta, other;
  if (!ReadMeta(0, &meta)) return error::Damaged("its first meta page is not one");
  page_bytes_ = meta.free.pad;
  if (page_bytes_ < 512 || page_bytes_ > 65536 || (page_bytes_ & (page_bytes_ - 1)) != 0 ||
      !ReadMeta(1, &other)) {
    return error::Damaged("its second meta page is not one");
  }
  if (other.transaction > meta.transaction) meta = other;
  pages_ = pages_left_ = bytes / page_bytes_;
  last_page_ = meta.last_page;
  if (last_page_ < pages_) return absl::OkStatus();
  const absl::Status too_short = error::Damaged("it is shorter than its meta page says");
  if (last_page_ >= meta.map_bytes / page_bytes_) return too_short;
  free_.assign(last_page_ - pages_ + 1, false);
  if (!WalkFreeList(meta.free.root, meta.free.depth)) return too_short;
  for (const bool is_free : free_) {
    if (!is_free) return too_short;
  }
  if (ftruncate(file_, static_cast<off_t>((last_page_ + 1) * page_bytes_)) != 0) {
    return error::Io("ftruncate", std::strerror(errno));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckDataFile(const std::string& path) {
  const int file = open(path.c_str(), O_RDWR | O_CLOEXEC);
  if (file < 0) return error::Io("open data file", std::strerror(errno));
  return DataFile(file).Check();
}

}  // namespace stator::storage::lmdb
