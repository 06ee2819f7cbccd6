// Random items, from bytes to JSON and back, and through a second reader that shares no code.
#include <random>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "db/wire/decode.h"
#include "db/wire/encode.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"
#include "stator/json.h"
#include "stator/request/item.h"
#include "tests/support/matchers.h"

namespace stator {
namespace {

using testing::IsOk;

// Random values from a printed seed.
class Inventor {
 public:
  explicit Inventor(uint64_t seed) : random_(seed) {}

  size_t Below(size_t bound) { return random_() % bound; }

  std::string Text() {
    static const std::string kPieces[] = {"a",    "\"",       "\\",           "\n",
                                          "\x01", "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80",
                                          "/",    " ",        "\x7F",         std::string(1, '\0')};
    std::string text;
    for (size_t i = Below(30); i > 0; --i) text += kPieces[Below(std::size(kPieces))];
    if (Below(20) == 0) text += std::string(Below(9000), 'x');
    return text;
  }
  std::string Bytes() {
    std::string bytes;
    for (size_t i = Below(40); i > 0; --i) bytes.push_back(static_cast<char>(random_()));
    return bytes;
  }
  Number ANumber() {
    std::string digits = Below(2) == 0 ? "-" : "";
    for (size_t i = 1 + Below(38); i > 0; --i) digits.push_back(static_cast<char>('0' + Below(10)));
    return *Number::Parse(digits + "e" + std::to_string(static_cast<int>(Below(180)) - 120));
  }
  Value AValue(int depth) {
    switch (Below(depth > 0 ? 10 : 8)) {
      case 0:
        return nullptr;
      case 1:
        return Below(2) == 0;
      case 2:
        return ANumber();
      case 3:
        return Text();
      case 4:
        return Binary(Bytes());
      case 5:
        return StringSet(Several([this] { return Text(); }));
      case 6:
        return NumberSet(Several([this] { return ANumber(); }));
      case 7:
        return BinarySet(Several([this] { return Bytes(); }));
      case 8:
        return List(Several([this, depth] { return AValue(depth - 1); }));
      default:
        return Map(Several([this, depth] { return std::pair(Text(), AValue(depth - 1)); }));
    }
  }
  Item AnItem() {
    Item item;
    for (size_t i = Below(12); i > 0; --i) item.Set(Text(), AValue(4));
    return item;
  }

 private:
  template <typename Make>
  std::vector<std::invoke_result_t<Make>> Several(Make make) {
    std::vector<std::invoke_result_t<Make>> several;
    for (size_t i = 1 + Below(5); i > 0; --i) several.push_back(make());
    return several;
  }

  std::mt19937_64 random_;
};

class RoundTrip : public ::testing::TestWithParam<uint64_t> {};

TEST_P(RoundTrip, ItemsComeBackFromTheWire) {
  Inventor inventor(GetParam());
  for (int i = 0; i < 200; ++i) {
    const PutItemRequest sent{.table_name = "tab", .item = inventor.AnItem()};
    std::string body;
    wire::Encode(sent, body);
    const absl::StatusOr<PutItemRequest> received = wire::Decode<PutItemRequest>(body);
    ASSERT_THAT(received, IsOk()) << body;
    ASSERT_EQ(received->item->encoded(), sent.item->encoded()) << body;
    // The same JSON as another library writes it: other escapes, white space.
    const std::string again = nlohmann::json::parse(body).dump(static_cast<int>(inventor.Below(3)),
                                                               ' ', inventor.Below(2) == 0);
    const absl::StatusOr<PutItemRequest> second = wire::Decode<PutItemRequest>(again);
    ASSERT_THAT(second, IsOk()) << again;
    ASSERT_EQ(second->item->encoded(), sent.item->encoded()) << again;
  }
}

TEST_P(RoundTrip, PlainJsonIsWhatAnotherReaderReads) {
  Inventor inventor(GetParam());
  for (int i = 0; i < 100; ++i) {
    const Item item = inventor.AnItem();
    const std::string json = ToJson(item);
    ASSERT_TRUE(nlohmann::json::accept(json)) << json;
    const absl::StatusOr<Item> plain = ItemFromJson(json);
    ASSERT_THAT(plain, IsOk()) << json;
    // Sets and bytes are lost on the way out, and nothing more on the way back.
    ASSERT_EQ(ToJson(*plain).size(), json.size());
    ASSERT_EQ(nlohmann::json::parse(ToJson(*plain)), nlohmann::json::parse(json));
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, RoundTrip, ::testing::Values(1, 2, 3, 20261123));

}  // namespace
}  // namespace stator
