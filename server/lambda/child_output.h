// What a child writes to standard output and standard error: into its function's log, line by line.
#pragma once

#include <asio/io_context.hpp>
#include <asio/posix/stream_descriptor.hpp>
#include <memory>
#include <string>
#include <string_view>

#include "server/lambda/descriptor.h"
#include "server/lambda/function_log.h"
#include "server/lambda/function_record.h"

namespace stator::server {

// Used on the loop's thread, but for the log.
class ChildOutput : public std::enable_shared_from_this<ChildOutput> {
 public:
  ChildOutput(asio::io_context& context, std::shared_ptr<FunctionRecord> record);

  // From here on, as output comes. `pipe` is non-blocking. Call it once, or never.
  void Read(Descriptor pipe);
  // Reads what is there now. What a child wrote before it sent something to its Runtime API is
  // there when that has arrived.
  void Drain();
  // A line of ours, behind everything that the child has written.
  void Say(std::string_view line);
  // The end of what was logged since the last call.
  std::string TakeTail() { return tail_.Take(); }
  void Close();

 private:
  void Await();
  void Take(std::string_view bytes);
  void EndLine();
  void Log(std::string_view line);

  asio::posix::stream_descriptor pipe_;
  const std::shared_ptr<FunctionRecord> record_;
  LogTail tail_;
  std::string line_;  // One that has not ended.
};

}  // namespace stator::server
