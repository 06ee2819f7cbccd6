// Makes the distribution's Abseil understandable to the thread sanitizer. The library is built
// without it, so the sanitizer sees neither the atomics inside absl::Mutex nor the order that they
// make, and reports a race wherever two threads take turns. This file, linked into tests of a
// `thread` build only, stands in front of the mutex: each call tells the sanitizer what it means
// and passes on to the library (an executable's definition wins over a shared library's).
//
// Conditions (Await, LockWhen) are polled here: inside the library one thread may evaluate another
// thread's condition, half in and half out of the lock, which cannot be told from outside.

#include <dlfcn.h>
#include <sanitizer/tsan_interface.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>

#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"
#include "absl/time/time.h"

namespace {

constexpr std::chrono::microseconds kPollInterval{20};

// The library's own definition of a symbol that this file defines too.
template <typename Function>
Function Next(const char* symbol) {
  void* found = dlsym(RTLD_NEXT, symbol);
  if (found == nullptr) {
    std::fprintf(stderr, "absl_mutex.cc: this build of Abseil has no %s\n", symbol);
    std::abort();
  }
  return reinterpret_cast<Function>(found);
}

using MutexCall = void (*)(absl::Mutex*);
using MutexTry = bool (*)(absl::Mutex*);
using CondVarWait = void (*)(absl::CondVar*, absl::Mutex*);
using CondVarTimed = bool (*)(absl::CondVar*, absl::Mutex*, absl::Duration);
using NotifyCall = void (*)(absl::Notification*);
using NotifiedWait = void (*)(const absl::Notification*);
using NotifiedTimed = bool (*)(const absl::Notification*, absl::Duration);

void* Address(const absl::Notification* notification) {
  return const_cast<absl::Notification*>(notification);
}

void LockAs(absl::Mutex* mutex, MutexCall call, unsigned flags) {
  __tsan_mutex_pre_lock(mutex, flags);
  call(mutex);
  __tsan_mutex_post_lock(mutex, flags, 0);
}

void UnlockAs(absl::Mutex* mutex, MutexCall call, unsigned flags) {
  __tsan_mutex_pre_unlock(mutex, flags);
  call(mutex);
  __tsan_mutex_post_unlock(mutex, flags);
}

bool TryAs(absl::Mutex* mutex, MutexTry call, unsigned flags) {
  __tsan_mutex_pre_lock(mutex, flags | __tsan_mutex_try_lock);
  const bool taken = call(mutex);
  if (!taken) flags |= __tsan_mutex_try_lock_failed;
  __tsan_mutex_post_lock(mutex, flags | __tsan_mutex_try_lock, 0);
  return taken;
}

// A wait gives the lock away and takes it again.
template <typename Wait>
auto WaitAs(absl::Mutex* mutex, Wait wait) {
  __tsan_mutex_pre_unlock(mutex, 0);
  __tsan_mutex_post_unlock(mutex, 0);
  struct Retake {
    absl::Mutex* mutex;
    ~Retake() {
      __tsan_mutex_pre_lock(mutex, 0);
      __tsan_mutex_post_lock(mutex, 0, 0);
    }
  } retake{mutex};
  return wait();
}

template <typename Evaluate>
bool Poll(absl::Mutex* mutex, const Evaluate& condition_holds, absl::Duration timeout) {
  const auto start = std::chrono::steady_clock::now();
  const auto limit = absl::ToChronoNanoseconds(timeout);
  while (!condition_holds()) {
    if (std::chrono::steady_clock::now() - start >= limit) return false;
    mutex->Unlock();
    std::this_thread::sleep_for(kPollInterval);
    mutex->Lock();
  }
  return true;
}

}  // namespace

// Debian's Abseil 20220623 keeps everything in the inline namespace `debian3`.
#define STATOR_NEXT(type, symbol) static const auto next = Next<type>("_ZN4absl7debian3" symbol)
#define STATOR_NEXT_CONST(type, symbol) \
  static const auto next = Next<type>("_ZNK4absl7debian3" symbol)

namespace absl {
inline namespace debian3 {

void Mutex::Lock() {
  STATOR_NEXT(MutexCall, "5Mutex4LockEv");
  LockAs(this, next, 0);
}
void Mutex::Unlock() {
  STATOR_NEXT(MutexCall, "5Mutex6UnlockEv");
  UnlockAs(this, next, 0);
}
bool Mutex::TryLock() {
  STATOR_NEXT(MutexTry, "5Mutex7TryLockEv");
  return TryAs(this, next, 0);
}
void Mutex::ReaderLock() {
  STATOR_NEXT(MutexCall, "5Mutex10ReaderLockEv");
  LockAs(this, next, __tsan_mutex_read_lock);
}
void Mutex::ReaderUnlock() {
  STATOR_NEXT(MutexCall, "5Mutex12ReaderUnlockEv");
  UnlockAs(this, next, __tsan_mutex_read_lock);
}
bool Mutex::ReaderTryLock() {
  STATOR_NEXT(MutexTry, "5Mutex13ReaderTryLockEv");
  return TryAs(this, next, __tsan_mutex_read_lock);
}

void Mutex::Await(const Condition& condition) {
  Poll(
      this, [&] { return condition.Eval(); }, InfiniteDuration());
}
bool Mutex::AwaitWithTimeout(const Condition& condition, Duration timeout) {
  return Poll(
      this, [&] { return condition.Eval(); }, timeout);
}
void Mutex::LockWhen(const Condition& condition) {
  Lock();
  Await(condition);
}
bool Mutex::LockWhenWithTimeout(const Condition& condition, Duration timeout) {
  Lock();
  return AwaitWithTimeout(condition, timeout);
}

void CondVar::Wait(Mutex* mutex) {
  STATOR_NEXT(CondVarWait, "7CondVar4WaitEPNS0_5MutexE");
  WaitAs(mutex, [&] { next(this, mutex); });
}
bool CondVar::WaitWithTimeout(Mutex* mutex, Duration timeout) {
  STATOR_NEXT(CondVarTimed, "7CondVar15WaitWithTimeoutEPNS0_5MutexENS0_8DurationE");
  return WaitAs(mutex, [&] { return next(this, mutex, timeout); });
}

// A wait for what has been notified long ago takes no lock, only an atomic that is not seen.
void Notification::Notify() {
  STATOR_NEXT(NotifyCall, "12Notification6NotifyEv");
  __tsan_release(Address(this));
  next(this);
}
void Notification::WaitForNotification() const {
  STATOR_NEXT_CONST(NotifiedWait, "12Notification19WaitForNotificationEv");
  next(this);
  __tsan_acquire(Address(this));
}
bool Notification::WaitForNotificationWithTimeout(Duration timeout) const {
  STATOR_NEXT_CONST(NotifiedTimed, "12Notification30WaitForNotificationWithTimeoutENS0_8DurationE");
  const bool notified = next(this, timeout);
  if (notified) __tsan_acquire(Address(this));
  return notified;
}

}  // namespace debian3
}  // namespace absl
