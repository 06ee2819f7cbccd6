# The program `stator`. Loading shared libraries is most of what starting it costs, so it takes from
# archives whatever the system has as such.

option(STATOR_STATIC_DEPENDENCIES "Link the server with static libraries where there are any" ON)

# The archives beside the shared libraries of the targets that a directory has imported.
function(stator_imported_archives directory result)
  get_property(targets DIRECTORY ${directory} PROPERTY IMPORTED_TARGETS)
  set(libraries)
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
  set(archives)
  foreach(library IN LISTS libraries)
    string(REGEX REPLACE "\\.so(\\.[0-9.]+)?$" ".a" archive "${library}")
    if(NOT archive STREQUAL library AND EXISTS "${archive}")
      list(APPEND archives "${archive}")
    endif()
  endforeach()
  list(REMOVE_DUPLICATES archives)
  set(${result} "${archives}" PARENT_SCOPE)
endfunction()

add_executable(stator_server main.cc operation_table.cc)
set_target_properties(stator_server PROPERTIES OUTPUT_NAME stator)
target_link_libraries(stator_server PRIVATE stator_compiler stator_server_core stator::stator)

if(STATOR_STATIC_DEPENDENCIES AND NOT STATOR_SANITIZE)
  stator_imported_archives(${PROJECT_SOURCE_DIR}/db archives)
  foreach(directory ${PROJECT_SOURCE_DIR}/http ${CMAKE_CURRENT_SOURCE_DIR})
    stator_imported_archives(${directory} found)
    list(APPEND archives_here ${found})
  endforeach()
  list(JOIN archives "," group)
  list(JOIN archives_here "," group_here)
  # The shared libraries follow, as dependencies of dependencies. What the archives have given is no
  # longer needed from them, and the linker leaves out those that are not needed at all.
  target_link_libraries(stator_server PRIVATE
    "-Wl,--start-group,${group},${group_here},--end-group")
  target_link_options(stator_server PRIVATE -Wl,--as-needed)
  # One shared library of C++ brings the shared runtime, and two runtimes load slower than one.
  if("${archives}" MATCHES "/libsimdjson\\.a")
    target_link_options(stator_server PRIVATE -static-libstdc++ -static-libgcc)
  endif()
endif()

if(STATOR_INSTALL)
  include(GNUInstallDirs)
  install(TARGETS stator_server RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
