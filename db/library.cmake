# The library itself, made of the rooms' objects: static, or shared with BUILD_SHARED_LIBS. What is
# installed is db/include, the library, a CMake package and a pkg-config file; nothing else of the
# source is public.

get_property(rooms GLOBAL PROPERTY stator_rooms)
get_property(libraries GLOBAL PROPERTY stator_libraries)
list(REMOVE_DUPLICATES libraries)

add_library(stator)
add_library(stator::stator ALIAS stator)
foreach(room IN LISTS rooms)
  target_sources(stator PRIVATE $<TARGET_OBJECTS:${room}>)
endforeach()
set_target_properties(stator PROPERTIES
  LINKER_LANGUAGE CXX
  VERSION ${PROJECT_VERSION}
  SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR})
target_compile_features(stator PUBLIC cxx_std_20)
target_include_directories(stator PUBLIC
  $<BUILD_INTERFACE:${CMAKE_CURRENT_SOURCE_DIR}/include> $<INSTALL_INTERFACE:include>)
# The public headers use Abseil's status, containers of arguments and function references; the rest
# is needed to link, not to compile.
set(public_libraries absl::any_invocable absl::function_ref absl::span absl::status absl::statusor)
list(REMOVE_ITEM libraries ${public_libraries})
target_link_libraries(stator PUBLIC ${public_libraries} PRIVATE ${libraries})

if(NOT STATOR_INSTALL)
  return()
endif()

include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/stator)

install(TARGETS stator EXPORT stator-targets COMPONENT library
  LIBRARY COMPONENT library NAMELINK_COMPONENT library)
install(DIRECTORY include/stator DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT library)
install(EXPORT stator-targets NAMESPACE stator:: DESTINATION ${package_dir} COMPONENT library)
configure_package_config_file(
  ${PROJECT_SOURCE_DIR}/cmake/stator-config.cmake.in stator-config.cmake
  INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(stator-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/stator-config.cmake
              ${CMAKE_CURRENT_BINARY_DIR}/stator-config-version.cmake
  DESTINATION ${package_dir} COMPONENT library)

# pkg-config: names of the packages behind the targets that we link.
function(stator_pkg_config_names out)
  set(names)
  foreach(library IN LISTS ARGN)
    if(library MATCHES "^absl::(.*)$")
      list(APPEND names absl_${CMAKE_MATCH_1})
    elseif(library MATCHES "^simdjson::")
      list(APPEND names simdjson)
    elseif(library MATCHES "^PkgConfig::(.*)$")
      list(APPEND names ${${CMAKE_MATCH_1}_MODULE_NAME})
    else()
      message(FATAL_ERROR "library.cmake: no pkg-config name is known for ${library}")
    endif()
  endforeach()
  list(JOIN names " " names)
  set(${out} "${names}" PARENT_SCOPE)
endfunction()
stator_pkg_config_names(STATOR_REQUIRES ${public_libraries})
stator_pkg_config_names(STATOR_REQUIRES_PRIVATE ${libraries})
if(NOT BUILD_SHARED_LIBS)
  # A static library links nothing by itself: whoever links it links the rest too.
  string(APPEND STATOR_REQUIRES " ${STATOR_REQUIRES_PRIVATE}")
  set(STATOR_REQUIRES_PRIVATE)
endif()
file(RELATIVE_PATH STATOR_PREFIX_FROM_PC /p/${CMAKE_INSTALL_LIBDIR}/pkgconfig /p)
configure_file(${PROJECT_SOURCE_DIR}/cmake/stator.pc.in stator.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/stator.pc
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT library)
