// Writes encoded values in one pass: the JSON reader, updates and projections all build with it.
//
//   ValueBuilder out;
//   out.BeginMap();
//   out.Name("page");  out.String("/home");
//   out.Name("tags");  out.BeginSet(Type::kStringSet);  out.SetElement("a");  ...  out.End();
//   out.End();
//   std::string item = out.Take();
//
// Names may come in any order: a map that did not arrive sorted is sorted once, when it ends.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "stator/value.h"

namespace stator {

// Thread-compatible. The order of calls is the caller's to keep: a Name before each value of a map,
// nothing but SetElement in a set, one value at the top.
class ValueBuilder {
 public:
  void Null();
  void Bool(bool value);
  void Number(std::string_view encoded_number);
  void String(std::string_view utf8);
  void Binary(std::string_view bytes);
  void Copy(ValueView value);  // Any value, as it is.

  void BeginMap();
  void Name(std::string_view name);  // Before each value of a map.
  void BeginList();
  void BeginSet(Type set_type);
  void SetElement(std::string_view payload);  // Text, bytes, or an encoded number.

  // How the innermost open container ends. Of several attributes of one name the last is kept.
  struct Ended {
    bool duplicate_name = false;     // A map had the same name twice.
    bool duplicate_element = false;  // A set had the same element twice (one is kept).
    uint32_t count = 0;              // Elements, after duplicates are dropped.
  };
  Ended End();

  int depth() const { return static_cast<int>(frames_.size()); }  // Open containers.
  size_t bytes() const { return size_; }
  // The finished value, to be looked at before the next call; or taken, after which the builder is
  // empty. REQUIRES: exactly one value was written and every container ended.
  ValueView view() const;
  std::string Take();
  void Clear();  // Forgets everything. Memory is kept: a builder that is used again grows no more.

 private:
  struct Frame {
    Type type;
    bool sorted;  // So far, every name or element is greater than the one before it.
    uint32_t count;
    size_t start;           // Of the tag in the buffer.
    uint32_t first_offset;  // Into offsets_: where each entry of this map or set begins.
  };

  // Room for `bytes` more at the end of the buffer, which holds size_ bytes until it is moved on.
  char* Reserve(size_t bytes);
  void Grow(size_t bytes);
  void BeforeValue();
  void Scalar(Type type, std::string_view payload);
  void Begin(Type type);
  // A name or an element of a set.
  void AppendSorted(std::string_view bytes);
  // Puts the entries of the innermost container in order; returns true if any were the same.
  bool SortEntries(Frame& frame);

  // Not a std::string: its every append is a call, and this is where requests become items.
  std::unique_ptr<char[]> buffer_;
  size_t size_ = 0;
  size_t capacity_ = 0;
  std::vector<Frame> frames_;
  std::vector<uint32_t> offsets_;
};

}  // namespace stator
