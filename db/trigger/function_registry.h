// The functions of this process by name, and behind them those of a host.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "stator/trigger.h"

namespace stator::trigger {

// A function of this process. Immutable; whoever calls it holds it.
struct LocalFunction {
  std::variant<Function, ExactlyOnceFunction> call;
  FunctionOptions options;
};
using LocalFunctionPtr = std::shared_ptr<const LocalFunction>;

// Whom to call: one of the two, or nobody.
struct Callee {
  LocalFunctionPtr local;
  FunctionHost* host = nullptr;

  bool exists() const { return local != nullptr || host != nullptr; }
};

// Thread-safe.
class FunctionRegistry {
 public:
  void Set(std::string_view name, LocalFunction function);
  void SetHost(FunctionHost* host);

  bool Has(std::string_view name) const;

  // While it lives, the one that was found stays: Remove, and SetHost, wait for its end.
  class Lease {
   public:
    Lease() = default;
    Lease(FunctionRegistry* registry, std::string name, Callee callee)
        : registry_(registry), name_(std::move(name)), callee_(std::move(callee)) {}
    Lease(Lease&& other) noexcept
        : registry_(std::exchange(other.registry_, nullptr)),
          name_(std::move(other.name_)),
          callee_(std::move(other.callee_)) {}
    Lease& operator=(Lease&& other) noexcept {
      End();
      registry_ = std::exchange(other.registry_, nullptr);
      name_ = std::move(other.name_);
      callee_ = std::move(other.callee_);
      return *this;
    }
    ~Lease() { End(); }

    const Callee& callee() const { return callee_; }
    void End();

   private:
    FunctionRegistry* registry_ = nullptr;
    std::string name_;
    Callee callee_;
  };
  // Of nobody when there is no such function.
  Lease Find(std::string_view name);

  // No call begins, and those that run have ended, when it returns.
  void Remove(std::string_view name);

 private:
  struct Entry {
    LocalFunctionPtr function;  // nullptr: removed, and calls of it still run.
    int64_t running = 0;
  };
  void EndLease(const std::string& name, bool is_local);

  mutable absl::Mutex mutex_;
  std::map<std::string, Entry, std::less<>> functions_ ABSL_GUARDED_BY(mutex_);
  FunctionHost* host_ ABSL_GUARDED_BY(mutex_) = nullptr;
  int64_t running_in_host_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace stator::trigger
