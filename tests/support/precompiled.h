// What most tests include, for cmake/quick_build.cmake. No file includes this one.
#pragma once

#include <absl/container/inlined_vector.h>
#include <absl/strings/str_cat.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include "stator/database.h"
