// Ending with the process that started this one, so that a test which is killed leaves no server.
#pragma once

namespace stator::server {

// From now on `stop`, which must be safe in a signal handler, is called when the parent process has
// ended. Returns false if it had ended before: then there is nobody to serve. A parent that is
// process 1 counts as ended, for that is who adopts orphans.
//
// The system signals the end of the thread that started us, which need not be the end of its
// process: test runners start servers from short-lived threads. So what counts is whether we have
// been given another parent.
//
// Uses SIGUSR1. Call it once, from main, before threads are started.
[[nodiscard]] bool WatchParent(void (*stop)());

}  // namespace stator::server
