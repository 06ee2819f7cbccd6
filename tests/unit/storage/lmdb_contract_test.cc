// Puts the store on disk to the contract, on a real file system and with the faults of the test
// wrapper over it.
#include "tests/unit/storage/contract_kinds.h"
#include "tests/unit/storage/store_contract.h"

namespace stator::storage {
namespace {

// Without flushes: what survives the machine is not what this suite is about.
std::unique_ptr<Store> OpenUnsynced(const std::string& path) {
  LmdbOptions options;
  options.sync = false;
  absl::StatusOr<std::unique_ptr<Store>> store = OpenLmdb(path, options);
  EXPECT_TRUE(store.ok()) << store.status();
  return store.ok() ? *std::move(store) : nullptr;
}

std::unique_ptr<Store> OpenSynced(const std::string& path) {
  absl::StatusOr<std::unique_ptr<Store>> store = OpenLmdb(path);
  EXPECT_TRUE(store.ok()) << store.status();
  return store.ok() ? *std::move(store) : nullptr;
}

std::vector<StoreKind> LmdbKinds() {
  return {
      {"Lmdb", OpenUnsynced},
      {"FaultyLmdb", [](const std::string& path) { return Harmless(OpenUnsynced(path)); }},
  };
}

INSTANTIATE_TEST_SUITE_P(Lmdb, StoreReads, testing::ValuesIn(LmdbKinds()), NameOfKind);
INSTANTIATE_TEST_SUITE_P(Lmdb, StoreWrites, testing::ValuesIn(LmdbKinds()), NameOfKind);
INSTANTIATE_TEST_SUITE_P(Lmdb, StoreMarks, testing::ValuesIn(LmdbKinds()), NameOfKind);
INSTANTIATE_TEST_SUITE_P(Lmdb, StoreModel, testing::ValuesIn(LmdbKinds()), NameOfKind);
INSTANTIATE_TEST_SUITE_P(Lmdb, StoreConcurrency, testing::ValuesIn(LmdbKinds()), NameOfKind);

// With flushes, the suite in which threads meet.
INSTANTIATE_TEST_SUITE_P(Synced, StoreConcurrency,
                         testing::Values(StoreKind{"SyncedLmdb", OpenSynced}), NameOfKind);

}  // namespace
}  // namespace stator::storage
