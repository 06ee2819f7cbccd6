#include "server/lambda/memory_use.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>

#include "server/lambda/descriptor.h"

namespace stator::server {
namespace {

// Of a line such as "VmRSS:	   45678 kB"; 0 if there is none.
int64_t Kilobytes(std::string_view status, std::string_view name) {
  const size_t at = status.find(name);
  if (at == std::string_view::npos) return 0;
  std::string_view rest = status.substr(at + name.size());
  rest.remove_prefix(std::min(rest.find_first_of("0123456789"), rest.size()));
  int64_t number = 0;
  std::from_chars(rest.data(), rest.data() + rest.size(), number);
  return number;
}

}  // namespace

MemoryUse MemoryUseOf(pid_t process) {
  const std::string path = "/proc/" + std::to_string(process) + "/status";
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  char text[4096];
  const ssize_t size = file.is_open() ? ::read(file.get(), text, sizeof(text)) : 0;
  if (size <= 0) return {};
  const std::string_view status(text, static_cast<size_t>(size));
  return {.bytes = Kilobytes(status, "\nVmRSS:") * 1024,
          .bytes_max = Kilobytes(status, "\nVmHWM:") * 1024};
}

}  // namespace stator::server
