// The rows of mappings: read, made, changed and erased, each in one commit.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "db/engine/catalog.h"
#include "db/storage/store.h"
#include "db/trigger/mapping.h"
#include "db/trigger/progress.h"
#include "stator/trigger.h"

namespace stator::trigger {

// Thread-safe.
class MappingStore {
 public:
  // Both outlive it.
  MappingStore(storage::Store& store, const engine::Catalog& catalog)
      : store_(store), catalog_(catalog) {}

  // All that there are, in the order of their creation. Errors: kCorruption; those of the store.
  absl::StatusOr<std::vector<MappingDefinition>> All() const;

  // Stores a new mapping: gives it a number, the log of its stream and where in it it begins, which
  // for LATEST is the moment of this commit. Errors: ValidationException, when there is no such
  // stream; ResourceInUseException, when the stream and the function have one; those of the store.
  absl::StatusOr<MappingDefinition> Create(MappingDefinition mapping);

  // Replaces it by what `edit` makes of it. Errors: ResourceNotFoundException, those of `edit` and
  // of the store.
  using Edit = absl::FunctionRef<absl::StatusOr<MappingDefinition>(const MappingDefinition&)>;
  absl::StatusOr<MappingDefinition> Update(std::string_view uuid, Edit edit);

  // Erases it with its progress; returns it as it was. Errors: likewise.
  absl::StatusOr<MappingDefinition> Erase(std::string_view uuid);

  // Gives a mapping the lanes that it waits for (next_lanes): all lanes of a shard stand at one
  // place, or have finished it. Returns it as it is then. Errors: likewise; ResourceInUseException,
  // when it has been updated meanwhile.
  struct ShardPlace {
    uint32_t shard = 0;
    Sequence place;
    bool is_finished = false;
  };
  absl::StatusOr<MappingDefinition> ChangeLanes(const MappingDefinition& mapping,
                                                const std::vector<ShardPlace>& places);

  // Erases progress in shards that their stream has forgotten, of all mappings. Errors: those of
  // the store.
  absl::Status ForgetShards();

  // Sets all its lanes to before the record that `from` says. Errors: likewise, and of `from`.
  absl::Status SetBack(std::string_view uuid, const ReplayFrom& from);

 private:
  // Runs `decide` on the row of a mapping, until it was decided on a catalog that was current.
  using DecideOne = absl::FunctionRef<absl::Status(const MappingDefinition&, storage::Snapshot&,
                                                   storage::WriteBatch&)>;
  absl::Status Change(std::string_view uuid, DecideOne decide);

  storage::Store& store_;
  const engine::Catalog& catalog_;
};

}  // namespace stator::trigger
