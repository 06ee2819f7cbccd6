// A full map and a full disk: an error, nothing lost, reads go on, room can be freed and used
// again.
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cstdio>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/storage/child_process.h"
#include "tests/unit/storage/lmdb_fixture.h"

namespace stator::storage {
namespace {

class LmdbFull : public LmdbFixture {
 protected:
  static std::string Key(int number) { return "key" + std::to_string(number); }
  static std::string Value(int number) {
    return std::string(900 + number % 200, static_cast<char>('a' + number % 26));
  }

  // How many puts succeed before one does not.
  int Fill() {
    for (int number = 0;; ++number) {
      const Outcome outcome = Put(Key(number), Value(number));
      if (Committed(outcome)) continue;
      EXPECT_EQ(outcome.kind, Outcome::Kind::kFailed);
      EXPECT_TRUE(IsError(outcome.status, ErrorCode::kStorageFull)) << outcome.status;
      return number;
    }
  }
  void ExpectAll(int count) {
    for (int number = 0; number < count; ++number) EXPECT_EQ(Get(Key(number)), Value(number));
    EXPECT_EQ(Scan().size(), static_cast<size_t>(count));
  }
};

TEST_F(LmdbFull, AFullMapLosesNothingAndCanBeEmptied) {
  options_.map_bytes = 4 << 20;
  Open();
  const int count = Fill();
  EXPECT_GT(count, 2500) << "Of 4 MB at about 1.3 KB each.";
  ExpectAll(count);
  EXPECT_FALSE(Committed(Put("another", Value(0))));
  for (int number = 0; number < count; ++number) {
    const Outcome outcome = Erase(Key(number));
    ASSERT_TRUE(Committed(outcome))
        << "Erasing " << number << " of " << count << ": " << outcome.status;
  }
  EXPECT_GT(Fill(), count * 9 / 10) << "The room can be used again.";
}

TEST_F(LmdbFull, AFullMapStaysFullWhenOpenedAgain) {
  options_.map_bytes = 2 << 20;
  Open();
  const int count = Fill();
  Reopen();
  ExpectAll(count);
  EXPECT_FALSE(Committed(Put("another", Value(0))));
  options_.map_bytes = 4 << 20;
  Reopen();
  EXPECT_TRUE(Committed(Put("another", Value(0)))) << "A larger map has room.";
}

TEST_F(LmdbFull, WhatIsTooLargeForTheRestFailsAlone) {
  options_.map_bytes = 3 << 20;
  Open();
  ASSERT_TRUE(Committed(Put("a", std::string(1 << 20, 'v'))));
  EXPECT_FALSE(Committed(Put("b", std::string(4 << 20, 'v'))));
  EXPECT_TRUE(Committed(Put("c", std::string(1000, 'v'))));
  EXPECT_EQ(Scan().size(), 2u);
}

// Of many at once only those that find no room fail, and each is told the truth.
TEST_F(LmdbFull, WritersAtOnceAreEachToldTheirOwnFate) {
  options_.map_bytes = 2 << 20;
  Open();
  std::vector<std::thread> writers;
  std::vector<int> committed(8, 0);
  for (int w = 0; w < 8; ++w) {
    writers.emplace_back([&, w] {
      for (int i = 0; i < 400; ++i) {
        const std::string key = "w" + std::to_string(w) + "." + std::to_string(i);
        const Outcome outcome = Put(key, Value(w));
        if (Committed(outcome)) {
          EXPECT_EQ(committed[w], i) << "Only the end of the map stops this writer.";
          ++committed[w];
        } else {
          EXPECT_TRUE(IsError(outcome.status, ErrorCode::kStorageFull)) << outcome.status;
          return;
        }
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  size_t all = 0;
  for (int w = 0; w < 8; ++w) {
    all += committed[w];
    for (int i = 0; i < committed[w]; ++i) {
      EXPECT_EQ(Get("w" + std::to_string(w) + "." + std::to_string(i)), Value(w));
    }
  }
  EXPECT_EQ(Scan().size(), all);
}

// In a child, since it needs a mount of its own; 77: not allowed here.
constexpr int kSkipped = 77;

class LmdbDisk : public LmdbFull {
 protected:
  // Runs on a small file system that nobody else sees.
  int OnSmallDisk(const std::function<void(const std::string& disk)>& body) {
    ChildProcess child([&] {
      if (unshare(CLONE_NEWNS) != 0 && unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return kSkipped;
      mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr);
      const std::string disk = path() + "/disk";
      std::filesystem::create_directory(disk);
      if (mount("stator", disk.c_str(), "tmpfs", 0, "size=8m") != 0) return kSkipped;
      body(disk);
      Close();
      return testing::Test::HasFailure() ? 1 : 0;
    });
    return child.Wait();
  }
  void OpenOn(const std::string& disk) {
    auto store = OpenLmdb(disk + "/db", LmdbOptions());
    ASSERT_TRUE(store.ok()) << store.status();
    store_ = *std::move(store);
  }
};

TEST_F(LmdbDisk, AFullDiskLosesNothingAndCanBeEmptied) {
  const int result = OnSmallDisk([&](const std::string& disk) {
    OpenOn(disk);
    const int count = Fill();
    EXPECT_GT(count, 2500);
    ExpectAll(count);
    EXPECT_FALSE(Committed(Put("another", Value(0))));
    for (int number = 0; number < count; ++number) {
      const Outcome outcome = Erase(Key(number));
      if (!Committed(outcome)) {
        ADD_FAILURE() << "Erasing " << number << " of " << count << ": " << outcome.status;
        return;
      }
    }
    EXPECT_EQ(Scan().size(), 0u);
  });
  if (result == kSkipped) GTEST_SKIP() << "No file system may be mounted here.";
  EXPECT_EQ(result, 0);
}

TEST_F(LmdbDisk, WritesResumeWithoutARestartWhenThereIsRoomAgain) {
  const int result = OnSmallDisk([&](const std::string& disk) {
    OpenOn(disk);
    ASSERT_TRUE(Committed(Put("a", "1")));
    // Somebody else takes the rest of the disk, to the last byte.
    const std::string hog = disk + "/hog";
    const int file = open(hog.c_str(), O_WRONLY | O_CREAT, 0600);
    const std::string block(4096, 'h');
    while (write(file, block.data(), block.size()) > 0) {
    }
    close(file);
    Outcome outcome;
    int puts = 0;
    do {
      outcome = Put(Key(puts), Value(puts));
    } while (Committed(outcome) && ++puts < 1000);
    EXPECT_TRUE(IsError(outcome.status, ErrorCode::kStorageFull)) << outcome.status;
    EXPECT_EQ(Get("a"), "1");
    EXPECT_TRUE(Committed(Erase("a"))) << "The ballast has made room for this.";
    EXPECT_FALSE(Committed(Put("b", "2")));
    EXPECT_EQ(unlink(hog.c_str()), 0);
    EXPECT_TRUE(Committed(Put("b", "2")));
    EXPECT_TRUE(std::filesystem::exists(disk + "/db/ballast")) << "It is made again.";
  });
  if (result == kSkipped) GTEST_SKIP() << "No file system may be mounted here.";
  EXPECT_EQ(result, 0);
}

TEST_F(LmdbDisk, AFileThatMayNotGrowIsAFullDisk) {
  Open();
  ASSERT_TRUE(Committed(Put("a", "1")));
  Close();
  ChildProcess child([&] {
    signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{2 << 20, 2 << 20};
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0 || !TryOpen().ok()) return 2;
    const int count = Fill();
    EXPECT_GT(count, 500);
    EXPECT_EQ(Get("a"), "1");
    for (int number = 0; number < count; ++number) EXPECT_EQ(Get(Key(number)), Value(number));
    Close();
    return testing::Test::HasFailure() ? 1 : 0;
  });
  EXPECT_EQ(child.Wait(), 0);
  Open();
  EXPECT_EQ(Get("a"), "1");
  EXPECT_EQ(Get(Key(7)), Value(7));
}

}  // namespace
}  // namespace stator::storage
