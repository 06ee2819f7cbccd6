// One process, one store: what a second one, a child and a child's child are told.
#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/storage/child_process.h"
#include "tests/unit/storage/lmdb_fixture.h"

namespace stator::storage {
namespace {

using testing::HasSubstr;

class LmdbProcess : public LmdbFixture {
 protected:
  // In a child: what opening says. 0: it opened.
  int OpenInChild(std::string_view expected_in_message) {
    const absl::Status opened = TryOpen();
    if (opened.ok()) return 0;
    if (!IsError(opened, ErrorCode::kUnavailable)) return 2;
    const std::string message = ErrorOf(opened).message;
    return message.find(expected_in_message) != std::string::npos ? 1 : 3;
  }
};

TEST_F(LmdbProcess, ASecondStoreOfThisProcessIsRefused) {
  Open();
  for (const std::string& same : {path(), path() + "/.", path() + "_link"}) {
    std::error_code ignored;
    std::filesystem::create_directory_symlink(path(), path() + "_link", ignored);
    const auto second = OpenLmdb(same, options_);
    ASSERT_FALSE(second.ok());
    EXPECT_TRUE(IsError(second.status(), ErrorCode::kUnavailable));
    EXPECT_THAT(ErrorOf(second.status()).message, HasSubstr("already open in this process"));
  }
  std::filesystem::remove(path() + "_link");
  EXPECT_TRUE(Committed(Put("a", "1"))) << "The first goes on.";
  Reopen();
  EXPECT_EQ(Get("a"), "1");
}

TEST_F(LmdbProcess, AChildIsToldThatItsParentHasItOpen) {
  Open();
  const std::string parent = "process " + std::to_string(getpid());
  ChildProcess child([&] {
    static_cast<void>(store_.release());
    return OpenInChild(parent);
  });
  EXPECT_EQ(child.Wait(), 1);
}

TEST_F(LmdbProcess, AnotherProcessIsNamedByItsPid) {
  ChildProcess holder([&] {
    if (!TryOpen().ok()) return 1;
    ChildProcess::SayReady();
    pause();
    return 0;
  });
  ASSERT_TRUE(holder.AwaitReady());
  const absl::Status refused = TryOpen();
  EXPECT_TRUE(IsError(refused, ErrorCode::kUnavailable)) << refused;
  EXPECT_THAT(ErrorOf(refused).message, HasSubstr("process " + std::to_string(holder.pid())));
  holder.Kill();
  Open();  // The lock has gone with its holder.
}

TEST_F(LmdbProcess, AStoreRefusesToBeUsedAfterAFork) {
  Open();
  ASSERT_TRUE(Committed(Put("a", "1")));
  const absl::Status during = store_->View([&](Snapshot& snapshot) {
    ChildProcess child([&] {
      int refusals = 0;
      const auto count = [&](const absl::Status& status) {
        refusals += IsError(status, ErrorCode::kUnavailable) ? 1 : 0;
      };
      count(store_->View([](Snapshot&) { return absl::OkStatus(); }));
      count(Put("b", "2").status);
      count(store_->Mark().status());
      store_.reset();  // Must not disturb the parent.
      return refusals;
    });
    EXPECT_EQ(child.Wait(), 3);
    // The parent's reader slot is still its own: pages of this snapshot are not used again.
    std::thread writer([&] {
      for (int i = 0; i < 200; ++i) EXPECT_TRUE(Committed(Put("a", std::string(3000, 'x'))));
    });
    writer.join();
    const std::string_view key = "a";
    return snapshot.Get(Space::kItems, {&key, 1},
                        [](size_t, auto value) { EXPECT_EQ(value, "1"); });
  });
  EXPECT_TRUE(during.ok()) << during;
  EXPECT_EQ(Get("a"), std::string(3000, 'x'));
  const std::string parent = "process " + std::to_string(getpid());
  ChildProcess other([&] {
    static_cast<void>(store_.release());
    return OpenInChild(parent);
  });
  EXPECT_EQ(other.Wait(), 1) << "The lock is still held.";
}

TEST_F(LmdbProcess, AChildMayOpenAnotherDatabase) {
  Open();
  const TemporaryDirectory elsewhere;
  ChildProcess child([&] {
    static_cast<void>(store_.release());
    auto store = OpenLmdb(elsewhere.path(), options_);
    if (!store.ok()) return 1;
    store_ = *std::move(store);
    return Committed(Put("c", "3")) && Get("c") == "3" ? 0 : 2;
  });
  EXPECT_EQ(child.Wait(), 0);
}

TEST_F(LmdbProcess, AGrandchildThatOutlivesTheHolderHoldsNothing) {
  int grandchild[2];
  ASSERT_EQ(pipe(grandchild), 0);
  ChildProcess holder([&] {
    if (!TryOpen().ok()) return 1;
    const pid_t pid = fork();
    if (pid == 0) {
      char byte;
      close(grandchild[1]);
      ChildProcess::SayReady();
      // Until the test closes its end.
      static_cast<void>(!read(grandchild[0], &byte, 1));
      _exit(0);
    }
    pause();
    return 0;
  });
  ASSERT_TRUE(holder.AwaitReady());
  EXPECT_FALSE(TryOpen().ok());
  holder.Kill();
  Open();
  close(grandchild[0]);
  close(grandchild[1]);
}

TEST_F(LmdbProcess, AnInterruptedWriterLeavesNothingBehind) {
  Open();
  ASSERT_TRUE(Committed(Put("a", "1")));
  Close();
  ChildProcess writer([&] {
    if (!TryOpen().ok()) return 1;
    store_->Update([&](Snapshot&, WriteBatch& batch) {
      batch.Put(Space::kItems, "a", "2");
      ChildProcess::SayReady();
      pause();  // Dies inside the transaction, with LMDB's lock held.
      return Decision::kCommit;
    });
    return 0;
  });
  ASSERT_TRUE(writer.AwaitReady());
  writer.Kill();
  Open();
  EXPECT_EQ(Get("a"), "1");
  EXPECT_TRUE(Committed(Put("a", "3")));
}

TEST_F(LmdbProcess, WithLittleAddressSpaceTheMapIsSmaller) {
  if (kSlowdown != 1) GTEST_SKIP() << "A sanitizer takes address space of its own.";
  ChildProcess child([&] {
    const rlimit limit{size_t{4} << 30, size_t{4} << 30};
    if (setrlimit(RLIMIT_AS, &limit) != 0) return 1;
    if (!TryOpen().ok()) return 2;
    return Committed(Put("a", "1")) && Get("a") == "1" ? 0 : 3;
  });
  EXPECT_EQ(child.Wait(), 0);
}

}  // namespace
}  // namespace stator::storage
