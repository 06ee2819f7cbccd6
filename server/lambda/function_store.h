// The functions that there are, with their code. They are no data of the database: a rewind leaves
// them as they are.
//
//   <directory>/<name>/function.json      the definition, replaced atomically
//   <directory>/<name>/code-<revision>/   what was uploaded
//   <directory>/events.journal            (event_queue.h)
//
// Code that was uploaded stays until the one after the next comes, since children that began with
// it may still read it.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "server/lambda/function.h"

namespace stator::server {

// Thread-safe. Definitions are immutable: each change makes a new one.
class FunctionStore {
 public:
  using Shared = std::shared_ptr<const FunctionDefinition>;

  // `directory` is created if need be; empty: a private one among the temporary files, which goes
  // with the store. Errors: it cannot be made or read; a definition in it is damaged.
  static absl::StatusOr<std::unique_ptr<FunctionStore>> Open(const std::string& directory);
  ~FunctionStore();

  const std::string& directory() const { return directory_; }
  // False if all is gone when this is destroyed.
  bool is_durable() const { return !is_private_; }

  // Removes the folder if it is a private one: for a process that ends without destroying this.
  void RemovePrivate() const;

  // nullptr if there is none.
  Shared Find(std::string_view name) const;
  // By name.
  std::vector<Shared> List() const;

  // Durable when they return. kAlreadyExists; kNotFound; kFailedPrecondition if `revision` is not
  // empty and not the present one; those of files; that of `change`, which then changes nothing.
  absl::StatusOr<Shared> Create(FunctionDefinition function);
  absl::StatusOr<Shared> Update(std::string_view name, std::string_view revision,
                                absl::FunctionRef<absl::Status(FunctionDefinition&)> change);
  absl::Status Delete(std::string_view name);

  // kFailedPrecondition, as Update.
  static absl::Status CheckRevision(const FunctionDefinition& function, std::string_view revision);

  // Where to put uploaded code of a function that is, or will be: a path with nothing at it.
  std::string NewCodeDirectory(std::string_view name) const;

 private:
  FunctionStore(std::string directory, bool is_private)
      : directory_(std::move(directory)), is_private_(is_private) {}

  absl::Status Load();
  void MakeFolder() const;
  absl::Status Save(const FunctionDefinition& function);
  // Removes uploaded code of a function but for these folders.
  void RemoveCode(const std::string& name, std::string_view keep, std::string_view keep_too) const;

  const std::string directory_;
  const bool is_private_;
  mutable absl::Mutex mutex_;
  std::map<std::string, Shared, std::less<>> functions_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace stator::server
