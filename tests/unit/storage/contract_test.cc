// Puts the memory store to the contract, by itself and with the faults of the test wrapper over it.
#include "tests/unit/storage/contract_kinds.h"
#include "tests/unit/storage/store_contract.h"

namespace stator::storage {

INSTANTIATE_TEST_SUITE_P(Memory, StoreReads, testing::ValuesIn(MemoryKinds()), NameOfKind);
INSTANTIATE_TEST_SUITE_P(Memory, StoreWrites, testing::ValuesIn(MemoryKinds()), NameOfKind);
INSTANTIATE_TEST_SUITE_P(Memory, StoreMarks, testing::ValuesIn(MemoryKinds()), NameOfKind);
INSTANTIATE_TEST_SUITE_P(Memory, StoreModel, testing::ValuesIn(MemoryKinds()), NameOfKind);
INSTANTIATE_TEST_SUITE_P(Memory, StoreConcurrency, testing::ValuesIn(MemoryKinds()), NameOfKind);

}  // namespace stator::storage
