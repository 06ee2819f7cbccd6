#include "db/wire/json_cursor.h"

#include <optional>

namespace stator::wire {
namespace {

bool IsDecimal(char c) { return c >= '0' && c <= '9'; }

// Passes a run of digits; false if there is none.
bool PassDigits(std::string_view token, size_t* at) {
  const size_t begin = *at;
  while (*at < token.size() && IsDecimal(token[*at])) ++*at;
  return *at > begin;
}

bool PassOneOf(std::string_view token, size_t* at, std::string_view choices) {
  if (*at == token.size() || choices.find(token[*at]) == std::string_view::npos) return false;
  ++*at;
  return true;
}

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// The code unit of "XXXX" at `at`.
std::optional<uint32_t> HexUnit(std::string_view text, size_t at) {
  if (at + 4 > text.size()) return std::nullopt;
  uint32_t unit = 0;
  for (size_t i = at; i < at + 4; ++i) {
    const int digit = HexDigit(text[i]);
    if (digit < 0) return std::nullopt;
    unit = unit << 4 | static_cast<uint32_t>(digit);
  }
  return unit;
}

void AppendUtf8(uint32_t code, std::string& out) {
  const auto put = [&out](uint32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (code < 0x80) return put(code);
  if (code < 0x800) {
    put(0xC0 | code >> 6);
  } else if (code < 0x10000) {
    put(0xE0 | code >> 12);
    put(0x80 | (code >> 6 & 0x3F));
  } else {
    put(0xF0 | code >> 18);
    put(0x80 | (code >> 12 & 0x3F));
    put(0x80 | (code >> 6 & 0x3F));
  }
  put(0x80 | (code & 0x3F));
}

// The code point of "\uXXXX", or of a pair of them, of which `*at` is behind the first "\u"; moves
// behind it. Nothing for half a pair: DynamoDB stores UTF-8, which has no form of it.
std::optional<uint32_t> TakeCodePoint(std::string_view text, size_t* at) {
  const std::optional<uint32_t> high = HexUnit(text, *at);
  if (!high || (*high >= 0xDC00 && *high <= 0xDFFF)) return std::nullopt;
  *at += 4;
  if (*high < 0xD800 || *high > 0xDBFF) return high;
  if (text.substr(*at, 2) != "\\u") return std::nullopt;
  const std::optional<uint32_t> low = HexUnit(text, *at + 2);
  if (!low || *low < 0xDC00 || *low > 0xDFFF) return std::nullopt;
  *at += 6;
  return 0x10000 + ((*high - 0xD800) << 10) + (*low - 0xDC00);
}

char SimpleEscape(char c) {
  switch (c) {
    case '"':
    case '\\':
    case '/':
      return c;
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return '\0';
  }
}

}  // namespace

bool IsJsonNumber(std::string_view token, bool* integer) {
  size_t at = 0;
  PassOneOf(token, &at, "-");
  const size_t first = at;
  if (!PassDigits(token, &at)) return false;
  if (token[first] == '0' && at > first + 1) return false;
  *integer = at == token.size();
  if (PassOneOf(token, &at, ".") && !PassDigits(token, &at)) return false;
  if (PassOneOf(token, &at, "eE")) {
    PassOneOf(token, &at, "+-");
    if (!PassDigits(token, &at)) return false;
  }
  return at == token.size();
}

bool JsonCursor::Unescape(std::string_view* value, std::string& scratch) {
  const std::string_view text = *value;
  scratch.clear();
  for (size_t at = 0; at < text.size();) {
    const size_t escape = std::min(text.find('\\', at), text.size());
    scratch.append(text, at, escape - at);
    if (escape == text.size()) break;
    // An escape is never the last byte: the quote behind it would not have ended the string.
    at = escape + 2;
    if (text[escape + 1] == 'u') {
      const std::optional<uint32_t> code = TakeCodePoint(text, &at);
      if (!code) return false;
      AppendUtf8(*code, scratch);
    } else {
      const char plain = SimpleEscape(text[escape + 1]);
      if (plain == '\0') return false;
      scratch.push_back(plain);
    }
  }
  *value = scratch;
  return true;
}

bool JsonCursor::SkipScalar() {
  switch (Kind()) {
    case JsonKind::kString: {
      std::string_view value;
      std::string scratch;
      return ReadString(&value, scratch);
    }
    case JsonKind::kNumber: {
      bool integer;
      const std::string_view digits = Token();
      ++at_;
      return IsJsonNumber(digits, &integer);
    }
    case JsonKind::kTrue:
      return Token() == "true" && Consume('t');
    case JsonKind::kFalse:
      return Token() == "false" && Consume('f');
    case JsonKind::kNull:
      return Token() == "null" && Consume('n');
    default:
      return false;
  }
}

bool JsonCursor::SkipName() { return Peek() == '"' && SkipScalar() && Consume(':'); }

bool JsonCursor::SkipValue() {
  std::string open;  // What ends each container that is open, outermost first.
  for (;;) {
    if (Consume('{')) {
      open.push_back('}');
      if (Peek() != '}') {
        if (!SkipName()) return false;
        continue;
      }
    } else if (Consume('[')) {
      open.push_back(']');
      if (Peek() != ']') continue;
    } else if (!SkipScalar()) {
      return false;
    }
    // Behind a value, or in an empty container: what ends here, ends.
    while (!open.empty() && Consume(open.back())) open.pop_back();
    if (open.empty()) return true;
    if (!Consume(',')) return false;
    if (open.back() == '}' && !SkipName()) return false;
  }
}

}  // namespace stator::wire
