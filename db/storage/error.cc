#include "db/storage/error.h"

#include <algorithm>
#include <string>

#include "db/base/error.h"
#include "stator/error.h"

namespace stator::storage::error {
namespace {

using stator::error::Concat;
using stator::error::Make;

// Keys are bytes, and a person may have to find this one again: hexadecimal, cut at a length that
// shows ids and digest.
std::string Hex(std::string_view bytes) {
  static constexpr size_t kShown = 32;
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (unsigned char byte : bytes.substr(0, std::min(kShown, bytes.size()))) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  if (bytes.size() > kShown) text += "...";
  return text;
}

}  // namespace

absl::Status MapFull(size_t map_bytes) {
  return Make(ErrorCode::kStorageFull,
              Concat({"The database is full: its map of ", std::to_string(map_bytes),
                      " bytes has no room for this write."}));
}

absl::Status DiskFull() {
  return Make(ErrorCode::kStorageFull, "The disk is full: nothing was written.");
}

absl::Status OutOfMemory() {
  return Make(ErrorCode::kStorageFull, "There is no memory left for this write.");
}

absl::Status MarkGone() {
  return Make(
      ErrorCode::kResourceNotFound,
      "There is no such mark: it was never made, was released, was dropped because too much "
      "was written since, or lies after one that was rewound to.");
}

absl::Status RewindUnknown(const absl::Status& why) {
  return Make(ErrorCode::kOutcomeUnknown,
              Concat({"The database may have been put back to the mark, or not: ",
                      std::string_view(why.message().data(), why.message().size())}));
}

absl::Status ForkOnDisk() {
  return Make(ErrorCode::kUnknownOperation,
              "A database on disk cannot be forked: only one in memory can.");
}

absl::Status ChecksumMismatch(std::string_view space, std::string_view key) {
  return Make(ErrorCode::kCorruption, Concat({"A stored record does not match its checksum: space ",
                                              space, ", key ", Hex(key), "."}));
}

absl::Status Damaged(std::string_view what) {
  return Make(ErrorCode::kCorruption, Concat({"The database file is damaged: ", what, "."}));
}

absl::Status OpenInThisProcess(std::string_view path) {
  return Make(ErrorCode::kUnavailable,
              Concat({"The database ", path, " is already open in this process."}));
}

absl::Status OpenInProcess(std::string_view path, int pid) {
  if (pid <= 0) {
    return Make(ErrorCode::kUnavailable,
                Concat({"The database ", path, " is open in another process."}));
  }
  return Make(ErrorCode::kUnavailable,
              Concat({"The database ", path, " is open in process ", std::to_string(pid), "."}));
}

absl::Status UsedAfterFork() {
  return Make(ErrorCode::kUnavailable,
              "The database was opened before a fork: only the process that opened it may use it.");
}

absl::Status NetworkFilesystem(std::string_view path, std::string_view kind) {
  return Make(ErrorCode::kUnavailable,
              Concat({"The database ", path, " lies on a network file system (", kind,
                      "), where its locks and its memory map cannot be relied on."}));
}

absl::Status NewerFormat(int format_major, int supported_major) {
  return Make(
      ErrorCode::kUnavailable,
      Concat({"The database has format ", std::to_string(format_major),
              "; this version reads formats up to ", std::to_string(supported_major), "."}));
}

absl::Status ReadOnly(std::string_view why) {
  return Make(ErrorCode::kUnavailable, Concat({"The database takes no writes: ", why, "."}));
}

absl::Status Broken() {
  return Make(ErrorCode::kUnavailable,
              "The database has failed and could not be opened again: close it and open it anew.");
}

absl::Status Io(std::string_view call, std::string_view reason) {
  return Make(ErrorCode::kInternal, Concat({call, ": ", reason}));
}

absl::Status WriteInsideTransaction() {
  return Make(
      ErrorCode::kInternal,
      "A write was begun inside a transaction of the same thread: it would wait for itself.");
}

}  // namespace stator::storage::error
