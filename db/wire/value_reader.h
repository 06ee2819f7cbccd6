// Attribute values from DynamoDB JSON ({"S": "text"}), written straight into their encoding.
//
// Two kinds of fault: one of shape stops the reading (no JSON, a wrong type: ScalarReader::fault).
// A defect of a value (two types, no number, an empty set, ...) does not, since the service reports
// it only when the whole request has the right shape: the first is kept, something well-formed is
// put in its place, and the caller throws the item away.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "db/model/builder.h"
#include "db/request/value_error.h"
#include "db/wire/scalar_reader.h"
#include "stator/value.h"

namespace stator::wire {

// One at a time per thread: it builds in memory that the thread keeps. Thread-compatible.
class ValueReader {
 public:
  // `scalars` must outlive this.
  explicit ValueReader(ScalarReader& scalars);
  ~ValueReader();
  ValueReader(const ValueReader&) = delete;
  ValueReader& operator=(const ValueReader&) = delete;

  // Passes an object of attribute values and gives the encoding of an M. REQUIRES: an object begins
  // at the cursor.
  bool ReadItem(std::string* encoded);
  // Passes one attribute value.
  bool ReadOne(std::string* encoded);

  // The first defect since the last call, and the attribute of the item in which it stands.
  std::optional<ValueDefect> TakeDefect() { return std::exchange(defect_, std::nullopt); }
  const std::string& defect_name() const { return defect_name_; }

 private:
  // A value at a depth; the attribute of an item is at depth 1.
  bool ReadValue(int depth);
  // What stands behind the name of a type.
  bool ReadTyped(Type type, int depth);
  bool ReadNumber();
  bool ReadNull();
  bool ReadBinary();
  bool ReadSet(Type set_type);
  bool ReadSetElement(Type set_type);
  bool ReadList(int depth);
  bool ReadMap(int depth);
  // Passes a container that is too deep.
  bool RefuseDepth();
  // The elements of a set as they came, separated by ", ".
  static std::string PrintElements(JsonCursor set);

  // Notes a defect, if it is the first.
  void Note(ValueDefect defect);

  ScalarReader& scalars_;
  JsonCursor& cursor_;
  ValueBuilder& builder_;
  size_t largest_ = 0;             // Of the values that were built.
  ValueBuilder* out_ = &builder_;  // Elsewhere for a value that is thrown away.
  std::string name_scratch_;
  std::string attribute_scratch_;
  std::string blob_;
  std::string_view attribute_;  // Of the item that is being read.
  std::optional<ValueDefect> defect_;
  std::string defect_name_;
};

}  // namespace stator::wire
