// Random values of every type, for properties that must hold of all of them.
#pragma once

#include <random>
#include <string>
#include <utility>
#include <vector>

#include "stator/item.h"
#include "tests/unit/model/decimal_reference.h"

namespace stator {

class RandomValues {
 public:
  explicit RandomValues(uint64_t seed) : random_(seed) {}

  int Pick(int low, int high) { return std::uniform_int_distribution<int>(low, high)(random_); }

  // Valid UTF-8, now and then longer than one byte of length can say.
  std::string Utf8() {
    static constexpr const char* kLetters[] = {"a", "b", "z", "0", "\"", "\\", "\n", "é", "€", "😀"};
    std::string text;
    for (int i = Pick(0, 9) == 0 ? Pick(100, 300) : Pick(0, 8); i > 0; --i) {
      text += kLetters[Pick(0, static_cast<int>(std::size(kLetters)) - 1)];
    }
    return text;
  }

  std::string Bytes() {
    std::string bytes;
    for (int i = Pick(0, 12); i > 0; --i) bytes += static_cast<char>(Pick(0, 255));
    return bytes;
  }

  stator::Number Number() { return *stator::Number::Parse(MakeRandomDecimal(random_).text); }

  Value Any(int depth) {
    switch (Pick(0, depth > 0 ? 9 : 7)) {
      case 0:
        return Value(nullptr);
      case 1:
        return Value(Pick(0, 1) == 0);
      case 2:
        return Value(Number());
      case 3:
        return Value(Utf8());
      case 4:
        return Value(Binary(Bytes()));
      case 5:
        return Value(StringSet(Several<std::string>([this] { return Utf8(); })));
      case 6:
        return Value(BinarySet(Several<std::string>([this] { return Bytes(); })));
      case 7:
        return Value(NumberSet(Several<stator::Number>([this] { return Number(); })));
      case 8:
        return Value(List(Several<Value>([this, depth] { return Any(depth - 1); })));
      default:
        return Value(Attributes(depth - 1));
    }
  }

  Map Attributes(int depth) {
    return Map(Several<std::pair<std::string, Value>>(
        [this, depth] { return std::pair<std::string, Value>(Utf8(), Any(depth)); }));
  }

 private:
  template <typename T>
  std::vector<T> Several(auto make) {
    std::vector<T> elements;
    for (int i = Pick(0, 5); i > 0; --i) elements.push_back(make());
    return elements;
  }

  std::mt19937_64 random_;
};

}  // namespace stator
