# The program `stator`. Loading shared libraries is most of what starting it costs, so it takes from
# archives whatever the system has as such; where that is everything, the program is static: one
# file that runs on any Linux.

option(STATOR_STATIC_DEPENDENCIES "Link the server with static libraries where there are any" ON)
# Debian has no archive of this one. `./dev` gets its source, of the version of Debian's headers.
set(STATOR_SIMDJSON_SOURCE "" CACHE PATH "Directory of simdjson.cpp, to link the server with")

# The archives beside the shared libraries of all targets that some directories have imported, and
# the names of those that have none.
function(stator_imported_archives archives_out missing_out)
  set(libraries)
  foreach(directory IN LISTS ARGN)
    get_property(targets DIRECTORY ${directory} PROPERTY IMPORTED_TARGETS)
    foreach(target IN LISTS targets)
      get_target_property(type ${target} TYPE)
      set(properties INTERFACE_LINK_LIBRARIES)
      if(NOT type STREQUAL "INTERFACE_LIBRARY")
        get_target_property(configurations ${target} IMPORTED_CONFIGURATIONS)
        set(properties IMPORTED_LOCATION)
        foreach(configuration IN LISTS configurations)
          list(APPEND properties IMPORTED_LOCATION_${configuration})
        endforeach()
      endif()
      foreach(property IN LISTS properties)
        get_target_property(values ${target} ${property})
        list(APPEND libraries ${values})
      endforeach()
    endforeach()
  endforeach()
  list(FILTER libraries INCLUDE REGEX "\\.so(\\.[0-9.]+)?$")
  set(archives)
  set(missing)
  foreach(library IN LISTS libraries)
    string(REGEX REPLACE "\\.so(\\.[0-9.]+)?$" ".a" archive "${library}")
    if(EXISTS "${archive}")
      list(APPEND archives "${archive}")
    else()
      get_filename_component(name "${archive}" NAME_WE)
      list(APPEND missing ${name})
    endif()
  endforeach()
  list(REMOVE_DUPLICATES archives)
  list(REMOVE_DUPLICATES missing)
  set(${archives_out} "${archives}" PARENT_SCOPE)
  set(${missing_out} "${missing}" PARENT_SCOPE)
endfunction()

# Compiled by itself, so that the program can be linked without what its libraries ask for.
add_library(stator_program OBJECT main.cc)
target_link_libraries(stator_program PRIVATE
  stator_compiler stator_server_api stator_server_core stator::stator)

add_executable(stator_server $<TARGET_OBJECTS:stator_program>)
set_target_properties(stator_server PROPERTIES OUTPUT_NAME stator LINKER_LANGUAGE CXX)

set(archives)
set(missing)
if(STATOR_STATIC_DEPENDENCIES AND NOT STATOR_SANITIZE AND NOT BUILD_SHARED_LIBS)
  stator_imported_archives(archives missing
    ${PROJECT_SOURCE_DIR}/db ${PROJECT_SOURCE_DIR}/http ${CMAKE_CURRENT_SOURCE_DIR})
  if(STATOR_SIMDJSON_SOURCE AND missing STREQUAL "libsimdjson")
    add_library(stator_simdjson STATIC EXCLUDE_FROM_ALL ${STATOR_SIMDJSON_SOURCE}/simdjson.cpp)
    target_compile_features(stator_simdjson PRIVATE cxx_std_17)
    add_dependencies(stator_server stator_simdjson)
    list(APPEND archives $<TARGET_FILE:stator_simdjson>)
    set(missing)
  endif()
endif()
list(JOIN archives "," group)

if(archives AND NOT missing)
  # Nothing is left to load. The libraries are named as files: as targets they would bring the
  # shared ones along.
  target_link_libraries(stator_server PRIVATE
    $<TARGET_FILE:stator_server_api> $<TARGET_FILE:stator_server_core> $<TARGET_FILE:stator>
    "-Wl,--start-group,${group},--end-group")
  target_link_options(stator_server PRIVATE -static-pie)
  add_dependencies(stator_server stator_server_api stator_server_core stator)
else()
  target_link_libraries(stator_server PRIVATE
    stator_compiler stator_server_api stator_server_core stator::stator)
  if(archives)
    # The shared libraries follow, as dependencies of dependencies. What the archives have given is
    # no longer needed from them, and the linker leaves out those that are not needed at all.
    target_link_libraries(stator_server PRIVATE "-Wl,--start-group,${group},--end-group")
    target_link_options(stator_server PRIVATE -Wl,--as-needed)
  endif()
endif()

if(STATOR_INSTALL)
  include(GNUInstallDirs)
  install(TARGETS stator_server RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
