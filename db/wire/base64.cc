#include "db/wire/base64.h"

#include <array>
#include <cstdint>

namespace stator::wire {
namespace {

constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

constexpr uint8_t kInvalid = 0xFF;

constexpr std::array<uint8_t, 256> MakeReverse() {
  std::array<uint8_t, 256> reverse{};
  reverse.fill(kInvalid);
  for (size_t i = 0; i < kAlphabet.size(); ++i) {
    reverse[static_cast<uint8_t>(kAlphabet[i])] = static_cast<uint8_t>(i);
  }
  return reverse;
}

constexpr std::array<uint8_t, 256> kReverse = MakeReverse();

// The 24 bits of four characters; more than 24 bits when one of them is none of the alphabet.
uint32_t Quad(const char* text) {
  uint32_t bits = 0;
  uint32_t invalid = 0;
  for (int i = 0; i < 4; ++i) {
    const uint8_t sextet = kReverse[static_cast<uint8_t>(text[i])];
    invalid |= sextet & 0x80u;
    bits = bits << 6 | (sextet & 0x3Fu);
  }
  return bits | invalid << 24;
}

void Put(uint32_t bits, int bytes, std::string& out) {
  for (int i = 0; i < bytes; ++i) out.push_back(static_cast<char>(bits >> (16 - 8 * i)));
}

}  // namespace

bool DecodeBase64(std::string_view text, std::string& out) {
  if (text.size() % 4 != 0) return false;
  if (text.empty()) return true;
  out.reserve(out.size() + text.size() / 4 * 3);
  const std::string_view last = text.substr(text.size() - 4);
  for (const char* at = text.data(); at != last.data(); at += 4) {
    const uint32_t bits = Quad(at);
    if (bits >> 24 != 0) return false;
    Put(bits, 3, out);
  }
  const int padding = last[3] != '=' ? 0 : last[2] != '=' ? 1 : 2;
  const char filled[4] = {last[0], last[1], padding == 2 ? 'A' : last[2],
                          padding > 0 ? 'A' : last[3]};
  const uint32_t bits = Quad(filled);
  // The bits that padding leaves over must be zero, or several texts would mean the same bytes.
  if (bits >> 24 != 0 || (bits & ((1u << (8 * padding)) - 1)) != 0) return false;
  Put(bits, 3 - padding, out);
  return true;
}

void EncodeBase64(std::string_view bytes, char* out) {
  size_t i = 0;
  const auto byte = [&bytes](size_t at) { return uint32_t{static_cast<uint8_t>(bytes[at])}; };
  const auto put = [&out](uint32_t bits, int sextets) {
    for (int s = 0; s < 4; ++s) *out++ = s < sextets ? kAlphabet[bits >> (18 - 6 * s) & 0x3F] : '=';
  };
  for (; i + 3 <= bytes.size(); i += 3) put(byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2), 4);
  if (bytes.size() - i == 1) put(byte(i) << 16, 2);
  if (bytes.size() - i == 2) put(byte(i) << 16 | byte(i + 1) << 8, 3);
}

}  // namespace stator::wire
