// Plain JSON to values: {"page": "/home", "count": 3}.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "db/model/builder.h"
#include "db/wire/json_cursor.h"

namespace stator::wire {

// Reads one document. Thread-compatible.
class PlainReader {
 public:
  // `cursor` must outlive this.
  explicit PlainReader(JsonCursor& cursor) : cursor_(cursor) {}

  // The encoding of the value. An attribute of an item stands at depth 1, the item at depth 0.
  absl::StatusOr<std::string> Read(int depth);

 private:
  // These return false when the text is no JSON, or when error_ says what else is wrong.
  bool ReadValue(int depth);
  bool ReadNumber();
  bool ReadArray(int depth);
  bool ReadObject(int depth);

  JsonCursor& cursor_;
  ValueBuilder out_;
  std::string text_scratch_;
  std::string name_scratch_;
  absl::Status error_;
};

}  // namespace stator::wire
