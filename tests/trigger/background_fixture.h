// A database whose functions fire by themselves, on its own threads.
#pragma once

#include <chrono>
#include <functional>
#include <thread>

#include "tests/trigger/trigger_fixture.h"

namespace stator::testing {

class BackgroundTriggerTest : public TriggerTest {
 protected:
  BackgroundTriggerTest() : TriggerTest(Storage::kMemory, /*waits_for_drain=*/false) {}
  void Await(const std::function<bool()>& condition) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (!condition() && std::chrono::steady_clock::now() < deadline) std::this_thread::yield();
    ASSERT_TRUE(condition());
  }
};

}  // namespace stator::testing
