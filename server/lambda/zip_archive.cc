// The central directory at the end says what there is; each of its entries leads to the data. zlib
// inflates. Links are made when all files are written, so that no file is written through one, and
// then each must lead to a place in the folder. Flushing them one by one would take long for
// thousands of modules, so their whole file system is.
#include "server/lambda/zip_archive.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include "db/base/status_macros.h"
#include "server/lambda/durable_file.h"

namespace stator::server {
namespace {

namespace fs = std::filesystem;

// APPNOTE.TXT of PKWARE, 4.3: signatures and lengths of the fixed parts.
constexpr uint32_t kEndSignature = 0x06054b50;
constexpr uint32_t kEntrySignature = 0x02014b50;
constexpr uint32_t kLocalSignature = 0x04034b50;
constexpr size_t kEndBytes = 22;
constexpr size_t kEntryBytes = 46;
constexpr size_t kLocalBytes = 30;
constexpr size_t kCommentBytesMax = 65'535;
constexpr uint16_t kStored = 0;
constexpr uint16_t kDeflated = 8;
constexpr uint16_t kEncryptedFlag = 1;
constexpr uint8_t kMadeOnUnix = 3;

struct ZipEntry {
  std::string name;
  uint16_t method = kStored;
  uint16_t flags = 0;
  uint32_t crc = 0;
  size_t packed_bytes = 0;
  uint64_t bytes = 0;
  mode_t mode = 0;  // 0: not said.
  size_t local_at = 0;

