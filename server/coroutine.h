// A coroutine that nobody waits for: it starts when called, and frees itself when it ends.
#pragma once

#include <coroutine>
#include <exception>

namespace stator::server {

struct Detached {
  struct promise_type {
    Detached get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    // Nobody is there to catch it.
    void unhandled_exception() noexcept { std::terminate(); }
  };
};

}  // namespace stator::server
