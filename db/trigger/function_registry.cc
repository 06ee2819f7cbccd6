#include "db/trigger/function_registry.h"

#include <utility>

namespace stator::trigger {

void FunctionRegistry::Set(std::string_view name, LocalFunction function) {
  absl::MutexLock lock(&mutex_);
  functions_[std::string(name)].function =
      std::make_shared<const LocalFunction>(std::move(function));
}

void FunctionRegistry::SetHost(FunctionHost* host) {
  absl::MutexLock lock(&mutex_);
  host_ = host;
  const auto idle = [this]()
                        ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { return running_in_host_ == 0; };
  if (host == nullptr) mutex_.Await(absl::Condition(&idle));
}

bool FunctionRegistry::Has(std::string_view name) const {
  absl::MutexLock lock(&mutex_);
  const auto found = functions_.find(name);
  if (found != functions_.end() && found->second.function != nullptr) return true;
  return host_ != nullptr && host_->Has(name);
}

FunctionRegistry::Lease FunctionRegistry::Find(std::string_view name) {
  absl::MutexLock lock(&mutex_);
  const auto found = functions_.find(name);
  if (found != functions_.end() && found->second.function != nullptr) {
    ++found->second.running;
    return Lease(this, std::string(name), {.local = found->second.function});
  }
  if (host_ == nullptr || !host_->Has(name)) return Lease();
  ++running_in_host_;
  return Lease(this, std::string(name), {.local = nullptr, .host = host_});
}

void FunctionRegistry::Remove(std::string_view name) {
  absl::MutexLock lock(&mutex_);
  const auto found = functions_.find(name);
  if (found == functions_.end()) return;
  Entry& entry = found->second;
  entry.function = nullptr;
  const auto idle = [&entry]() { return entry.running == 0; };
  mutex_.Await(absl::Condition(&idle));
}

void FunctionRegistry::EndLease(const std::string& name, bool is_local) {
  absl::MutexLock lock(&mutex_);
  if (is_local) {
    --functions_.find(name)->second.running;
  } else {
    --running_in_host_;
  }
}

void FunctionRegistry::Lease::End() {
  if (registry_ == nullptr) return;
  const bool is_local = callee_.local != nullptr;
  callee_ = {};
  std::exchange(registry_, nullptr)->EndLease(name_, is_local);
}

}  // namespace stator::trigger
