#include "server/lambda/child_output.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace stator::server {
namespace {

constexpr size_t kReadBytes = 16 * 1024;
// What one drain reads at most, so that a child which writes without end holds up no other.
constexpr size_t kDrainBytesMax = size_t{1} << 20;
// A longer line is cut: AWS CloudWatch's limit of an event.
constexpr size_t kLineBytesMax = 256 * 1024;

}  // namespace

ChildOutput::ChildOutput(asio::io_context& context, std::shared_ptr<FunctionRecord> record)
    : pipe_(context), record_(std::move(record)) {}

void ChildOutput::Read(Descriptor pipe) {
  pipe_.assign(pipe.Release());
  Await();
}

void ChildOutput::Await() {
  pipe_.async_wait(asio::posix::stream_descriptor::wait_read,
                   [self = shared_from_this()](asio::error_code error) {
                     if (error || !self->pipe_.is_open()) return;
                     self->Drain();
                     if (self->pipe_.is_open()) self->Await();
                   });
}

void ChildOutput::Drain() {
  char bytes[kReadBytes];
  for (size_t drained = 0; pipe_.is_open() && drained < kDrainBytesMax;) {
    const ssize_t count = ::read(pipe_.native_handle(), bytes, sizeof(bytes));
    if (count < 0 && errno == EINTR) continue;
    if (count == 0) Close();
    if (count <= 0) return;
    Take({bytes, static_cast<size_t>(count)});
    drained += static_cast<size_t>(count);
  }
}

void ChildOutput::Take(std::string_view bytes) {
  while (!bytes.empty()) {
    const size_t end = bytes.find('\n');
    const bool ends = end != std::string_view::npos;
    const std::string_view part = bytes.substr(0, end);
    line_.append(part.substr(0, kLineBytesMax - std::min(line_.size(), kLineBytesMax)));
    bytes.remove_prefix(ends ? end + 1 : bytes.size());
    if (ends) Log(std::exchange(line_, {}));
  }
}

void ChildOutput::EndLine() {
  if (!line_.empty()) Log(std::exchange(line_, {}));
}

void ChildOutput::Say(std::string_view line) {
  Drain();
  EndLine();
  Log(line);
}

void ChildOutput::Log(std::string_view line) {
  record_->log().Append(line);
  tail_.Append(line);
}

void ChildOutput::Close() {
  EndLine();
  asio::error_code ignored;
  pipe_.close(ignored);
}

}  // namespace stator::server
