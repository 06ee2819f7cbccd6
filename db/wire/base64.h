// Base64 of RFC 4648, section 4: with padding, and only the canonical text of some bytes is taken.
#pragma once

#include <string>
#include <string_view>

namespace stator::wire {

// Appends the bytes of `text` to `out`. False when it is not canonical base64; `out` is then
// unspecified.
bool DecodeBase64(std::string_view text, std::string& out);

// Bytes of text for this many bytes.
constexpr size_t Base64Size(size_t bytes) { return (bytes + 2) / 3 * 4; }

// Writes Base64Size(bytes.size()) characters.
void EncodeBase64(std::string_view bytes, char* out);

}  // namespace stator::wire
