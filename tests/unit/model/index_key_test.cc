#include "db/model/index_key.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/unit/model/counting_secret.h"
#include "tests/unit/model/printing.h"

namespace stator {
namespace {

constexpr TableId kIndex = 7;

Digest Partition() {
  const Value value("p");
  const ValueView view = value;
  return Digest::Of(CountingSecret(), {&view, 1});
}

Digest TableKey(const Value& partition = "t") {
  return DigestOfTableKey(CountingSecret(), partition, std::nullopt);
}

std::vector<ValueView> Views(const std::vector<Value>& values) {
  return {values.begin(), values.end()};
}

std::string KeyOf(const std::vector<Value>& sort, const Digest& table_key = TableKey()) {
  return std::string(IndexEntryKey(kIndex, Partition(), Views(sort), table_key).bytes());
}

// Few different bytes, among them those that the escape is made of, so that values share prefixes.
Value RandomText(std::mt19937& random) {
  static constexpr char kBytes[] = {'\x00', '\x01', 'a', '\xFE', '\xFF'};
  std::string text;
  for (size_t left = random() % 4; left > 0; --left) text.push_back(kBytes[random() % 5]);
  return Binary(text);
}

Value RandomNumber(std::mt19937& random) {
  static constexpr int kFactors[] = {0, 1, 7, 100, 9999};
  const int number = static_cast<int>(random() % 5) - 2;
  return Value(number * kFactors[random() % 5]);
}

// By the values themselves, one attribute after the other.
int Compare(const std::vector<Value>& a, const std::vector<Value>& b) {
  for (size_t i = 0; i < a.size(); ++i) {
    if (a[i] == b[i]) continue;
    if (a[i].type() == Type::kNumber) {
      return a[i].view().AsNumber() < b[i].view().AsNumber() ? -1 : 1;
    }
    return a[i].view().AsBinary() < b[i].view().AsBinary() ? -1 : 1;
  }
  return 0;
}

TEST(IndexKeyTest, OrdersAsTheListsOfSortValues) {
  std::mt19937 random(20261126);
  for (int round = 0; round < 20000; ++round) {
    std::vector<Value> lists[2];
    for (auto& list : lists) list = {RandomText(random), RandomNumber(random), RandomText(random)};
    const std::string a = KeyOf(lists[0], TableKey(static_cast<int>(random() % 100)));
    const std::string b = KeyOf(lists[1], TableKey(static_cast<int>(random() % 100)));
    const int order = Compare(lists[0], lists[1]);
    if (order != 0) {
      ASSERT_EQ(a < b, order < 0) << Hex(a) << " " << Hex(b);
    } else {
      ASSERT_EQ(a.substr(0, a.size() - 16), b.substr(0, b.size() - 16));
    }
  }
}

TEST(IndexKeyTest, StartsWithThePrefixOfWhateverLeadsIt) {
  std::mt19937 random(5);
  for (int round = 0; round < 5000; ++round) {
    const std::vector<Value> whole = {RandomText(random), RandomNumber(random)};
    const std::vector<Value> other = {RandomText(random), RandomNumber(random)};
    const std::string key = KeyOf(whole);
    const StoreKey fixed = IndexPrefix(kIndex, Partition(), Views({other[0]}));
    EXPECT_EQ(key.starts_with(fixed.bytes()), whole[0] == other[0]);
    const std::string_view beginning = other[0].view().AsBinary();
    const StoreKey begun = IndexPrefix(kIndex, Partition(), {}, beginning);
    EXPECT_EQ(key.starts_with(begun.bytes()), whole[0].view().AsBinary().starts_with(beginning))
        << Hex(key) << " " << Hex(begun.bytes());
  }
}

TEST(IndexKeyTest, CanBeTakenApart) {
  std::mt19937 random(6);
  for (int round = 0; round < 2000; ++round) {
    std::vector<Value> sort;
    for (size_t left = random() % 5; left > 0; --left) sort.push_back(RandomText(random));
    const std::string key = KeyOf(sort);
    const auto parts = ParseIndexKey(key);
    ASSERT_TRUE(parts.has_value()) << Hex(key);
    EXPECT_EQ(parts->index, kIndex);
    EXPECT_EQ(parts->digest, Partition().bytes());
    EXPECT_EQ(parts->table_key, TableKey().bytes());
    ASSERT_EQ(parts->sort.size(), sort.size());
    for (size_t i = 0; i < sort.size(); ++i) EXPECT_EQ(parts->sort[i], sort[i].view().AsBinary());
  }
}

TEST(IndexKeyTest, TellsWhatIsNoKey) {
  const std::string key = KeyOf({"a"});
  EXPECT_FALSE(ParseIndexKey("").has_value());
  EXPECT_FALSE(ParseIndexKey(key.substr(0, key.size() - 1)).has_value());
  std::string bad_escape = key;
  bad_escape[22] = '\x02';  // Behind the 00 that ends "a".
  EXPECT_FALSE(ParseIndexKey(bad_escape).has_value());
}

TEST(IndexKeyTest, DescribesItself) {
  EXPECT_EQ(DescribeIndexKey(KeyOf({"abc", Binary("\x01")})),
            "index 7, digest " + Hex(Partition().bytes()) + ", sort 'abc' '\\x01', table key " +
                Hex(TableKey().bytes()));
  EXPECT_EQ(DescribeIndexKey(KeyOf({})), "index 7, digest " + Hex(Partition().bytes()) +
                                             ", table key " + Hex(TableKey().bytes()));
  EXPECT_EQ(DescribeIndexKey("\x01\x02"), "bytes 0102");
}

TEST(IndexKeyTest, OfALocalIndexLeadsToTheItem) {
  const Value sort(42);
  const StoreKey item = StoreKey::Item(3, Partition(), sort);
  EXPECT_EQ(ItemKeyBehind(KeyOf({"abc"}), 3, sort), item);
}

TEST(IndexKeyTest, TellsTableKeysApart) {
  const DigestSecret secret;
  const Value a("a"), b("b");
  EXPECT_NE(DigestOfTableKey(secret, a, b), DigestOfTableKey(secret, b, a));
  EXPECT_NE(DigestOfTableKey(secret, a, std::nullopt), DigestOfTableKey(secret, a, b));
}

}  // namespace
}  // namespace stator
