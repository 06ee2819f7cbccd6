// What the suites of the store's contract share: a store of the kind under test, and the verbs.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "db/storage/store.h"
#include "gtest/gtest.h"
#include "tests/support/sanitizers.h"

namespace stator::storage {

// An implementation to be put to the contract. `open` is given a directory of its own that exists
// and is empty.
struct StoreKind {
  std::string name;
  std::function<std::unique_ptr<Store>(const std::string& directory)> open;
};

inline void PrintTo(const StoreKind& kind, std::ostream* out) { *out << kind.name; }

inline std::string NameOfKind(const testing::TestParamInfo<StoreKind>& info) {
  return info.param.name;
}

class TemporaryDirectory {
 public:
  TemporaryDirectory() : path_(testing::TempDir() + "stator_store_XXXXXX") {
    if (mkdtemp(path_.data()) == nullptr) std::abort();
  }
  ~TemporaryDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// Numbers from a seed that failures show. STATOR_SEED in the environment replaces the usual one.
inline uint64_t SeedOr(uint64_t usual) {
  const char* given = std::getenv("STATOR_SEED");
  return given != nullptr ? std::strtoull(given, nullptr, 10) : usual;
}

// Sanitizers slow a test down several times; histories of random operations are shortened by that.
inline constexpr int kSlowdown = kUnderSanitizer ? 5 : 1;

class StoreContract : public testing::TestWithParam<StoreKind> {
 protected:
  using Entry = WriteBatch::Entry;
  using Keys = std::vector<std::string>;

  StoreContract() : store_(GetParam().open(directory_.path())) {}

  Outcome Put(std::string_view key, std::string_view value, Space space = Space::kItems) {
    return store_->Update([&](Snapshot&, WriteBatch& batch) {
      batch.Put(space, key, value);
      return Decision::kCommit;
    });
  }
  Outcome Erase(std::string_view key, Space space = Space::kItems) {
    return store_->Update([&](Snapshot&, WriteBatch& batch) {
      batch.Erase(space, key);
      return Decision::kCommit;
    });
  }
  Outcome Add(std::string_view key, int64_t delta) {
    return store_->Update([&](Snapshot&, WriteBatch& batch) {
      batch.Add(Space::kStatistics, key, delta);
      return Decision::kCommit;
    });
  }
  void PutAll(const Keys& keys) {
    for (const std::string& key : keys) ASSERT_TRUE(Committed(Put(key, "v:" + key)));
  }

  static std::optional<std::string> GetFrom(Snapshot& snapshot, std::string_view key,
                                            Space space = Space::kItems) {
    std::optional<std::string> found;
    const absl::Status read = snapshot.Get(
        space, {&key, 1}, [&](size_t, std::optional<std::string_view> value) { found = value; });
    EXPECT_TRUE(read.ok()) << read;
    return found;
  }
  std::optional<std::string> Get(std::string_view key, Space space = Space::kItems) {
    std::optional<std::string> found;
    const absl::Status viewed = store_->View([&](Snapshot& snapshot) {
      found = GetFrom(snapshot, key, space);
      return absl::OkStatus();
    });
    EXPECT_TRUE(viewed.ok()) << viewed;
    return found;
  }
  int64_t Counter(std::string_view key) {
    return ReadCounter(Get(key, Space::kStatistics).value_or(""));
  }

  Keys Scan(std::string_view begin = {}, std::string_view end = {},
            Direction direction = Direction::kForward, Space space = Space::kItems) {
    Keys keys;
    const absl::Status viewed = store_->View([&](Snapshot& snapshot) {
      return snapshot.Scan({space, begin, end, direction}, [&](auto key, auto) {
        keys.emplace_back(key);
        return Visit::kContinue;
      });
    });
    EXPECT_TRUE(viewed.ok()) << viewed;
    return keys;
  }
  Keys ScanBackward(std::string_view begin = {}, std::string_view end = {}) {
    return Scan(begin, end, Direction::kBackward);
  }
  // "a=1 b=2", of one snapshot.
  static std::string ContentsOf(Snapshot& snapshot, Space space = Space::kItems) {
    std::string text;
    const absl::Status read = snapshot.Scan({space, {}, {}}, [&](auto key, auto value) {
      if (!text.empty()) text += ' ';
      text.append(key).append("=").append(value);
      return Visit::kContinue;
    });
    EXPECT_TRUE(read.ok()) << read;
    return text;
  }
  std::string Contents(Space space = Space::kItems) {
    std::string text;
    const absl::Status viewed = store_->View([&](Snapshot& snapshot) {
      text = ContentsOf(snapshot, space);
      return absl::OkStatus();
    });
    EXPECT_TRUE(viewed.ok()) << viewed;
    return text;
  }
  uint64_t Stamp() {
    uint64_t stamp = 0;
    const absl::Status viewed = store_->View([&](Snapshot& snapshot) {
      stamp = snapshot.stamp();
      return absl::OkStatus();
    });
    EXPECT_TRUE(viewed.ok()) << viewed;
    return stamp;
  }

  static testing::AssertionResult Committed(const Outcome& outcome) {
    if (outcome.kind == Outcome::Kind::kCommitted) return testing::AssertionSuccess();
    return testing::AssertionFailure()
           << "kind " << static_cast<int>(outcome.kind) << ", status " << outcome.status;
  }
  static testing::AssertionResult Refused(const Outcome& outcome) {
    const bool as_said = outcome.kind == Outcome::Kind::kFailed &&
                         outcome.status.code() == absl::StatusCode::kInternal;
    return as_said ? testing::AssertionSuccess()
                   : testing::AssertionFailure() << "kind " << static_cast<int>(outcome.kind)
                                                 << ", status " << outcome.status;
  }

  const TemporaryDirectory directory_;
  std::unique_ptr<Store> store_;
};

}  // namespace stator::storage
