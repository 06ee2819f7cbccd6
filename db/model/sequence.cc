#include "db/model/sequence.h"

#include <charconv>

namespace stator {
namespace {

constexpr size_t kStampDigits = 20;
constexpr size_t kOrdinalDigits = 5;

void AppendDigits(uint64_t number, size_t digits, std::string& text) {
  const std::string plain = std::to_string(number);
  text.append(digits - plain.size(), '0').append(plain);
}

// False unless all of `digits` is one number that fits.
template <typename Number>
bool ReadDigits(std::string_view digits, Number& number) {
  const auto [end, error] = std::from_chars(digits.begin(), digits.end(), number);
  return error == std::errc() && end == digits.end();
}

}  // namespace

std::string SequenceNumberText(Sequence sequence) {
  std::string text = "1";
  AppendDigits(sequence.stamp, kStampDigits, text);
  AppendDigits(sequence.ordinal, kOrdinalDigits, text);
  return text;
}

std::optional<Sequence> ParseSequenceNumber(std::string_view text) {
  Sequence sequence;
  const bool good = text.size() == 1 + kStampDigits + kOrdinalDigits && text[0] == '1' &&
                    ReadDigits(text.substr(1, kStampDigits), sequence.stamp) &&
                    ReadDigits(text.substr(1 + kStampDigits), sequence.ordinal);
  return good ? std::optional(sequence) : std::nullopt;
}

}  // namespace stator
