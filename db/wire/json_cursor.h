// Reads JSON token by token. Every token that it passes is checked against the grammar, also those
// of values that are skipped; nothing recurses, so depth costs no stack.
//
//   JsonCursor cursor(text, index);
//   bool ok = cursor.ForEachMember(name_scratch, [&](std::string_view name) {
//     return name == "TableName" ? cursor.ReadString(&table, scratch) : cursor.SkipValue();
//   });
//
// Functions that return bool return false when the text is not JSON; where the cursor stands then
// does not matter.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "db/wire/json_index.h"

namespace stator::wire {

enum class JsonKind : uint8_t { kObject, kArray, kString, kNumber, kTrue, kFalse, kNull, kNone };

// Thread-compatible. Copies are positions: assign one back to return to it. Text and index must
// outlive it.
class JsonCursor {
 public:
  JsonCursor(std::string_view text, const JsonIndex& index)
      : text_(text),
        at_(index.begin()),
        end_(index.end()),
        may_escape_(text.find('\\') != std::string_view::npos) {}

  bool AtEnd() const { return at_ == end_; }

  // Where the next token begins in the text; its size at the end.
  size_t Offset() const { return at_ == end_ ? text_.size() : *at_; }

  // What begins here, by its first byte; kNone for what no value begins with. The token itself is
  // checked when it is read or skipped.
  JsonKind Kind() const {
    switch (Peek()) {
      case '{':
        return JsonKind::kObject;
      case '[':
        return JsonKind::kArray;
      case '"':
        return JsonKind::kString;
      case 't':
        return JsonKind::kTrue;
      case 'f':
        return JsonKind::kFalse;
      case 'n':
        return JsonKind::kNull;
      case '-':
        return JsonKind::kNumber;
      default:
        return IsDigit(Peek()) ? JsonKind::kNumber : JsonKind::kNone;
    }
  }

  // Passes a structural character if it stands here.
  bool Consume(char structural) {
    if (Peek() != structural) return false;
    ++at_;
    return true;
  }

  // Each passes a value of its kind. REQUIRES: Kind() is that kind.
  //
  // A string: a view of the text itself when it has no escapes, else of `scratch`.
  bool ReadString(std::string_view* value, std::string& scratch) {
    const size_t begin = *at_ + 1;
    size_t end = TokenEnd() - 1;
    while (text_[end] != '"') --end;  // Nothing but white space stands between two tokens.
    ++at_;
    *value = text_.substr(begin, end - begin);
    if (!may_escape_ || value->find('\\') == std::string_view::npos) [[likely]]
      return true;
    return Unescape(value, scratch);
  }
  // A number: its text.
  bool ReadNumber(std::string_view* digits) {
    *digits = Token();
    return SkipScalar();
  }
  // true, false or null.
  bool ReadAtom() { return SkipScalar(); }

  // Passes any value, whatever its depth.
  bool SkipValue();

  // Passes the rest of an object or array behind its opening brace. REQUIRES: Kind() is that kind.
  // Calls read(name), or read(), which passes one value and returns false to stop. `name` may point
  // into `scratch`, which nothing else may use until read no longer needs the name.
  template <typename Read>
  bool ForEachMember(std::string& scratch, Read&& read) {
    ++at_;
    if (Consume('}')) return true;
    do {
      std::string_view name;
      if (Peek() != '"' || !ReadString(&name, scratch) || !Consume(':')) return false;
      if (!read(name)) return false;
    } while (Consume(','));
    return Consume('}');
  }
  template <typename Read>
  bool ForEachElement(Read&& read) {
    ++at_;
    if (Consume(']')) return true;
    do {
      if (!read()) return false;
    } while (Consume(','));
    return Consume(']');
  }

  // An object or array without members. REQUIRES: Kind() is one of them.
  bool IsEmptyContainer() const {
    return at_ + 1 != end_ && (text_[at_[1]] == '}' || text_[at_[1]] == ']');
  }

 private:
  static bool IsDigit(char c) { return c >= '0' && c <= '9'; }

  // The byte with which the next token begins; NUL, which begins none, at the end.
  char Peek() const { return at_ == end_ ? '\0' : text_[*at_]; }

  // Where the next token begins.
  size_t TokenEnd() const { return at_ + 1 == end_ ? text_.size() : at_[1]; }
  // The text of a scalar: up to the next token, without the white space between.
  std::string_view Token() const {
    const size_t begin = *at_;
    size_t end = TokenEnd();
    while (IsSpace(text_[end - 1])) --end;
    return text_.substr(begin, end - begin);
  }
  static bool IsSpace(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

  // Checks and passes a string, number, true, false or null.
  bool SkipScalar();
  bool SkipName();
  // Replaces escapes, through `scratch`. False for a bad escape or a lone surrogate.
  static bool Unescape(std::string_view* value, std::string& scratch);

  std::string_view text_;
  const uint32_t* at_;
  const uint32_t* end_;
  bool may_escape_;  // Most texts hold no backslash at all: one look spares one for each string.
};

// True if `token` is a number by JSON's grammar; `*integer` says whether it has neither fraction
// nor exponent.
bool IsJsonNumber(std::string_view token, bool* integer);

}  // namespace stator::wire
