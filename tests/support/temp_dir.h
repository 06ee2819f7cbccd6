// A directory of its own for a test, removed with all it holds when the object goes.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

#include "db/base/check.h"

namespace stator::testing {

class TempDir {
 public:
  TempDir() {
    std::string pattern = std::filesystem::temp_directory_path() / "stator-test-XXXXXX";
    STATOR_CHECK(mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
  }
  ~TempDir() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace stator::testing
