#include "server/lambda/child_process.h"

#include <algorithm>
#include <utility>

#include "db/base/uuid.h"
#include "server/lambda/child_command.h"
#include "server/lambda/report.h"

namespace stator::server {
namespace {

// "2026/11/26/[$LATEST]0123456789abcdef0123456789abcdef"
std::string LogStream(const Clock& clock) {
  std::string id = NewUuid();
  id.erase(std::remove(id.begin(), id.end(), '-'), id.end());
  std::string date = FormatTime(clock.Now()).substr(0, 10);
  std::replace(date.begin(), date.end(), '-', '/');
  return date + "/[$LATEST]" + id;
}

}  // namespace

ChildProcess::ChildProcess(const ChildSurroundings& surroundings)
    : surroundings_(surroundings), end_event_(surroundings.worker.context()) {}

absl::StatusOr<std::unique_ptr<ChildProcess>> ChildProcess::Start(
    const ChildSurroundings& surroundings, const FunctionDefinition& function,
    std::shared_ptr<Handler> api, bool announces) {
  std::unique_ptr<ChildProcess> child(new ChildProcess(surroundings));
  absl::Status launched = child->Launch(function, std::move(api), announces);
  if (!launched.ok()) return launched;
  return child;
}

absl::Status ChildProcess::Launch(const FunctionDefinition& function, std::shared_ptr<Handler> api,
                                  bool announces) {
  auto port = RuntimePort::Open(surroundings_.worker, std::move(api));
  if (!port.ok()) return port.status();
  port_ = *std::move(port);
  auto temporary = surroundings_.scratch.MakeDirectory();
  if (!temporary.ok()) return temporary.status();
  temporary_ = *std::move(temporary);
  const ChildPlace place{.runtime_api = port_->address(),
                         .endpoint = surroundings_.endpoint,
                         .region = surroundings_.region,
                         .temporary = temporary_,
                         .log_stream = LogStream(surroundings_.clock),
                         .announces = announces};
  auto command = ChildCommand(function, place, surroundings_.scratch);
  if (!command.ok()) return command.status();
  auto process = Process::Start(*command);
  if (!process.ok()) return process.status();
  process_.emplace(*std::move(process));
  end_event_.assign(process_->end_event().Release());
  return absl::OkStatus();
}

ChildProcess::~ChildProcess() {
  process_.reset();
  if (!temporary_.empty()) surroundings_.scratch.RemoveDirectory(temporary_);
}

void ChildProcess::AwaitEnd(std::function<void()> then) {
  end_event_.async_wait(asio::posix::stream_descriptor::wait_read,
                        [then = std::move(then)](asio::error_code error) {
                          if (!error) then();
                        });
}

MemoryUse ChildProcess::Memory() {
  MemoryUse use = MemoryUseOf(process_->id());
  use.bytes_max = memory_bytes_max_ = std::max(memory_bytes_max_, use.bytes_max);
  return use;
}

}  // namespace stator::server
