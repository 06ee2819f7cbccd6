# A room of db/ is an object library of its own, so that a test links its room and those below it,
# and a link error shows a dependency that points upward.
#
#   stator_room(model DEPENDS base LIBRARIES PkgConfig::sodium SOURCES number.cc value.cc)
#   stator_test(number_test ROOMS model SOURCES number_test.cc)

function(stator_room name)
  cmake_parse_arguments(ROOM "" "" "DEPENDS;LIBRARIES;SOURCES" ${ARGN})
  add_library(stator_${name} OBJECT ${ROOM_SOURCES})
  set_target_properties(stator_${name} PROPERTIES POSITION_INDEPENDENT_CODE ON)
  target_include_directories(stator_${name} PUBLIC
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}> $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/db/include>)
  target_link_libraries(stator_${name}
    PRIVATE $<BUILD_INTERFACE:stator_compiler> PUBLIC ${ROOM_LIBRARIES})
  stator_reuse_precompiled(stator_${name} stator_room_headers)
  stator_compile_together(stator_${name} 24 ${STATOR_ROOMS_TOGETHER})
  set(closure stator_${name})
  foreach(dependency IN LISTS ROOM_DEPENDS)
    target_link_libraries(stator_${name} PUBLIC stator_${dependency})
    get_property(below GLOBAL PROPERTY stator_closure_${dependency})
    list(APPEND closure ${below})
  endforeach()
  list(REMOVE_DUPLICATES closure)
  set_property(GLOBAL PROPERTY stator_closure_${name} "${closure}")
  set_property(GLOBAL APPEND PROPERTY stator_rooms stator_${name})
  set_property(GLOBAL APPEND PROPERTY stator_libraries ${ROOM_LIBRARIES})
endfunction()

# Links a target with rooms and with all that those stand on.
function(stator_link_rooms target)
  set(closure)
  foreach(room IN LISTS ARGN)
    get_property(below GLOBAL PROPERTY stator_closure_${room})
    if(NOT below)
      message(FATAL_ERROR "${target}: there is no room '${room}'")
    endif()
    list(APPEND closure ${below})
  endforeach()
  list(REMOVE_DUPLICATES closure)
  target_link_libraries(${target} PRIVATE stator_compiler ${closure})
endfunction()

# A test that counts: its command writes the cases that it ran, as JUnit XML, to `results`, from
# where `./dev test` adds them up. LABELS say which tier runs it (none: all of them):
#   concurrent  also run under the thread sanitizer
#   slow        not in the quick tier
#   torture     only `./dev torture`
#   release     only in a release build, not under a sanitizer
# PLAIN: the command writes no results; its exit status is one case.
function(stator_add_test name)
  cmake_parse_arguments(TEST "PLAIN" "TIMEOUT" "COMMAND;LABELS" ${ARGN})
  if(TEST_PLAIN)
    file(WRITE ${PROJECT_BINARY_DIR}/plain_tests/${name} "")
  endif()
  if(NOT TEST_TIMEOUT)
    set(TEST_TIMEOUT 300)
  endif()
  add_test(NAME ${name} COMMAND ${TEST_COMMAND})
  # Those that take minutes begin first, and the others run beside them.
  if(TEST_LABELS MATCHES "consumer|sdk")
    set_tests_properties(${name} PROPERTIES COST 1000)
  endif()
  set_tests_properties(${name} PROPERTIES TIMEOUT ${TEST_TIMEOUT} LABELS "${TEST_LABELS}"
    ENVIRONMENT "GTEST_OUTPUT=xml:${PROJECT_BINARY_DIR}/results/${name}.xml;\
UBSAN_OPTIONS=print_stacktrace=1;TSAN_OPTIONS=second_deadlock_stack=1")
endfunction()

# A GoogleTest executable, registered with CTest under its own name.
function(stator_test name)
  cmake_parse_arguments(TEST "" "TIMEOUT" "ROOMS;LIBRARIES;SOURCES;LABELS" ${ARGN})
  add_executable(${name} ${TEST_SOURCES})
  stator_link_rooms(${name} ${TEST_ROOMS})
  target_link_libraries(${name} PRIVATE
    stator_test_compiler ${TEST_LIBRARIES} GTest::gmock GTest::gtest_main)
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  stator_reuse_precompiled(${name} stator_test_headers)
  stator_compile_together(${name} 8 ${STATOR_COMPILE_TOGETHER})
  stator_add_test(${name} COMMAND ${name} TIMEOUT ${TEST_TIMEOUT} LABELS ${TEST_LABELS})
  if("concurrent" IN_LIST TEST_LABELS)
    if("thread" IN_LIST STATOR_SANITIZE)
      target_link_libraries(${name} PRIVATE stator_tsan)
    endif()
    add_dependencies(stator_concurrent_tests ${name})
  endif()
endfunction()
