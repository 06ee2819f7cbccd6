#include "db/storage/memory/pins.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace stator::storage::memory {
namespace {

// Where this thread begins to look for a slot: threads spread, and each returns to its own.
unsigned OwnSlot() {
  static std::atomic<unsigned> threads{0};
  thread_local const unsigned own = threads.fetch_add(1, std::memory_order_relaxed);
  return own;
}

}  // namespace

Pins::~Pins() {
  Block* block = first_.next.load();
  while (block != nullptr) delete std::exchange(block, block->next.load());
}

Pins::Slot* Pins::Take(uint64_t version) {
  const unsigned own = OwnSlot();
  for (Block* block = &first_;;) {
    for (unsigned i = 0; i < kSlots; ++i) {
      Slot& slot = block->slots[(own + i) % kSlots];
      uint64_t free = kFree;
      if (slot.version.load(std::memory_order_relaxed) == kFree &&
          slot.version.compare_exchange_strong(free, version, std::memory_order_seq_cst)) {
        return &slot;
      }
    }
    Block* next = block->next.load(std::memory_order_seq_cst);
    if (next == nullptr) {
      auto added = std::make_unique<Block>();
      if (block->next.compare_exchange_strong(next, added.get(), std::memory_order_seq_cst)) {
        next = added.release();
      }
    }
    block = next;
  }
}

uint64_t Pins::Oldest(uint64_t newest) const {
  uint64_t oldest = newest;
  for (const Block* block = &first_; block != nullptr;
       block = block->next.load(std::memory_order_seq_cst)) {
    for (const Slot& slot : block->slots) {
      oldest = std::min(oldest, slot.version.load(std::memory_order_seq_cst));
    }
  }
  return oldest;
}

}  // namespace stator::storage::memory
