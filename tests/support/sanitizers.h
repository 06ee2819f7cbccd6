// Which sanitizer a test is compiled for; the compilers say it in different ways.
#pragma once

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define STATOR_UNDER_ASAN 1
#endif
#if __has_feature(thread_sanitizer)
#define STATOR_UNDER_TSAN 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) && !defined(STATOR_UNDER_ASAN)
#define STATOR_UNDER_ASAN 1
#endif
#if defined(__SANITIZE_THREAD__) && !defined(STATOR_UNDER_TSAN)
#define STATOR_UNDER_TSAN 1
#endif

namespace stator {

#if defined(STATOR_UNDER_ASAN) || defined(STATOR_UNDER_TSAN)
inline constexpr bool kUnderSanitizer = true;
#else
inline constexpr bool kUnderSanitizer = false;
#endif

}  // namespace stator
