// The grammar of header lines, which requests, responses and the trailers of chunks share. Pure: no
// allocation, views of what was given.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace stator::http {

// Why a message was refused. `status` is what a server answers, 0 if nothing is wrong; `reason` is
// a literal.
struct HttpError {
  int status = 0;
  std::string_view reason = {};

  explicit operator bool() const { return status != 0; }
};

struct HeaderLine {
  std::string_view name;
  std::string_view value;  // Without the white space around it.
};

// One line without its CRLF, by RFC 9112 read strictly: nullopt for white space before the colon, a
// line that continues the one before, control characters.
std::optional<HeaderLine> ParseHeaderLine(std::string_view line);

// How many characters of a token `text` begins with: names of headers and methods are tokens.
size_t TokenLength(std::string_view text);

// Content-Length: digits only. More than 19 of them would not fit, and no limit of ours is near.
std::optional<uint64_t> ParseLength(std::string_view text);

// True if the two are the same but for the case of ASCII letters.
bool EqualsIgnoringCase(std::string_view a, std::string_view b);

// Without spaces and tabs at both ends.
std::string_view Trim(std::string_view text);

// Calls visit for every element of a comma-separated list.
template <typename Visit>
void ForEachElement(std::string_view list, Visit visit) {
  while (!list.empty()) {
    const size_t comma = list.find(',');
    visit(Trim(list.substr(0, comma)));
    if (comma == std::string_view::npos) return;
    list.remove_prefix(comma + 1);
  }
}

}  // namespace stator::http
