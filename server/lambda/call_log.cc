#include "server/lambda/call_log.h"

#include "server/lambda/report.h"

namespace stator::server {

using std::chrono::duration_cast;
using std::chrono::microseconds;
using std::chrono::steady_clock;

void CallLog::Start() { started_ = steady_clock::now(); }

void CallLog::Loaded() {
  init_duration_ = duration_cast<microseconds>(steady_clock::now() - started_);
}

void CallLog::Begin(std::string_view request_id) {
  began_ = steady_clock::now();
  record_->CountBegin();
  output_->Say(StartLine(request_id));
}

std::string CallLog::End(std::string_view request_id, const CallEnding& ending) {
  microseconds duration(0);
  if (began_) {
    duration = duration_cast<microseconds>(steady_clock::now() - *began_);
  } else {
    Begin(request_id);
  }
  began_.reset();
  output_->Say(EndLine(request_id));
  output_->Say(ReportLine({.request_id = request_id,
                           .duration = duration,
                           .memory_mb = ending.memory_mb,
                           .memory_bytes_max = ending.memory_bytes_max,
                           .init_duration = std::exchange(init_duration_, std::nullopt),
                           .status = ending.status,
                           .error_type = ending.error_type}));
  record_->CountEnd(ending.failed, duration);
  return output_->TakeTail();
}

void CallLog::Close() {
  output_->Drain();
  output_->Close();
}

}  // namespace stator::server
