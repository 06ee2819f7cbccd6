#include "server/lambda/function_store.h"

#include <sys/stat.h>

#include <filesystem>
#include <system_error>
#include <utility>

#include "db/base/status_macros.h"
#include "db/base/uuid.h"
#include "server/lambda/durable_file.h"
#include "server/lambda/stored_function.h"

namespace stator::server {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kDefinitionFile = "function.json";
constexpr std::string_view kCodePrefix = "code-";

absl::Status FolderError(std::string_view path, const std::error_code& error) {
  return absl::InternalError("cannot make the folder " + std::string(path) + ": " +
                             error.message());
}

// Nobody can guess it. A server must start where there is no place for temporary files, so nothing
// is made before there is a function.
std::string PrivateFolder() {
  std::error_code error;
  fs::path temporary = fs::temp_directory_path(error);
  if (error) temporary = fs::current_path(error);
  return (temporary / ("stator-functions-" + NewUuid())).string();
}

absl::Status NoSuchFunction(std::string_view name) {
  return absl::NotFoundError("Function not found: " + std::string(name));
}

}  // namespace

absl::StatusOr<std::unique_ptr<FunctionStore>> FunctionStore::Open(const std::string& directory) {
  using StorePtr = std::unique_ptr<FunctionStore>;
  if (directory.empty()) return StorePtr(new FunctionStore(PrivateFolder(), /*is_private=*/true));
  std::string path = directory;
  std::error_code error;
  fs::create_directories(path, error);
  if (!error) path = fs::canonical(path, error).string();
  if (error) return FolderError(path, error);
  StorePtr store(new FunctionStore(std::move(path), /*is_private=*/false));
  STATOR_RETURN_IF_ERROR(store->Load());
  return store;
}

FunctionStore::~FunctionStore() { RemovePrivate(); }

void FunctionStore::RemovePrivate() const {
  std::error_code ignored;
  if (is_private_) fs::remove_all(directory_, ignored);
}

absl::Status FunctionStore::Load() {
  absl::MutexLock lock(&mutex_);
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(directory_, error)) {
    if (!entry.is_directory(error)) continue;
    const std::string name = entry.path().filename().string();
    const absl::StatusOr<std::string> text = ReadFile((entry.path() / kDefinitionFile).string());
    if (absl::IsNotFound(text.status())) {
      // A creation that was not finished, or a deletion.
      fs::remove_all(entry.path(), error);
      continue;
    }
    STATOR_RETURN_IF_ERROR(text.status());
    absl::StatusOr<FunctionDefinition> function = DecodeFunction(*text);
    if (!function.ok() || function->name != name) {
      return absl::DataLossError("damaged: " + (entry.path() / kDefinitionFile).string());
    }
    RemoveCode(name, function->code_directory, {});
    functions_[name] = std::make_shared<const FunctionDefinition>(*std::move(function));
  }
  if (error) return absl::InternalError("cannot read " + directory_ + ": " + error.message());
  return absl::OkStatus();
}

FunctionStore::Shared FunctionStore::Find(std::string_view name) const {
  absl::MutexLock lock(&mutex_);
  const auto found = functions_.find(name);
  return found == functions_.end() ? nullptr : found->second;
}

std::vector<FunctionStore::Shared> FunctionStore::List() const {
  absl::MutexLock lock(&mutex_);
  std::vector<Shared> functions;
  functions.reserve(functions_.size());
  for (const auto& [name, function] : functions_) functions.push_back(function);
  return functions;
}

absl::StatusOr<FunctionStore::Shared> FunctionStore::Create(FunctionDefinition function) {
  absl::MutexLock lock(&mutex_);
  if (functions_.contains(function.name)) {
    return absl::AlreadyExistsError("Function already exist: " + function.name);
  }
  STATOR_RETURN_IF_ERROR(Save(function));
  const auto shared = std::make_shared<const FunctionDefinition>(std::move(function));
  functions_[shared->name] = shared;
  return shared;
}

absl::Status FunctionStore::CheckRevision(const FunctionDefinition& function,
                                          std::string_view revision) {
  if (revision.empty() || revision == function.revision) return absl::OkStatus();
  return absl::FailedPreconditionError(
      "The Revision Id provided does not match the latest Revision Id. Call the "
      "GetFunction/GetAlias API to retrieve the latest Revision Id");
}

absl::StatusOr<FunctionStore::Shared> FunctionStore::Update(
    std::string_view name, std::string_view revision,
    absl::FunctionRef<absl::Status(FunctionDefinition&)> change) {
  absl::MutexLock lock(&mutex_);
  const auto found = functions_.find(name);
  if (found == functions_.end()) return NoSuchFunction(name);
  STATOR_RETURN_IF_ERROR(CheckRevision(*found->second, revision));
  FunctionDefinition changed = *found->second;
  STATOR_RETURN_IF_ERROR(change(changed));
  STATOR_RETURN_IF_ERROR(Save(changed));
  RemoveCode(changed.name, changed.code_directory, found->second->code_directory);
  found->second = std::make_shared<const FunctionDefinition>(std::move(changed));
  return found->second;
}

absl::Status FunctionStore::Delete(std::string_view name) {
  absl::MutexLock lock(&mutex_);
  const auto found = functions_.find(name);
  if (found == functions_.end()) return NoSuchFunction(name);
  // The definition first: a folder without one is nothing.
  const fs::path folder = fs::path(directory_) / found->first;
  std::error_code error;
  fs::remove(folder / kDefinitionFile, error);
  if (error) {
    return absl::InternalError("cannot delete " + folder.string() + ": " + error.message());
  }
  const absl::Status flushed = FlushFolder(folder.string());
  fs::remove_all(folder, error);
  functions_.erase(found);
  return flushed;
}

// For its owner's eyes alone. That it is there already is no error, and where it cannot be made,
// what is written to it will say so.
void FunctionStore::MakeFolder() const {
  if (is_private_) (void)mkdir(directory_.c_str(), S_IRWXU);
}

std::string FunctionStore::NewCodeDirectory(std::string_view name) const {
  MakeFolder();
  return (fs::path(directory_) / name / (std::string(kCodePrefix) + NewUuid())).string();
}

absl::Status FunctionStore::Save(const FunctionDefinition& function) {
  const fs::path folder = fs::path(directory_) / function.name;
  MakeFolder();
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return FolderError(folder.string(), error);
  // The name of the folder first: it may be new, with or without code in it.
  STATOR_RETURN_IF_ERROR(FlushFolder(directory_));
  return ReplaceFile((folder / kDefinitionFile).string(), EncodeFunction(function));
}

void FunctionStore::RemoveCode(const std::string& name, std::string_view keep,
                               std::string_view keep_too) const {
  std::error_code error;
  std::vector<fs::path> old;
  for (const fs::directory_entry& entry :
       fs::directory_iterator(fs::path(directory_) / name, error)) {
    const std::string path = entry.path().string();
    const bool is_code = entry.path().filename().string().starts_with(kCodePrefix);
    if (is_code && path != keep && path != keep_too) old.push_back(entry.path());
  }
  for (const fs::path& path : old) fs::remove_all(path, error);
}

}  // namespace stator::server
