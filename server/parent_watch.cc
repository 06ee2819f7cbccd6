#include "server/parent_watch.h"

#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace stator::server {
namespace {

// Written before the handler is installed.
pid_t parent = 0;
void (*stop_when_orphaned)() = nullptr;

void OnParentSignal(int) {
  if (getppid() != parent) stop_when_orphaned();
}

}  // namespace

bool WatchParent(void (*stop)()) {
  parent = getppid();
  stop_when_orphaned = stop;
  struct sigaction action {};
  action.sa_handler = OnParentSignal;
  action.sa_flags = SA_RESTART;
  sigaction(SIGUSR1, &action, nullptr);
  prctl(PR_SET_PDEATHSIG, SIGUSR1);
  // It may have ended between the first line and the last.
  return parent != 1 && getppid() == parent;
}

}  // namespace stator::server
