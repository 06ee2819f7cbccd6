// The errors of the store, by name.
#pragma once

#include <cstddef>
#include <string_view>

#include "absl/status/status.h"

namespace stator::storage::error {

// kStorageFull: the map has no room for this commit, or the disk is full.
absl::Status MapFull(size_t map_bytes);
absl::Status DiskFull();
// kStorageFull: the process has no memory for this commit.
absl::Status OutOfMemory();
// kResourceNotFound: no such mark, or no longer.
absl::Status MarkGone();
// kOutcomeUnknown: a rewind may have been done or not; `why` is how its answer was lost.
absl::Status RewindUnknown(const absl::Status& why);
// kUnknownOperation: a fork of a store on disk.
absl::Status ForkOnDisk();
// kCorruption: a record's checksum does not match its bytes.
absl::Status ChecksumMismatch(std::string_view space, std::string_view key);
// kCorruption: the file is not what its header says.
absl::Status Damaged(std::string_view what);
// kUnavailable.
absl::Status OpenInThisProcess(std::string_view path);
absl::Status OpenInProcess(std::string_view path, int pid);
absl::Status UsedAfterFork();
absl::Status NetworkFilesystem(std::string_view path, std::string_view kind);
absl::Status NewerFormat(int format_major, int supported_major);
// The database takes no writes: `why` says since when or on what account, as a clause.
absl::Status ReadOnly(std::string_view why);
// The environment could not be opened again after a failure: neither reads nor writes.
absl::Status Broken();
// kInternal: a call of the system or of LMDB failed.
absl::Status Io(std::string_view call, std::string_view reason);
// kInternal: an Update from inside a View or an Update of the same thread.
absl::Status WriteInsideTransaction();

}  // namespace stator::storage::error
