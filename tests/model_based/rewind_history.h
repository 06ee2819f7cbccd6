// Does at random what a rewind must undo: tables and indexes come and go, settings and tags change,
// items are written one by one and in transactions, time passes and items expire. Nothing that it
// does depends on how it is answered, and much is refused.
#pragma once

#include <cstdint>
#include <random>
#include <string>

#include "stator/database.h"

namespace stator::model_based {

class RewindHistory {
 public:
  RewindHistory(EmbeddedDatabase& db, ManualClock& clock, uint64_t seed)
      : db_(db), clock_(clock), random_(seed) {}

  void Step();

  uint32_t Below(uint32_t n) { return static_cast<uint32_t>(random_() % n); }
  bool OneIn(uint32_t n) { return Below(n) == 0; }

 private:
  std::string Table() { return "table" + std::to_string(Below(4)); }
  Item Key();
  Item NewItem();

  void CreateTable();
  void UpdateTable();
  void UpdateIndexes(const std::string& table);
  void SetTimeToLive();
  void SetTags();
  void WriteItem();
  void WriteBatch();
  void WriteTransaction();
  void PassTime();

  EmbeddedDatabase& db_;
  ManualClock& clock_;
  std::mt19937_64 random_;
};

}  // namespace stator::model_based
