#include "server/lambda/function_runners.h"

#include <utility>

namespace stator::server {

bool FunctionRunners::Has(std::string_view function) const {
  return functions_.Find(function) != nullptr;
}

void FunctionRunners::Invoke(Call call, Done done) {
  FunctionStore::Shared function = functions_.Find(call.function);
  if (function == nullptr) return std::move(done)({.outcome = Outcome::kNotFound});
  // Counted before `closed_` is looked at, so that Close sees this call or this call sees Close.
  ++beginning_;
  if (closed_) {
    if (--beginning_ == 0) beginning_.notify_all();
    return std::move(done)({.outcome = Outcome::kThrottled});
  }
  Runner& runner = function->kind == FunctionKind::kHttp ? http_ : children_;
  runner.Invoke(std::move(function), std::move(call), std::move(done));
  if (--beginning_ == 0) beginning_.notify_all();
}

void FunctionRunners::Close() {
  closed_ = true;
  for (int calls = beginning_; calls > 0; calls = beginning_) beginning_.wait(calls);
}

void FunctionRunners::Forget(const std::string& name) {
  children_.Forget(name);
  http_.Forget(name);
}

std::vector<FunctionStats> FunctionRunners::stats() const {
  std::vector<FunctionStats> all;
  std::vector<FunctionStats> known = children_.stats();
  for (FunctionStats& of_url : http_.stats()) known.push_back(std::move(of_url));
  for (const FunctionStore::Shared& function : functions_.List()) {
    FunctionStats& sum = all.emplace_back();
    sum.name = function->name;
    // Both, when a function has become one of the other kind.
    for (const FunctionStats& part : known) {
      if (part.name != function->name) continue;
      sum.invocations += part.invocations;
      sum.errors += part.errors;
      sum.throttles += part.throttles;
      sum.cold_starts += part.cold_starts;
      sum.duration += part.duration;
      sum.children += part.children;
      sum.running += part.running;
    }
  }
  return all;
}

std::string FunctionRunners::Log(std::string_view function) const {
  return children_.Log(function);
}

}  // namespace stator::server
