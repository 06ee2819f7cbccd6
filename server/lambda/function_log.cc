#include "server/lambda/function_log.h"

#include <utility>

namespace stator::server {

void FunctionLog::Append(std::string_view line) {
  absl::MutexLock lock(&mutex_);
  lines_.emplace_back(line);
  bytes_ += line.size() + 1;
  while (bytes_ > bytes_max_ && lines_.size() > 1) {
    bytes_ -= lines_.front().size() + 1;
    lines_.pop_front();
  }
}

std::string FunctionLog::Text() const {
  absl::MutexLock lock(&mutex_);
  std::string text;
  text.reserve(bytes_);
  for (const std::string& line : lines_) {
    text += line;
    text += '\n';
  }
  return text;
}

void LogTail::Append(std::string_view line) {
  text_ += line;
  text_ += '\n';
  // Cut now and then, not with each line.
  if (text_.size() > 4 * kBytesMax) text_.erase(0, text_.size() - kBytesMax);
}

std::string LogTail::Take() {
  if (text_.size() > kBytesMax) text_.erase(0, text_.size() - kBytesMax);
  return std::exchange(text_, {});
}

}  // namespace stator::server
