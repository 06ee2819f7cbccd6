// Random histories through each door and on each kind of store, against a model. A failure prints
// the seed; to see it again, or to go on for longer:
//
//   model_based_test --seed=42 --length=1000000 --gtest_filter='*Faulty*'
//
// STATOR_SEED and STATOR_TEST_SCALE in the environment do the same for all tests of the project.
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <iostream>
#include <memory>
#include <ostream>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "db/open.h"
#include "db/storage/faulty.h"
#include "gtest/gtest.h"
#include "tests/model_based/auditor.h"
#include "tests/model_based/workload.h"
#include "tests/support/door.h"
#include "tests/support/temp_dir.h"

namespace stator::model_based {
namespace {

struct Settings {
  uint64_t seed = 1;
  int length = 4000;
};
Settings settings;

struct DatabaseKind {
  std::string name;
  bool on_disk = false;
  bool faults = false;
  std::function<std::unique_ptr<testing::Door>()> open{};  // Not a store, but a door.
};
void PrintTo(const DatabaseKind& kind, std::ostream* out) { *out << kind.name; }

class ModelBased : public ::testing::TestWithParam<DatabaseKind> {
 protected:
  Database& Reopen() {
    if (GetParam().open) {
      if (door_ == nullptr) door_ = GetParam().open();
      return door_->db();
    }
    if (db_ != nullptr && !GetParam().on_disk) return *db_;
    db_.reset();
    db_ = *OpenOver(MakeStore(), {.shards_per_stream = 3});
    return *db_;
  }

 private:
  std::unique_ptr<storage::Store> MakeStore() {
    std::unique_ptr<storage::Store> store =
        GetParam().on_disk
            ? *storage::OpenLmdb(
                  dir_.path() + "/db",
                  {.map_bytes = size_t{1} << 30, .sync = false, .verify_scans = true})
            : storage::OpenMemory();
    if (GetParam().faults) {
      store = storage::MakeFaulty(std::move(store), {.seed = ++fault_seed_,
                                                     .repeat = 200,
                                                     .replan = 50,
                                                     .unknown_done = 20,
                                                     .unknown_not_done = 20,
                                                     .fail = 20});
    }
    return store;
  }

  testing::TempDir dir_;
  uint64_t fault_seed_ = settings.seed;
  std::unique_ptr<EmbeddedDatabase> db_;
  std::unique_ptr<testing::Door> door_;
};
// Every kind of store, and the door over HTTP in builds that have it.
std::vector<DatabaseKind> Databases() {
  std::vector<DatabaseKind> kinds = {{.name = "Memory"},
                                     {.name = "Disk", .on_disk = true},
                                     {.name = "FaultyMemory", .faults = true},
                                     {.name = "FaultyDisk", .on_disk = true, .faults = true}};
  for (const testing::DoorKind& door : testing::EveryDoor()) {
    if (door.name == "Http") kinds.push_back({.name = door.name, .open = door.open});
  }
  return kinds;
}
INSTANTIATE_TEST_SUITE_P(, ModelBased, ::testing::ValuesIn(Databases()),
                         [](const auto& info) { return info.param.name; });

TEST_P(ModelBased, AnswersAsTheModelDoes) {
  const std::string seed = "--seed=" + std::to_string(settings.seed);
  std::cout << seed << " --length=" << settings.length << std::endl;
  Workload workload(settings.seed);
  Auditor auditor([this]() -> Database& { return Reopen(); }, GetParam().faults);
  for (int i = 0; i < settings.length; ++i) {
    const Operation operation = workload.Next(auditor.model());
    const std::string wrong = auditor.Audit(operation);
    ASSERT_EQ(wrong, "") << seed << ", operation " << i << " of kind " << operation.index();
  }
  EXPECT_EQ(auditor.AuditAll(), "") << seed;
  if (GetParam().faults && settings.length >= 1000) {
    EXPECT_GT(auditor.lost(), 0) << "No answer was lost: the test tests less than it should.";
    EXPECT_GT(auditor.failed(), 0);
  }
}

// "--name=value"
bool Take(std::string_view argument, std::string_view name, uint64_t& value) {
  if (argument.substr(0, name.size()) != name) return false;
  value = std::strtoull(std::string(argument.substr(name.size())).c_str(), nullptr, 10);
  return true;
}

bool Configure(int argc, char** argv) {
  uint64_t seed = settings.seed, length = settings.length;
  if (const char* scale = std::getenv("STATOR_TEST_SCALE")) {
    length *= std::strtoull(scale, nullptr, 10);
    if (length > uint64_t(settings.length)) seed = std::random_device()();  // To meet others.
  }
  if (const char* given = std::getenv("STATOR_SEED")) seed = std::strtoull(given, nullptr, 10);
  for (int i = 1; i < argc; ++i) {
    if (!Take(argv[i], "--seed=", seed) && !Take(argv[i], "--length=", length)) return false;
  }
  settings = {seed, static_cast<int>(length)};
  return true;
}

}  // namespace
}  // namespace stator::model_based

int main(int argc, char** argv) {
  ::testing::InitGoogleTest(&argc, argv);
  if (!stator::model_based::Configure(argc, argv)) {
    std::cerr << "Flags of our own: --seed= --length=\n";
    return 2;
  }
  return RUN_ALL_TESTS();
}
