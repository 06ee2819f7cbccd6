// The seam between the engine and what keeps its bytes. Above it nobody knows LMDB: they know an
// ordered, transactional store of bytes. Below it nobody knows what an item is.
//
//   absl::Status read = store.View([&](Snapshot& snapshot) {
//     return snapshot.Get(Space::kItems, {&key, 1}, [&](size_t, auto value) { ... });
//   });
//   Outcome written = store.Update([&](Snapshot& snapshot, WriteBatch& batch) {
//     ... read, decide ...
//     batch.Put(Space::kItems, key, value);
//     return Decision::kCommit;
//   });
//
// Guarantees, for every implementation (tests/unit/storage/store_contract.h states them as tests):
//  - Updates are serializable and in the order of their stamps; a View sees one moment.
//  - An Update that is answered kCommitted is durable as far as the store is, and every View that
//    begins afterwards sees it.
//  - Either all of a batch is written or nothing.
//  - A function given to View or Update runs on the caller's thread or, for Update, on whichever
//    thread leads the commit. It may run more than once; it is pure but for its batch and for what
//    it assigns anew on each run. What it throws reaches its own caller only.
//  - Writing from inside a View or an Update of the same thread is refused (kFailed): it would wait
//    for itself.
// All methods are thread-safe.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "db/storage/keyspace.h"
#include "db/storage/write_batch.h"
#include "stator/mark.h"

namespace stator::storage {

enum class Direction : uint8_t { kForward, kBackward };
enum class Visit : uint8_t { kContinue, kStop };

// All keys k with begin <= k < end. An empty end is the end of the space.
struct Range {
  Space space;
  std::string_view begin;
  std::string_view end;
  Direction direction = Direction::kForward;
  uint32_t row_hint = 0;  // About how many rows the visitor will take; 0: unknown. Only a hint.
};

// One moment of the store. Used by one thread at a time; lives only for the function it is given
// to.
class Snapshot {
 public:
  // Calls `visit(i, value)` for each key in order of `keys`, with nullopt where there is none. The
  // view given lives until the visitor returns. Errors: kCorruption (a checksum failed; the visitor
  // is not called for that key), kInternal.
  using GetVisitor = absl::FunctionRef<void(size_t, std::optional<std::string_view>)>;
  virtual absl::Status Get(Space space, absl::Span<const std::string_view> keys,
                           GetVisitor visit) = 0;

  // Visits in key order, or against it, until the range ends or the visitor stops. Views live until
  // the visitor returns.
  using ScanVisitor = absl::FunctionRef<Visit(std::string_view key, std::string_view value)>;
  virtual absl::Status Scan(const Range& range, ScanVisitor visit) = 0;

  // The stamp of the last commit that this snapshot sees. Inside an Update, of the last one decided
  // before it.
  virtual uint64_t stamp() const = 0;

 protected:
  ~Snapshot() = default;
};

enum class Decision : uint8_t {
  kCommit,  // Write the batch. An empty batch is a success that writes nothing and takes no stamp.
  kRefuse,  // Write nothing: a condition was false, a limit exceeded.
  kReplan,  // Write nothing: what was planned with is no longer current.
};

struct Outcome {
  enum class Kind : uint8_t {
    kCommitted,
    kRefused,
    kReplan,
    kFailed,   // Nothing was written; `status` says why (kStorageFull, kUnavailable, ...).
    kUnknown,  // The answer was lost: it may or may not have been written. `status` says how.
  };
  Kind kind = Kind::kCommitted;
  uint64_t stamp = 0;   // kCommitted with a non-empty batch: its stamp; else 0.
  absl::Status status;  // Not OK for kFailed and kUnknown.
};

using UpdateFn = absl::FunctionRef<Decision(Snapshot&, WriteBatch&)>;

// The completing form of an Update: a node that its owner keeps alive until Done was called. No
// allocation, no future. Decide may be called several times, Done exactly once and last, from the
// thread that committed (for stores that need not wait, before Submit returns). Done must be short
// and must not write; it may submit again.
class UpdateRequest {
 public:
  virtual Decision Decide(Snapshot& snapshot, WriteBatch& batch) = 0;
  virtual void Done(const Outcome& outcome) = 0;

 protected:
  ~UpdateRequest() = default;

 private:
  friend class CommitQueue;
  UpdateRequest* next_ = nullptr;
  uint8_t kind_ = 0;  // What the queue's own entries are; 0 for all others.
};

// What a store knows of itself. Counters grow from zero at open; gauges are of this moment.
struct StoreStats {
  // Commits by how many updates they contained: 1, 2, up to 4, up to 8, ..., up to 512.
  static constexpr int kGroupSizes = 10;

