// What is found at open, and what is refused.
#include <sys/stat.h>

#include <cstring>
#include <filesystem>
#include <string>

#include "db/storage/lmdb/file_check.h"
#include "db/storage/lmdb/filesystem.h"
#include "db/storage/lmdb/header.h"
#include "db/storage/lmdb/record.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/storage/lmdb_fixture.h"

namespace stator::storage {
namespace {

using testing::HasSubstr;

class LmdbOpen : public LmdbFixture {
 protected:
  ErrorCode OpenError() {
    const absl::Status opened = TryOpen();
    EXPECT_FALSE(opened.ok());
    return opened.ok() ? ErrorCode::kInternal : ErrorOf(opened).code;
  }
  static mode_t ModeOf(const std::string& file) {
    struct stat found;
    EXPECT_EQ(stat(file.c_str(), &found), 0) << file;
    return found.st_mode & 0777;
  }
  // Writes a record of LMDB's main database, past the store.
  void PutRaw(std::string_view key, std::string_view value) {
    Close();
    MDB_env* env = nullptr;
    MDB_txn* txn = nullptr;
    MDB_dbi dbi;
    ASSERT_EQ(mdb_env_create(&env), 0);
    ASSERT_EQ(mdb_env_open(env, path().c_str(), 0, 0600), 0);
    ASSERT_EQ(mdb_txn_begin(env, nullptr, 0, &txn), 0);
    ASSERT_EQ(mdb_dbi_open(txn, nullptr, 0, &dbi), 0);
    MDB_val k{key.size(), const_cast<char*>(key.data())};
    MDB_val v{value.size(), const_cast<char*>(value.data())};
    ASSERT_EQ(mdb_put(txn, dbi, &k, &v, 0), 0);
    ASSERT_EQ(mdb_txn_commit(txn), 0);
    mdb_env_close(env);
  }
  void PutHeader(const lmdb::Header& header) {
    const std::string body = header.Encode();
    std::string framed(lmdb::kFrameBytes, '\0');
    lmdb::WriteFrame(lmdb::RecordKind::kInline,
                     lmdb::Checksum(lmdb::RecordKind::kInline, lmdb::kMainSpace, "header", body),
                     framed.data());
    PutRaw("header", framed + body);
  }
  lmdb::Header CurrentHeader() {
    const auto raw = Raw(nullptr).at("header");
    return *lmdb::Header::Decode(std::string_view(raw).substr(lmdb::kFrameBytes));
  }
};

TEST_F(LmdbOpen, DirectoryAndFilesArePrivate) {
  const std::string fresh = path() + "/fresh";
  const auto store = OpenLmdb(fresh, options_);
  ASSERT_TRUE(store.ok()) << store.status();
  EXPECT_EQ(ModeOf(fresh), 0700u);
  for (const char* file : {"/data.mdb", "/lock.mdb", "/lock", "/ballast"}) {
    EXPECT_EQ(ModeOf(fresh + file), 0600u) << file;
  }
}

TEST_F(LmdbOpen, WithoutCreateAMissingDatabaseIsNotFound) {
  options_.create = false;
  EXPECT_EQ(TryOpen().code(), absl::StatusCode::kNotFound) << "An empty directory.";
  const auto nowhere = OpenLmdb(path() + "/nowhere", options_);
  EXPECT_EQ(nowhere.status().code(), absl::StatusCode::kNotFound);
  EXPECT_FALSE(std::filesystem::exists(path() + "/nowhere"));
  options_.create = true;
  Open();
  options_.create = false;
  Reopen();
}

TEST_F(LmdbOpen, ADirectoryThatCannotBeMadeIsAnError) {
  const auto store = OpenLmdb(path() + "/a/b", options_);
  EXPECT_EQ(store.status().code(), absl::StatusCode::kInternal);
}

TEST_F(LmdbOpen, IdentityAndStampOutliveTheStore) {
  options_.created_us = 1'700'000'000'123'456;
  Open();
  const Identity before = store_->identity();
  EXPECT_EQ(before.created_us, options_.created_us);
  EXPECT_EQ(Put("a", "1").stamp, 1u);
  EXPECT_EQ(Put("a", "2").stamp, 2u);
  options_.created_us = 5;
  Reopen();
  EXPECT_EQ(store_->identity().uuid, before.uuid);
  EXPECT_EQ(store_->identity().secret, before.secret);
  EXPECT_EQ(store_->identity().created_us, before.created_us);
  EXPECT_EQ(Put("a", "3").stamp, 3u);

  const auto other = OpenLmdb(path() + "/other", options_);
  ASSERT_TRUE(other.ok());
  EXPECT_NE((*other)->identity().uuid, before.uuid);
  EXPECT_NE((*other)->identity().secret, before.secret);
}

TEST_F(LmdbOpen, AnInterruptedCreationIsBegunAnew) {
  std::ofstream(path() + "/data.mdb.new") << "half of a file";
  Open();
  EXPECT_TRUE(Committed(Put("a", "1")));
  EXPECT_FALSE(std::filesystem::exists(path() + "/data.mdb.new"));
}

TEST_F(LmdbOpen, ATruncatedFileIsRefusedBeforeItIsMapped) {
  Open();
  for (int i = 0; i < 200; ++i) {
    ASSERT_TRUE(Committed(Put("k" + std::to_string(i), std::string(2000, 'v'))));
  }
  Close();
  const std::string whole = ReadFile();
  for (const size_t length : {size_t{0}, size_t{100}, size_t{4096}, size_t{8192}, whole.size() / 2,
                              whole.size() - 4096, whole.size() - 1}) {
    WriteFile(std::string_view(whole).substr(0, length));
    EXPECT_EQ(OpenError(), ErrorCode::kCorruption) << length << " of " << whole.size();
  }
  WriteFile(whole);
  Open();
  EXPECT_EQ(Get("k7"), std::string(2000, 'v'));
}

TEST_F(LmdbOpen, AFileThatLacksOnlyFreePagesIsGood) {
  Open();
  // Only with a list of free pages at hand does LMDB give pages back at once.
  for (int i = 0; i < 20; ++i) ASSERT_TRUE(Committed(Put("k" + std::to_string(i), "v")));
  const std::string large(400 * 1024, 'v');
  ASSERT_TRUE(Committed(store_->Update([&](Snapshot&, WriteBatch& batch) {
    batch.Put(Space::kItems, "large", large);
    batch.Erase(Space::kItems, "large");
    batch.Put(Space::kItems, "small", "1");
    return Decision::kCommit;
  })));
  const uint64_t used = store_->stats().bytes_used;
  Close();
  ASSERT_LT(std::filesystem::file_size(data_file()), used)
      << "The pages of the large value were never written: the case that this test is about.";
  Open();
  EXPECT_EQ(Get("small"), "1");
  EXPECT_EQ(std::filesystem::file_size(data_file()), used);
  EXPECT_TRUE(Committed(Put("large", large)));
  Reopen();
  EXPECT_EQ(Get("large"), large);
}

TEST_F(LmdbOpen, AFileThatIsNoneOfLmdbIsRefused) {
  WriteFile(std::string(100000, 'x'));
  EXPECT_EQ(OpenError(), ErrorCode::kCorruption);
}

TEST_F(LmdbOpen, AFileOfAnotherProgramIsRefused) {
  PutRaw("somebody's", "data");
  EXPECT_EQ(OpenError(), ErrorCode::kCorruption);
}

TEST_F(LmdbOpen, ADamagedHeaderIsRefused) {
  Open();
  std::string header = Raw(nullptr).at("header");
  header[40] ^= 1;
  PutRaw("header", header);
  EXPECT_EQ(OpenError(), ErrorCode::kCorruption);
}

TEST_F(LmdbOpen, ANewerFormatIsRefused) {
  Open();
  lmdb::Header header = CurrentHeader();
  header.format_major = lmdb::kFormatMajor + 1;
  PutHeader(header);
  const absl::Status opened = TryOpen();
  EXPECT_TRUE(IsError(opened, ErrorCode::kUnavailable)) << opened;
  EXPECT_THAT(ErrorOf(opened).message, HasSubstr("has format 2"));
}

TEST_F(LmdbOpen, AnUnknownFeatureSaysItselfWhatItAllows) {
  Open();
  ASSERT_TRUE(Committed(Put("a", "1")));
  const lmdb::Header good = CurrentHeader();

  lmdb::Header header = good;
  header.features_refuse = 1 << 3;
  PutHeader(header);
  EXPECT_EQ(OpenError(), ErrorCode::kUnavailable);

  header = good;
  header.features_read_only = 1;
  PutHeader(header);
  Open();
  EXPECT_EQ(Get("a"), "1");
  EXPECT_TRUE(IsError(Put("a", "2").status, ErrorCode::kUnavailable));
  EXPECT_EQ(Get("a"), "1");

  header = good;
  header.features_ignore = 1;
  header.format_minor = 7;
  PutHeader(header);
  Open();
  EXPECT_TRUE(Committed(Put("a", "2")));
}

TEST(LmdbFilesystem, NetworkFilesystemsAreKnownByTheirNumber) {
  EXPECT_EQ(lmdb::NetworkFilesystemName(0x6969), "NFS");
  EXPECT_EQ(lmdb::NetworkFilesystemName(0xFF534D42), "CIFS");
  EXPECT_EQ(lmdb::NetworkFilesystemName(0x01021997), "9p");
  EXPECT_EQ(lmdb::NetworkFilesystemName(0x65735546), "FUSE");
  for (const uint32_t local : {0xEF53u, 0x58465342u, 0x9123683Eu, 0x01021994u, 0x794C7630u}) {
    EXPECT_EQ(lmdb::NetworkFilesystemName(local), "") << "ext4, XFS, Btrfs, tmpfs, overlayfs.";
  }
  EXPECT_TRUE(lmdb::CheckFilesystem(testing::TempDir()).ok());
}

}  // namespace
}  // namespace stator::storage
