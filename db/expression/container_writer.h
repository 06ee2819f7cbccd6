// Writes containers whose parts mostly exist as encoded bytes already: runs of attributes are
// copied whole, and a container that stayed empty can be taken back. (To write values from parts,
// use ValueBuilder.)
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "db/model/encode.h"
#include "stator/value.h"

namespace stator::expression {

class ContainerWriter {
 public:
  explicit ContainerWriter(std::string& out) : out_(out) {}

  // Returns where the container starts, for End.
  size_t Begin() {
    const size_t start = out_.size();
    out_.append(internal::kContainerHeaderBytes, '\0');
    return start;
  }
  void End(size_t start, Type type, size_t count) {
    const size_t bytes = out_.size() - start - internal::kContainerHeaderBytes;
    internal::WriteContainerHeader(type, bytes, count, out_.data() + start);
  }

  void Name(std::string_view name) { internal::AppendPrefixed(name, out_); }
  // Whole values, or whole entries of a map.
  void Copy(std::string_view encoded) { out_.append(encoded); }

  size_t size() const { return out_.size(); }
  // Forgets what was written behind `size`.
  void TakeBack(size_t size) { out_.resize(size); }

 private:
  std::string& out_;
};

}  // namespace stator::expression
