# Compiler settings of our own targets. They hang on the targets, never on the whole project, so
# that a program which takes Stator in as a subdirectory keeps its own.

if(PROJECT_IS_TOP_LEVEL)
  if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
  endif()
  set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
  set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
  find_program(STATOR_CCACHE ccache)
  if(STATOR_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${STATOR_CCACHE})
  endif()
endif()

add_library(stator_compiler INTERFACE)
target_compile_features(stator_compiler INTERFACE cxx_std_20)
target_compile_options(stator_compiler INTERFACE -Wall -Wextra
  $<$<BOOL:${STATOR_WERROR}>:-Werror>)
if("undefined" IN_LIST STATOR_SANITIZE)
  # Checks that cost a sixth of the time that the compiler takes, and look for what the address
  # sanitizer sees when it happens.
  set(STATOR_UNCHECKED -fno-sanitize=null,object-size,vptr)
endif()
foreach(sanitizer IN LISTS STATOR_SANITIZE)
  target_compile_options(stator_compiler INTERFACE -fsanitize=${sanitizer}
    -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(stator_compiler INTERFACE -fsanitize=${sanitizer})
endforeach()
target_compile_options(stator_compiler INTERFACE ${STATOR_UNCHECKED})
if(STATOR_BUILD_FUZZERS)
  # What the fuzzer steers by: which branches of our code an input reaches.
  target_compile_options(stator_compiler INTERFACE -fsanitize=fuzzer-no-link)
  target_link_options(stator_compiler INTERFACE -fsanitize=fuzzer-no-link)
endif()
