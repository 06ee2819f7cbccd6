// The versions that readers look at, so that the writer frees nothing that one of them may see.
//
//   Pins::Pin pin(pins, published.load());   // First pin a version, at least as old as ...
//   const Roots* roots = current.load();     // ... the one that is then read.
//
// A pin is one word in a cache line of its own; a thread comes back to the same line each time, so
// readers do not disturb each other. Readers neither wait nor count references.
//
// All methods are thread-safe. Why it is safe to read after pinning: the writer publishes the new
// roots first and looks at the pins afterwards, both in sequentially consistent order. If it missed
// a pin, that reader loads the new roots, from which nothing that may be freed is reachable.
#pragma once

#include <atomic>
#include <cstdint>
#include <limits>

namespace stator::storage::memory {

class Pins {
  static constexpr uint64_t kFree = std::numeric_limits<uint64_t>::max();
  static constexpr int kSlots = 32;
  struct alignas(64) Slot {
    std::atomic<uint64_t> version{kFree};
  };
  // Blocks are added when all slots are taken, and stay.
  struct Block {
    Slot slots[kSlots];
    std::atomic<Block*> next{nullptr};
  };

 public:
  Pins() = default;
  ~Pins();
  Pins(const Pins&) = delete;
  Pins& operator=(const Pins&) = delete;

  // Keeps all that a reader of `version` or of a later one sees, until it is destroyed.
  class Pin {
   public:
    Pin(Pins& pins, uint64_t version) : slot_(pins.Take(version)) {}
    ~Pin() { slot_->version.store(kFree, std::memory_order_release); }
    Pin(const Pin&) = delete;
    Pin& operator=(const Pin&) = delete;

   private:
    Slot* const slot_;
  };

  // The oldest version pinned, or `newest` if none is older.
  uint64_t Oldest(uint64_t newest) const;

 private:
  Slot* Take(uint64_t version);

  Block first_;
};

}  // namespace stator::storage::memory
