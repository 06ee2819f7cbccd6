// Puts each store to the contract.
#include "tests/unit/storage/contract_kinds.h"
#include "tests/unit/storage/store_contract.h"

namespace stator::storage {

INSTANTIATE_TEST_SUITE_P(Stores, StoreReads, testing::ValuesIn(AllKinds()), NameOfKind);
INSTANTIATE_TEST_SUITE_P(Stores, StoreWrites, testing::ValuesIn(AllKinds()), NameOfKind);
INSTANTIATE_TEST_SUITE_P(Stores, StoreMarks, testing::ValuesIn(AllKinds()), NameOfKind);
INSTANTIATE_TEST_SUITE_P(Stores, StoreModel, testing::ValuesIn(AllKinds()), NameOfKind);
INSTANTIATE_TEST_SUITE_P(Stores, StoreConcurrency, testing::ValuesIn(AllKinds()), NameOfKind);

}  // namespace stator::storage
