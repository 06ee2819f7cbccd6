// The memory store as a kind to be put to the contract, and the faults under which it still holds.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "db/storage/faulty.h"
#include "tests/unit/storage/contract_fixture.h"

namespace stator::storage {

inline std::unique_ptr<Store> OpenMemoryKind(const std::string&) { return OpenMemory(); }

// Faults that leave every answer true: the contract holds over them.
inline std::unique_ptr<Store> Harmless(std::unique_ptr<Store> under) {
  FaultPlan plan;
  plan.seed = SeedOr(1);
  plan.repeat = 300;
  plan.delay_us_max = 3;
  return MakeFaulty(std::move(under), plan);
}

inline std::vector<StoreKind> MemoryKinds() {
  return {
      {"Memory", OpenMemoryKind},
      {"FaultyMemory", [](const std::string& path) { return Harmless(OpenMemoryKind(path)); }},
  };
}

}  // namespace stator::storage
