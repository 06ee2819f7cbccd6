#include "db/trigger/case_fold.h"

namespace stator::trigger {
namespace {

// Capitals whose small letters lie at one distance.
struct CapitalRange {
  char32_t first;
  char32_t last;
  char32_t distance;
};
constexpr CapitalRange kCapitals[] = {
    {U'A', U'Z', 32},     {0x00C0, 0x00D6, 32},                        // Latin
    {0x00D8, 0x00DE, 32}, {0x0391, 0x03A1, 32},                        // Greek
    {0x03A3, 0x03AB, 32}, {0x0388, 0x038A, 37}, {0x0400, 0x040F, 80},  // Cyrillic
    {0x0410, 0x042F, 32}, {0x0531, 0x0556, 48},                        // Armenian
};

// Where a capital and its small letter lie side by side, the capital at an even number or at an odd
// one.
struct PairRange {
  char32_t first;
  char32_t last;
  char32_t parity;
};
constexpr PairRange kPairs[] = {
    {0x0100, 0x0137, 0}, {0x0139, 0x0148, 1}, {0x014A, 0x0177, 0}, {0x0179, 0x017E, 1},
    {0x01CD, 0x01DC, 1}, {0x01DE, 0x01EF, 0}, {0x01F8, 0x021F, 0}, {0x0222, 0x0233, 0},
    {0x0460, 0x0481, 0}, {0x048A, 0x04BF, 0}, {0x04D0, 0x052F, 0}, {0x1E00, 0x1E95, 0},
    {0x1EA0, 0x1EFF, 0},
};

char32_t SmallLetter(char32_t c) {
  switch (c) {
    case 0x0130:  // Dotted and dotless i are letters of their own.
    case 0x0131:
      return c;
    case 0x0178:
      return 0x00FF;
    case 0x0386:
      return 0x03AC;
    case 0x038C:
      return 0x03CC;
    case 0x038E:
    case 0x038F:
      return c + 63;
    case 0x03C2:  // Sigma at the end of a word.
      return 0x03C3;
    default:
      break;
  }
  for (const CapitalRange& range : kCapitals) {
    if (c >= range.first && c <= range.last) return c + range.distance;
  }
  for (const PairRange& range : kPairs) {
    if (c >= range.first && c <= range.last) return c % 2 == range.parity ? c + 1 : c;
  }
  return c;
}

// Of what is folded: letters of two or three bytes.
void AppendLetter(char32_t c, std::string& out) {
  if (c < 0x80) {
    out.push_back(static_cast<char>(c));
  } else if (c < 0x800) {
    out.push_back(static_cast<char>(0xC0 | c >> 6));
    out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
  } else {
    out.push_back(static_cast<char>(0xE0 | c >> 12));
    out.push_back(static_cast<char>(0x80 | (c >> 6 & 0x3F)));
    out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
  }
}

}  // namespace

std::string FoldCase(std::string_view utf8) {
  std::string folded;
  folded.reserve(utf8.size());
  for (size_t i = 0; i < utf8.size();) {
    const auto lead = static_cast<uint8_t>(utf8[i]);
    const size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (length == 4) {
      folded.append(utf8.substr(i, length));
    } else {
      char32_t c = length == 1 ? lead : lead & (0x7F >> length);
      for (size_t j = 1; j < length; ++j) {
        c = c << 6 | (static_cast<uint8_t>(utf8[i + j]) & 0x3F);
      }
      AppendLetter(SmallLetter(c), folded);
    }
    i += length;
  }
  return folded;
}

}  // namespace stator::trigger
