# What makes a build quick: headers that nearly every file includes, parsed once for many files, and
# files compiled many at a time. The tests are compiled so in every build but `dev`, where a change
# to one file shall soon be seen; the rooms are where sanitizers are on, and where only a server is
# wanted soon (`./dev run` in a new clone). Otherwise the rooms of a release build are compiled file
# by file: there a file that lacks an include is found, and what a user's build compiles is compiled
# here in the same words, so that the compiler cache serves both.
#
# Files that are compiled together share their unnamed namespaces: nothing may be named twice in the
# files of a test or a room.

option(STATOR_PRECOMPILE "Parse common headers once per build" ${PROJECT_IS_TOP_LEVEL})
option(STATOR_COMPILE_TOGETHER "Compile several files at a time" ${PROJECT_IS_TOP_LEVEL})
option(STATOR_QUICK_ROOMS "Do both for the rooms without sanitizers too" OFF)

if(STATOR_SANITIZE OR STATOR_QUICK_ROOMS)
  set(STATOR_PRECOMPILE_ROOMS ${STATOR_PRECOMPILE})
  set(STATOR_ROOMS_TOGETHER ${STATOR_COMPILE_TOGETHER})
else()
  set(STATOR_PRECOMPILE_ROOMS OFF)
  set(STATOR_ROOMS_TOGETHER OFF)
endif()

# `stator_compile_together(x 24 ${STATOR_ROOMS_TOGETHER})`: so many files at a time.
function(stator_compile_together target files together)
  set_target_properties(${target} PROPERTIES
    UNITY_BUILD ${together} UNITY_BUILD_BATCH_SIZE ${files})
endfunction()

# A target that others reuse: `target_precompile_headers(x REUSE_FROM <name>)` in x's own flags,
# which must be the same. `header` is found from the project's root, so that two clones write the
# same words and share what the compiler cache holds.
function(stator_precompiled name header)
  file(GENERATE OUTPUT ${PROJECT_BINARY_DIR}/precompiled/${name}.cc CONTENT "")
  add_library(${name} OBJECT ${PROJECT_BINARY_DIR}/precompiled/${name}.cc)
  target_precompile_headers(${name} PRIVATE <${header}>)
  stator_use_compiler_cache(${name})
  # The cache must compare headers as they are, comments too, and not what the preprocessor leaves
  # of them: a precompiled header keeps their sums, by which `#pragma once` knows them again.
  if(CMAKE_CXX_COMPILER_LAUNCHER MATCHES "ccache$")
    set_target_properties(${name} PROPERTIES CXX_COMPILER_LAUNCHER
      "${CMAKE_COMMAND};-E;env;CCACHE_DEPEND=1;${CMAKE_CXX_COMPILER_LAUNCHER}")
  endif()
endfunction()

# Lets `target` take the headers of `from`, where there is such a target.
function(stator_reuse_precompiled target from)
  if(TARGET ${from})
    target_precompile_headers(${target} REUSE_FROM ${from})
    get_target_property(position_independent ${from} POSITION_INDEPENDENT_CODE)
    if(position_independent)
      set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE ON)
    endif()
    stator_use_compiler_cache(${target})
    # g++ forgets that a precompiled header was the system's, and warns of what it takes for
    # overflows in the library's own strings and vectors. Sanitizers look for those with more sense.
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
      target_compile_options(${target} PRIVATE
        -Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread -Wno-restrict)
    endif()
  endif()
endfunction()

# clang writes the times of headers into what it precompiled, and a compiler cache then misses.
function(stator_use_compiler_cache target)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    target_compile_options(${target} PRIVATE "SHELL:-Xclang -fno-pch-timestamp")
  endif()
endfunction()
