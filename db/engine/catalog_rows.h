// The rows of the catalog space but for the definitions in them (table_codec.h):
//
//   "t/" table name      the definition
//   "d/" id (4)          id (4) · space (1) · attribute: what a dropped table or index left in that
//                        space, and by which attribute its items stand in the expiry index, if any
//   "b/" index id (4)    how far the backfill of an index has come: the key of the items space at
//                        which its next step begins
//
// and, in the meta space, "next_table_id": the id (4) that the next table or index gets.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "db/model/schema.h"
#include "db/storage/store.h"

namespace stator::engine {

inline constexpr std::string_view kTablePrefix = "t/";
inline constexpr std::string_view kTableEnd = "t0";  // The first key behind those with the prefix.

std::string TableRowKey(std::string_view name);
std::string ProgressRowKey(TableId index);

// What waits for the purge.
struct Dropped {
  TableId id = 0;
  storage::Space space = storage::Space::kItems;
  std::string
      expiry_attribute{};  // By which its items stand in the expiry index; empty: they don't.
};

// nullopt when nothing waits.
absl::StatusOr<std::optional<Dropped>> FirstDropped(storage::Snapshot& snapshot);
absl::StatusOr<std::optional<Dropped>> FirstDropped(storage::Store& store);
void PutDropped(const Dropped& dropped, storage::WriteBatch& batch);
void EraseDropped(TableId id, storage::WriteBatch& batch);

// Gives out ids within one Update.
class IdSource {
 public:
  // The next id that none had before. Errors: those of the store.
  static absl::StatusOr<IdSource> Of(storage::Snapshot& snapshot);
  TableId Next() { return next_++; }
  // Remembers what was given out, if anything was.
  void Store(storage::WriteBatch& batch) const;

 private:
  explicit IdSource(TableId next) : first_(next), next_(next) {}
  TableId first_;
  TableId next_;
};

}  // namespace stator::engine