  uint64_t commits = 0;        // Transactions that wrote.
  uint64_t updates = 0;        // Updates that those contained: updates / commits is the grouping.
  uint64_t syncs = 0;          // Flushes to the disk that were waited for. 0 in memory.
  uint64_t pages_written = 0;  // LMDB: dirty pages of all commits. 0 in memory.
  uint64_t bytes_used = 0;     // Of the map, or of memory, by live data and free pages together.
  std::array<uint64_t, kGroupSizes> commits_by_updates{};  // Their sum is `commits`.
  // Commits since the oldest moment that a View (on disk, or a mark) looks at: what keeps pages and
  // memory from being used again.
  uint64_t reader_lag = 0;
  std::array<uint64_t, kSpaces> rows{};  // Keys of each space; on disk, links of long keys too.
  // Of the file; all 0 in memory.
  uint64_t map_bytes = 0;   // What it may grow to.
  uint64_t page_bytes = 0;  // The size of a page.
  uint64_t free_pages = 0;  // In the file, of no use to the last commit: room for the next ones.
};

// Where a commit of so many updates counts in commits_by_updates.
constexpr size_t GroupSizeIndex(size_t updates) {
  const size_t index = updates <= 1 ? 0 : std::bit_width(updates - 1);
  return std::min<size_t>(index, StoreStats::kGroupSizes - 1);
}

// Facts fixed when the database was created.
struct Identity {
  std::array<uint8_t, 16> uuid{};
  std::array<uint8_t, 16> secret{};  // Keys the digests. Random on disk, fixed in memory.
  int64_t created_us = 0;            // Microseconds since 1970, by the clock that created it.
};

using stator::MarkId;

class Store {
 public:
  virtual ~Store() = default;

  // Runs `fn` on one snapshot and returns what it returns, or why there is no snapshot.
  virtual absl::Status View(absl::FunctionRef<absl::Status(Snapshot&)> fn) = 0;

  // Runs `fn` in the serial order of writers, commits, and returns when the commit is durable.
  virtual Outcome Update(UpdateFn fn) = 0;

  // As Update, in a commit of its own: no other Update is decided between `fn` and `committed`,
  // which is called (on the deciding thread) only when the commit has succeeded. What is derived
  // from the store and looked at by writers (the catalog) is exchanged there.
  virtual Outcome UpdateAlone(UpdateFn fn, absl::FunctionRef<void()> committed) = 0;

  // The completing form of Update.
  virtual void Submit(UpdateRequest& request) = 0;

  // Remembers this moment; `marked` is called before any later Update is decided. Rewind puts
  // everything back to it but kMeta and the stamp, as one exclusive commit. `begun` is called (once
  // or again) when there is such a mark, before any View can see what is put back; `committed` as
  // for UpdateAlone. The mark stays and can be rewound to again; marks made after it are gone.
  // Errors: kResourceNotFound (unknown, released, gone, or dropped because too much was written
  // since), kOutcomeUnknown, and as for Update.
  virtual absl::StatusOr<MarkId> Mark(absl::FunctionRef<void(MarkId)> marked) = 0;
  virtual absl::Status Rewind(MarkId mark, absl::FunctionRef<void()> begun,
                              absl::FunctionRef<void()> committed) = 0;
  virtual void Release(MarkId mark) = 0;
  absl::StatusOr<MarkId> Mark() {
    return Mark([](MarkId) {});
  }
  absl::Status Rewind(MarkId mark, absl::FunctionRef<void()> committed) {
    return Rewind(
        mark, [] {}, committed);
  }

  // Those that one can rewind to, oldest first.
  virtual std::vector<MarkId> Marks() const = 0;

  // A second store that begins as this one is now, in constant time, and goes its own way; either
  // may be destroyed first. It has the identity of this one and none of its marks. While it lives,
  // what is written here takes memory that is not given back. Errors: kUnknownOperation where it
  // cannot be had (on disk), and as for Update.
  virtual absl::StatusOr<std::unique_ptr<Store>> Fork() = 0;

  // One more after each rewind: what was begun in an older generation is to be discarded.
  virtual uint64_t generation() const = 0;

  virtual const Identity& identity() const = 0;
  // For somebody who watches: on disk it reads the list of free pages. Stops no writer.
  virtual StoreStats stats() const = 0;

  // `committed` is called after every commit and every rewind, when Views see it and before its
  // writers are answered, by the thread that committed: it must be short and must not write. To be
  // set before the first Update.
  virtual void OnCommit(absl::AnyInvocable<void()> committed) = 0;

  // True if a commit waits for a device, so that a thread which must not wait should use Submit.
  virtual bool CommitsWait() const = 0;
};

struct MemoryOptions {
  bool random_secret = false;  // Else the secret is fixed, so that Scan order is the same each run.
  int64_t created_us = 0;
};
std::unique_ptr<Store> OpenMemory(const MemoryOptions& options = {});

struct LmdbOptions {
  size_t map_bytes = size_t{256} << 30;  // Reserved, not used; halved while the system refuses.
  bool create = true;                    // Else a missing database is NotFound.
  bool sync = true;                      // false: survives the process, not the machine. For tests.
  bool verify_scans = false;             // Check checksums in scans too; point reads always do.
  bool allow_network_filesystem = false;
  size_t mark_bytes_max = size_t{64} << 20;  // Growth since a mark after which it is dropped.
  int64_t created_us = 0;
};
// Opens or creates the database in directory `path` (made with mode 0700). Errors: kUnavailable,
// naming the pid, when another process has it open, and saying so when this process has; refused
// file systems; newer format; kCorruption for a file shorter than its header says.
absl::StatusOr<std::unique_ptr<Store>> OpenLmdb(const std::string& path,
                                                const LmdbOptions& options = {});

}  // namespace stator::storage