  bool is_folder() const { return name.back() == '/'; }
  bool is_link() const { return (mode & S_IFMT) == S_IFLNK; }
};

absl::Status BadZip() {
  return absl::InvalidArgumentError(
      "Could not unzip uploaded file. Please check your file, then try to upload again.");
}

absl::Status TooLargeUnzipped(uint64_t bytes_max) {
  return absl::InvalidArgumentError("Unzipped size must be smaller than " +
                                    std::to_string(bytes_max) + " bytes");
}

absl::Status LeavesFolder(std::string_view name) {
  return absl::InvalidArgumentError(
      "The uploaded file has an entry that leads out of its folder: " + std::string(name));
}

uint16_t Read16(std::string_view bytes, size_t at) {
  return static_cast<uint16_t>(static_cast<uint8_t>(bytes[at]) | static_cast<uint8_t>(bytes[at + 1])
                                                                     << 8);
}
uint32_t Read32(std::string_view bytes, size_t at) {
  return Read16(bytes, at) | static_cast<uint32_t>(Read16(bytes, at + 2)) << 16;
}

// Where the record at the end begins: the last one whose comment ends with the file.
std::optional<size_t> FindEnd(std::string_view zip) {
  if (zip.size() < kEndBytes) return std::nullopt;
  const size_t lowest = zip.size() - std::min(zip.size(), kEndBytes + kCommentBytesMax);
  for (size_t at = zip.size() - kEndBytes + 1; at-- > lowest;) {
    if (Read32(zip, at) == kEndSignature && at + kEndBytes + Read16(zip, at + 20) == zip.size()) {
      return at;
    }
  }
  return std::nullopt;
}

// Relative, with no step upward.
bool StaysInside(std::string_view name) {
  if (name.empty() || name.front() == '/' || name.find('\\') != name.npos ||
      name.find('\0') != name.npos) {
    return false;
  }
  for (const fs::path& part : fs::path(name)) {
    if (part == "..") return false;
  }
  return true;
}

absl::StatusOr<std::vector<ZipEntry>> ReadEntries(std::string_view zip, uint64_t bytes_max) {
  const std::optional<size_t> end = FindEnd(zip);
  if (!end) return BadZip();
  const size_t count = Read16(zip, *end + 10);
  size_t at = Read32(zip, *end + 16);
  std::vector<ZipEntry> entries;
  uint64_t total = 0;
  for (size_t i = 0; i < count; ++i) {
    if (at > *end || *end - at < kEntryBytes || Read32(zip, at) != kEntrySignature) return BadZip();
    const size_t name_bytes = Read16(zip, at + 28);
    const size_t whole = kEntryBytes + name_bytes + Read16(zip, at + 30) + Read16(zip, at + 32);
    if (*end - at < whole) return BadZip();
    ZipEntry entry{.name = std::string(zip.substr(at + kEntryBytes, name_bytes)),
                   .method = Read16(zip, at + 10),
                   .flags = Read16(zip, at + 8),
                   .crc = Read32(zip, at + 16),
                   .packed_bytes = Read32(zip, at + 20),
                   .bytes = Read32(zip, at + 24),
                   .mode = 0,
                   .local_at = Read32(zip, at + 42)};
    if (static_cast<uint8_t>(zip[at + 5]) == kMadeOnUnix) {
      entry.mode = static_cast<mode_t>(Read32(zip, at + 38) >> 16);
    }
    if (!StaysInside(entry.name)) return LeavesFolder(entry.name);
    if ((entry.flags & kEncryptedFlag) != 0) return BadZip();
    total += entry.bytes;
    if (total > bytes_max) return TooLargeUnzipped(bytes_max);
    entries.push_back(std::move(entry));
    at += whole;
  }
  if (entries.empty()) return absl::InvalidArgumentError("Uploaded file must be a non-empty zip");
  return entries;
}

// Exactly `bytes` of them, or nothing.
std::optional<std::string> InflateRaw(std::string_view packed, uint64_t bytes) {
  std::string out(bytes, '\0');
  z_stream stream{};
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return std::nullopt;
  // zlib does not write there.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const bool whole = inflate(&stream, Z_FINISH) == Z_STREAM_END && stream.avail_out == 0;
  inflateEnd(&stream);
  return whole ? std::optional(std::move(out)) : std::nullopt;
}

absl::StatusOr<std::string> ContentOf(std::string_view zip, const ZipEntry& entry) {
  const size_t at = entry.local_at;
  if (at > zip.size() || zip.size() - at < kLocalBytes || Read32(zip, at) != kLocalSignature) {
    return BadZip();
  }
  const size_t data = at + kLocalBytes + Read16(zip, at + 26) + Read16(zip, at + 28);
  if (data > zip.size() || zip.size() - data < entry.packed_bytes) return BadZip();
  const std::string_view packed = zip.substr(data, entry.packed_bytes);
  std::optional<std::string> content;
  if (entry.method == kStored && entry.bytes == packed.size()) content.emplace(packed);
  if (entry.method == kDeflated) content = InflateRaw(packed, entry.bytes);
  if (!content) return BadZip();
  const uLong crc =
      crc32(0, reinterpret_cast<const Bytef*>(content->data()), static_cast<uInt>(content->size()));
  if (crc != entry.crc) return BadZip();
  return *std::move(content);
}

absl::Status WriteEntry(const fs::path& path, std::string_view content, bool is_executable) {
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  // Nothing is there yet, or an entry of the same name: the last one counts.
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC,
                        is_executable ? 0755 : 0644);
  if (file < 0) return BadZip();
  const bool written = WriteAll(file, content);
  close(file);
  return written ? absl::OkStatus() : FileError("write", path.string());
}

// Behind all links that there are now.
bool LeadsInto(const fs::path& real_root, const fs::path& path) {
  std::error_code error;
  const fs::path real = fs::weakly_canonical(path, error);
  const auto [end, ignored] = std::mismatch(real_root.begin(), real_root.end(),  //
                                            real.begin(), real.end());
  return !error && end == real_root.end();
}

absl::Status MakeLinks(const std::vector<std::pair<fs::path, std::string>>& links,
                       const fs::path& root) {
  std::error_code error;
  const fs::path real_root = fs::canonical(root, error);
  if (error) return BadZip();
  for (const auto& [path, target] : links) {
    if (target.empty() || target.front() == '/' || target.find('\0') != target.npos) {
      return LeavesFolder(path.lexically_relative(root).string());
    }
    // The links before this one may lead anywhere yet: nothing is made behind one that leaves.
    if (!LeadsInto(real_root, path.parent_path())) {
      return LeavesFolder(path.lexically_relative(root).string());
    }
    fs::create_directories(path.parent_path(), error);
    fs::create_symlink(target, path, error);
    if (error) return BadZip();
  }
  for (const auto& [path, target] : links) {
    if (!LeadsInto(real_root, path.parent_path() / target)) {
      return LeavesFolder(path.lexically_relative(root).string());
    }
  }
  return absl::OkStatus();
}

absl::Status WriteEntries(std::string_view zip, const std::vector<ZipEntry>& entries,
                          const fs::path& root) {
  std::error_code error;
  fs::create_directories(root, error);
  if (error) return absl::InternalError("cannot make the folder " + root.string());
  std::vector<std::pair<fs::path, std::string>> links;
  for (const ZipEntry& entry : entries) {
    const fs::path path = root / entry.name;
    if (entry.is_folder()) {
      fs::create_directories(path, error);
      if (error) return BadZip();
      continue;
    }
    STATOR_ASSIGN_OR_RETURN(std::string content, ContentOf(zip, entry));
    if (entry.is_link()) {
      links.emplace_back(path, std::move(content));
    } else {
      STATOR_RETURN_IF_ERROR(WriteEntry(path, content, (entry.mode & 0111) != 0));
    }
  }
  return MakeLinks(links, root);
}

}  // namespace

absl::Status Unzip(std::string_view zip, const std::string& directory, uint64_t bytes_max) {
  STATOR_ASSIGN_OR_RETURN(const std::vector<ZipEntry> entries, ReadEntries(zip, bytes_max));
  absl::Status status = WriteEntries(zip, entries, directory);
  if (status.ok()) status = FlushAllAround(directory);
  if (!status.ok()) {
    std::error_code ignored;
    fs::remove_all(directory, ignored);
  }
  return status;
}

}  // namespace stator::server
