// Families of processes: a watcher, its parent, and this test as the one that sees both end.
#include "server/parent_watch.h"

#include <gtest/gtest.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string>
#include <thread>

namespace stator::server {
namespace {

int report = -1;

void Report(char letter) { static_cast<void>(!::write(report, &letter, 1)); }
void ReportStop() {
  Report('s');
  _exit(0);
}

// Reads one letter; '-' if none comes, 0 if all writers are gone.
char Await(int pipe, int milliseconds = 10'000) {
  pollfd ready{pipe, POLLIN, 0};
  if (poll(&ready, 1, milliseconds) == 0) return '-';
  char letter = 0;
  return ::read(pipe, &letter, 1) == 1 ? letter : '\0';
}

class ParentWatch : public ::testing::Test {
 protected:
  ParentWatch() {
    EXPECT_EQ(pipe(reports_), 0);
    EXPECT_EQ(pipe(commands_), 0);
    report = reports_[1];
    // Orphans of the processes below become ours rather than those of process 1.
    prctl(PR_SET_CHILD_SUBREAPER, 1);
  }
  ~ParentWatch() override {
    for (const int end : {reports_[0], reports_[1], commands_[0], commands_[1]}) ::close(end);
    while (wait(nullptr) > 0) {
    }
  }

  // In the watcher: says whether watching succeeded, then waits to be stopped.
  static void Watch() {
    const bool watching = WatchParent(ReportStop);
    Report(watching ? 'w' : 'n');
    if (!watching) _exit(0);
    alarm(20);
    while (true) pause();
  }

  int reports_[2];
  int commands_[2];
};

TEST_F(ParentWatch, StopsWhenTheParentEnds) {
  if (fork() == 0) {
    if (fork() == 0) Watch();
    Await(commands_[0]);
    _exit(0);
  }
  EXPECT_EQ(Await(reports_[0]), 'w');
  EXPECT_EQ(Await(reports_[0], 100), '-');
  EXPECT_EQ(::write(commands_[1], "x", 1), 1);
  EXPECT_EQ(Await(reports_[0]), 's');
}

TEST_F(ParentWatch, GoesOnWhenOnlyAThreadOfTheParentEnds) {
  if (fork() == 0) {
    std::thread([] {
      if (fork() == 0) Watch();
      // Ends once the child watches, which the parent relays.
      usleep(200'000);
    }).join();
    Await(commands_[0]);
    _exit(0);
  }
  EXPECT_EQ(Await(reports_[0]), 'w');
  EXPECT_EQ(Await(reports_[0], 500), '-');
  EXPECT_EQ(::write(commands_[1], "x", 1), 1);
  EXPECT_EQ(Await(reports_[0]), 's');
}

}  // namespace
}  // namespace stator::server
