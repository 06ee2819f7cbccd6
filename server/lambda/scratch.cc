#include "server/lambda/scratch.h"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>

#include "db/base/uuid.h"

namespace stator::server {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kChildPrefix = "child-";

// As it stands, where the current directory is gone: making it will fail, and say why.
std::string AbsolutePath(std::string path) {
  std::error_code error;
  const fs::path absolute = fs::absolute(path, error);
  return error ? path : absolute.string();
}

absl::Status ScratchFailure(const std::string& path, const std::error_code& error) {
  return absl::UnavailableError("cannot write " + path + ": " + error.message());
}

}  // namespace

Scratch::Scratch(std::string directory) : directory_(AbsolutePath(std::move(directory))) {}

Scratch::~Scratch() {
  std::error_code ignored;
  for (const std::string& path : written_) fs::remove_all(path, ignored);
  // Only if nobody else has put something there.
  if (made_) fs::remove(directory_, ignored);
}

absl::Status Scratch::Make() {
  if (made_) return absl::OkStatus();
  std::error_code error;
  fs::create_directories(directory_, error);
  if (error) return ScratchFailure(directory_, error);
  // Temporary files of functions are nobody else's.
  fs::permissions(directory_, fs::perms::owner_all, error);
  if (error) return ScratchFailure(directory_, error);
  RemoveLeftovers();
  made_ = true;
  return absl::OkStatus();
}

// Of a server that was killed.
void Scratch::RemoveLeftovers() {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(directory_, ignored)) {
    if (entry.path().filename().string().rfind(kChildPrefix, 0) == 0) {
      fs::remove_all(entry.path(), ignored);
    }
  }
}

absl::StatusOr<std::string> Scratch::Write(const Bootstrap& bootstrap) {
  std::string path = directory_ + "/" + std::string(bootstrap.name);
  if (written_.count(path) > 0) return path;
  if (absl::Status made = Make(); !made.ok()) return made;
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << bootstrap.text;
  file.close();
  if (!file) return ScratchFailure(path, std::error_code(errno, std::generic_category()));
  written_.insert(path);
  return path;
}

absl::StatusOr<std::string> Scratch::MakeDirectory() {
  if (absl::Status made = Make(); !made.ok()) return made;
  std::string path = directory_ + "/" + std::string(kChildPrefix) + NewUuid();
  std::error_code error;
  fs::create_directory(path, error);
  if (error) return ScratchFailure(path, error);
  written_.insert(path);
  return path;
}

void Scratch::RemoveDirectory(const std::string& path) {
  std::error_code ignored;
  fs::remove_all(path, ignored);
  written_.erase(path);
}

}  // namespace stator::server
