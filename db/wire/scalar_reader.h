// Reads JSON where a value of a certain type is expected, with the service's conversions and, when
// there is none, its words: "NUMBER_VALUE cannot be converted to String".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "db/wire/json_cursor.h"

namespace stator::wire {

// What the API model expects. The service is written in Java, and says so in its messages.
enum class Expected : uint8_t {
  kString,
  kInteger,
  kLong,
  kBoolean,
  kBlob,
  kList,
  kMap,        // By a text that names the Java type of the map.
  kStructure,  // By the name of the structure in the API.
  kElement,    // The same, as element of a list or value of a map.
  kContainer,  // A list or a map, likewise; a map by a text as kMap.
};

// Functions return false when the text is no JSON or has the wrong type; fault() tells which.
// Thread-compatible.
class ScalarReader {
 public:
  // `cursor` must outlive this.
  explicit ScalarReader(JsonCursor& cursor) : cursor_(cursor) {}

  JsonCursor& cursor() { return cursor_; }
  // What was wrong with the type of a value; empty: the text is no JSON.
  const std::string& fault() const { return fault_; }

  // The view lives until the next call.
  bool ReadText(std::string_view* text) {
    if (cursor_.Kind() != JsonKind::kString) [[unlikely]]
      return WrongType(Expected::kString);
    return cursor_.ReadString(text, scratch_);
  }
  // Also takes the texts "true", "1", "yes" and "false", "0", "no", as the service does.
  bool ReadBoolean(bool* value);
  // Numbers with a fraction are cut, numbers out of range become the nearest in range: it is then
  // the member gate that speaks.
  bool ReadInteger(int32_t* value);
  bool ReadInteger(int64_t* value);
  // For results, which clients read.
  bool ReadDouble(double* value);
  // Text that stands for bytes, which overwrite `bytes`.
  bool ReadBlob(std::string* bytes);

  // Notes a type fault and returns false. `name` is what kMap and those behind it want.
  bool WrongType(Expected expected, std::string_view name = {});
  bool Fail(std::string_view fault) {
    fault_ = fault;
    return false;
  }

 private:
  bool ReadWhole(Expected expected, int64_t* value);

  JsonCursor& cursor_;
  std::string fault_;
  std::string scratch_;
};

}  // namespace stator::wire
