// Written beside, flushed, renamed, and the folder flushed: a rename is atomic, and what it names
// is on the disk before it.
#include "server/lambda/durable_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace stator::server {
namespace {

class OpenFile {
 public:
  OpenFile(const std::string& path, int flags)
      : file_(open(path.c_str(), flags | O_CLOEXEC, 0600)) {}
  ~OpenFile() {
    if (file_ >= 0) close(file_);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  bool ok() const { return file_ >= 0; }
  int get() const { return file_; }

 private:
  int file_;
};

}  // namespace

absl::Status FileError(std::string_view doing, const std::string& path) {
  const bool is_absent = errno == ENOENT;
  std::string message = "cannot ";
  message += doing;
  message += ' ';
  message += path;
  message += ": ";
  message += std::strerror(errno);
  return is_absent ? absl::NotFoundError(message) : absl::InternalError(message);
}

bool WriteAll(int file, std::string_view content) {
  while (!content.empty()) {
    const ssize_t written = write(file, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    content.remove_prefix(static_cast<size_t>(written));
  }
  return true;
}

absl::Status ReplaceFile(const std::string& path, std::string_view content) {
  const std::string fresh = path + ".new";
  {
    const OpenFile file(fresh, O_WRONLY | O_CREAT | O_TRUNC);
    if (!file.ok() || !WriteAll(file.get(), content) || fsync(file.get()) != 0) {
      return FileError("write", fresh);
    }
  }
  if (std::rename(fresh.c_str(), path.c_str()) != 0) return FileError("rename", fresh);
  return FlushFolder(path.substr(0, path.rfind('/')));
}

absl::Status FlushFolder(const std::string& folder) {
  const OpenFile file(folder, O_RDONLY | O_DIRECTORY);
  if (!file.ok() || fsync(file.get()) != 0) return FileError("flush the folder", folder);
  return absl::OkStatus();
}

absl::Status FlushAllAround(const std::string& folder) {
  const OpenFile file(folder, O_RDONLY | O_DIRECTORY);
  if (!file.ok() || syncfs(file.get()) != 0) return FileError("flush the files in", folder);
  return absl::OkStatus();
}

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  const OpenFile file(path, O_RDONLY);
  if (!file.ok()) return FileError("open", path);
  std::string content;
  char buffer[16 * 1024];
  for (;;) {
    const ssize_t bytes = read(file.get(), buffer, sizeof buffer);
    if (bytes < 0 && errno == EINTR) continue;
    if (bytes < 0) return FileError("read", path);
    if (bytes == 0) return content;
    content.append(buffer, static_cast<size_t>(bytes));
  }
}

}  // namespace stator::server
