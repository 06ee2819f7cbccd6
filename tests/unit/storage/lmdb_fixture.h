// What the tests of the store on disk share: a directory, a store in it that can be closed and
// opened again, the verbs, and a look behind the store's back.
#pragma once

#include <lmdb.h>

#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "db/storage/store.h"
#include "gtest/gtest.h"
#include "stator/error.h"
#include "tests/unit/storage/contract_fixture.h"

namespace stator::storage {

class LmdbFixture : public testing::Test {
 protected:
  using Pairs = std::vector<std::pair<std::string, std::string>>;

  explicit LmdbFixture(LmdbOptions options = Unsynced()) : options_(options) {}

  static LmdbOptions Unsynced() {
    LmdbOptions options;
    options.sync = false;
    return options;
  }

  std::string path() const { return directory_.path(); }
  std::string data_file() const { return path() + "/data.mdb"; }

  absl::Status TryOpen() {
    absl::StatusOr<std::unique_ptr<Store>> store = OpenLmdb(path(), options_);
    if (store.ok()) store_ = *std::move(store);
    return store.status();
  }
  void Open() {
    const absl::Status opened = TryOpen();
    ASSERT_TRUE(opened.ok()) << opened;
  }
  void Close() { store_.reset(); }
  void Reopen() {
    Close();
    Open();
  }

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
  // The status of the read in `status`, if given; else it must succeed.
  std::optional<std::string> Get(std::string_view key, absl::Status* status = nullptr) {
    std::optional<std::string> found;
    const absl::Status read = store_->View([&](Snapshot& snapshot) {
      return snapshot.Get(Space::kItems, {&key, 1},
                          [&](size_t, std::optional<std::string_view> value) { found = value; });
    });
    if (status != nullptr) {
      *status = read;
    } else {
      EXPECT_TRUE(read.ok()) << read;
    }
    return found;
  }
  Pairs Scan(std::string_view begin = {}, std::string_view end = {},
             Direction direction = Direction::kForward, absl::Status* status = nullptr) {
    Pairs pairs;
    const absl::Status read = store_->View([&](Snapshot& snapshot) {
      return snapshot.Scan({Space::kItems, begin, end, direction}, [&](auto key, auto value) {
        pairs.emplace_back(key, value);
        return Visit::kContinue;
      });
    });
    if (status != nullptr) {
      *status = read;
    } else {
      EXPECT_TRUE(read.ok()) << read;
    }
    return pairs;
  }

  static bool Committed(const Outcome& outcome) {
    return outcome.kind == Outcome::Kind::kCommitted;
  }

  // Records of a named database of the file, as LMDB has them. Closes the store.
  std::map<std::string, std::string> Raw(const char* database) {
    Close();
    std::map<std::string, std::string> records;
    MDB_env* env = nullptr;
    MDB_txn* txn = nullptr;
    MDB_dbi dbi;
    EXPECT_EQ(mdb_env_create(&env), 0);
    EXPECT_EQ(mdb_env_set_maxdbs(env, 20), 0);
    EXPECT_EQ(mdb_env_open(env, path().c_str(), MDB_RDONLY, 0600), 0);
    EXPECT_EQ(mdb_txn_begin(env, nullptr, MDB_RDONLY, &txn), 0);
    EXPECT_EQ(mdb_dbi_open(txn, database, 0, &dbi), 0);
    MDB_cursor* cursor = nullptr;
    EXPECT_EQ(mdb_cursor_open(txn, dbi, &cursor), 0);
    MDB_val key, value;
    while (mdb_cursor_get(cursor, &key, &value, MDB_NEXT) == 0) {
      records.emplace(std::string(static_cast<char*>(key.mv_data), key.mv_size),
                      std::string(static_cast<char*>(value.mv_data), value.mv_size));
    }
    mdb_cursor_close(cursor);
    mdb_txn_abort(txn);
    mdb_env_close(env);
    return records;
  }

  std::string ReadFile() const {
    std::ifstream file(data_file(), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  void WriteFile(std::string_view bytes) const {
    std::ofstream(data_file(), std::ios::binary | std::ios::trunc)
        .write(bytes.data(), bytes.size());
  }

  LmdbOptions options_;
  const TemporaryDirectory directory_;
  std::unique_ptr<Store> store_;
};

}  // namespace stator::storage
