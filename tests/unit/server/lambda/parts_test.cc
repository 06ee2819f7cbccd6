// The parts of a function's run that need no function: log, report, stamps of code, processes.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "server/lambda/code_stamp.h"
#include "server/lambda/function_error.h"
#include "server/lambda/function_log.h"
#include "server/lambda/memory_use.h"
#include "server/lambda/process.h"
#include "server/lambda/report.h"
#include "server/lambda/scratch.h"
#include "tests/support/temp_dir.h"

namespace stator::server {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

TEST(FunctionLogTest, TheOldestLinesGo) {
  FunctionLog log(10);
  log.Append("one");
  log.Append("two");
  EXPECT_EQ(log.Text(), "one\ntwo\n");
  log.Append("three");
  EXPECT_EQ(log.Text(), "two\nthree\n");
  log.Append("a line that is longer than the log");
  EXPECT_EQ(log.Text(), "a line that is longer than the log\n");
}

TEST(LogTailTest, ItIsTheEndOfALog) {
  LogTail tail;
  for (int i = 0; i < 10'000; ++i) tail.Append(std::to_string(i));
  const std::string text = tail.Take();
  EXPECT_EQ(text.size(), LogTail::kBytesMax);
  EXPECT_THAT(text, ::testing::EndsWith("9998\n9999\n"));
  EXPECT_EQ(tail.Take(), "");
}

TEST(ReportTest, ALineHasTheTabsOfLambda) {
  EXPECT_EQ(ReportLine({.request_id = "id",
                        .duration = microseconds(1'234),
                        .memory_mb = 128,
                        .memory_bytes_max = (int64_t{45} << 20) + 1,
                        .init_duration = microseconds(100'000),
                        .status = "",
                        .error_type = ""}),
            "REPORT RequestId: id\tDuration: 1.24 ms\tBilled Duration: 102 ms\t"
            "Memory Size: 128 MB\tMax Memory Used: 46 MB\tInit Duration: 100.00 ms\t");
  EXPECT_EQ(ReportLine({.request_id = "id",
                        .duration = microseconds(3'000'000),
                        .memory_mb = 512,
                        .memory_bytes_max = 0,
                        .init_duration = {},
                        .status = "timeout",
                        .error_type = ""}),
            "REPORT RequestId: id\tDuration: 3000.00 ms\tBilled Duration: 3000 ms\t"
            "Memory Size: 512 MB\tMax Memory Used: 0 MB\tStatus: timeout");
}

TEST(ReportTest, ErrorsAreJson) {
  EXPECT_EQ(ErrorPayload("A.B", "a \"b\"\\\x01 ü"),
            "{\"errorType\":\"A.B\",\"errorMessage\":\"a \\\"b\\\"\\\\\\u0001 ü\"}");
  EXPECT_EQ(ErrorPayload("A\"\n", "\xff"),
            R"x({"errorType":"A\"\n","errorMessage":"(not UTF-8)"})x");
  EXPECT_EQ(TimeoutMessage("id", milliseconds(61'500)),
            "RequestId: id Error: Task timed out after 61.50 seconds");
}

TEST(ReportTest, TimesAreOfUtc) {
  EXPECT_EQ(FormatTime(Time(microseconds(1'795'000'000'123'999))), "2026-11-18T11:06:40.123Z");
  EXPECT_EQ(FormatTime(Time(microseconds(0))), "1970-01-01T00:00:00.000Z");
}

class CodeStampTest : public ::testing::Test {
 protected:
  void Write(const std::string& name, std::string_view text) {
    const std::filesystem::path path = std::filesystem::path(directory_.path()) / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path) << text;
  }
  uint64_t Stamp() const { return CodeStamp(directory_.path()); }

  stator::testing::TempDir directory_;
};

TEST_F(CodeStampTest, EveryChangeOfAFileIsSeen) {
  Write("a.js", "1");
  Write("lib/b.js", "1");
  const uint64_t before = Stamp();
  EXPECT_EQ(Stamp(), before);
  Write("lib/b.js", "22");
  const uint64_t written = Stamp();
  EXPECT_NE(written, before);
  Write("lib/c.js", "1");
  const uint64_t added = Stamp();
  EXPECT_NE(added, written);
  std::filesystem::remove(directory_.path() + "/lib/b.js");
  const uint64_t removed = Stamp();
  EXPECT_NE(removed, added);
  // Of the same size, and of an older time.
  const timespec times[2] = {{1, 0}, {1, 0}};
  utimensat(AT_FDCWD, (directory_.path() + "/a.js").c_str(), times, 0);
  EXPECT_NE(Stamp(), removed);
}

TEST_F(CodeStampTest, WhatNobodyEditsIsLeftOut) {
  Write("a.js", "1");
  const uint64_t before = Stamp();
  Write("node_modules/b/index.js", "1");
  Write("__pycache__/a.pyc", "1");
  Write(".git/HEAD", "1");
  EXPECT_EQ(Stamp(), before);
}

TEST_F(CodeStampTest, ADirectoryThatIsNotThereHasNone) {
  EXPECT_EQ(CodeStamp(directory_.path() + "/none"), 0u);
  std::filesystem::create_directory_symlink(directory_.path(), directory_.path() + "/circle");
  EXPECT_NE(Stamp(), 0u);
}

TEST(ScratchTest, WhatWasWrittenGoesWithIt) {
  const stator::testing::TempDir directory;
  const std::string path = directory.path() + "/a/b";
  std::filesystem::create_directories(path + "/child-of-one-that-was-killed");
  {
    Scratch scratch(path);
    const auto bootstrap = scratch.Write(kPythonBootstrap);
    ASSERT_TRUE(bootstrap.ok()) << bootstrap.status();
    EXPECT_EQ(*bootstrap, path + "/bootstrap.py");
    const auto child = scratch.MakeDirectory();
    ASSERT_TRUE(child.ok()) << child.status();
    std::ofstream(*child + "/file") << "text";
    const auto entries = std::filesystem::directory_iterator(path);
    EXPECT_EQ(std::distance(begin(entries), end(entries)), 2);
  }
  EXPECT_FALSE(std::filesystem::exists(path));
}

int AwaitStatus(Process& process) {
  while (!process.Reap()) usleep(1000);
  return *process.Reap();
}

ProcessSettings Shell(std::string command) {
  return {.program = "/bin/sh",
          .arguments = {"sh", "-c", std::move(command)},
          .environment = {"WORD=well"},
          .directory = "/"};
}

TEST(ProcessTest, ItRunsAndEnds) {
  auto process = Process::Start(Shell("echo $WORD; pwd >&2; exit 3"));
  ASSERT_TRUE(process.ok()) << process.status();
  EXPECT_EQ(DescribeEnd(AwaitStatus(*process)), "exit status 3");
  char bytes[64];
  const ssize_t count = read(process->output().get(), bytes, sizeof(bytes));
  EXPECT_EQ(std::string(bytes, static_cast<size_t>(count)), "well\n/\n");
}

TEST(ProcessTest, ItIsKilledWithWhatItStarted) {
  auto process = Process::Start(Shell("sleep 3600 & echo $!; wait"));
  ASSERT_TRUE(process.ok()) << process.status();
  char bytes[64];
  ssize_t count;
  while ((count = read(process->output().get(), bytes, sizeof(bytes))) < 0) usleep(1000);
  const pid_t grandchild = std::stoi(std::string(bytes, static_cast<size_t>(count)));
  EXPECT_EQ(getpgid(grandchild), process->id());
  process->Kill();
  EXPECT_EQ(DescribeEnd(AwaitStatus(*process)), "signal: killed");
  // Its end of the pipe closes when it is gone.
  while ((count = read(process->output().get(), bytes, sizeof(bytes))) < 0) usleep(1000);
  EXPECT_EQ(count, 0);
}

TEST(ProcessTest, WhatCannotBeStartedSaysWhy) {
  ProcessSettings settings = Shell("");
  settings.program = "/nowhere/program";
  EXPECT_EQ(Process::Start(settings).status().message(),
            "cannot start /nowhere/program in /: No such file or directory");
  settings = Shell("");
  settings.directory = "/nowhere";
  EXPECT_EQ(Process::Start(settings).status().message(),
            "cannot start /bin/sh in /nowhere: No such file or directory");
}

TEST(ProcessTest, SignalsOfOursAreNotIts) {
  const auto before = signal(SIGTERM, SIG_IGN);
  auto process = Process::Start(Shell("kill -TERM $$; exit 0"));
  signal(SIGTERM, before);
  ASSERT_TRUE(process.ok()) << process.status();
  EXPECT_EQ(DescribeEnd(AwaitStatus(*process)), "signal: terminated");
}

TEST(MemoryUseTest, AProcessHasSome) {
  const MemoryUse use = MemoryUseOf(getpid());
  EXPECT_GT(use.bytes, 100'000);
  EXPECT_GE(use.bytes_max, use.bytes);
  EXPECT_EQ(MemoryUseOf(0).bytes, 0);
}

}  // namespace
}  // namespace stator::server
