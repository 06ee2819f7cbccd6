// The test vectors of docs/format.md: the code must write these bytes, and the document must show
// them. A row that changes here is a change of what is on disk.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "db/base/error.h"
#include "db/model/change_record.h"
#include "db/model/index_key.h"
#include "db/model/key.h"
#include "db/model/log_key.h"
#include "db/model/record.h"
#include "stator/item.h"
#include "tests/unit/model/printing.h"

namespace stator {
namespace {

// As the document sets what is typed: `like this`.
std::string InCode(std::string_view text) { return error::Concat({"`", text, "`"}); }

class FormatTest : public testing::Test {
 protected:
  void SetUp() override {
    std::ifstream file(STATOR_FORMAT_DOCUMENT);
    std::ostringstream text;
    text << file.rdbuf();
    document_ = text.str();
    ASSERT_NE(document_.find("# The bytes of Stator"), std::string::npos);
  }

  // A row of one of the document's tables.
  void ExpectDocumented(std::string_view left, std::string_view hex) const {
    const std::string row = error::Concat({"| ", left, " | ", InCode(hex), " |\n"});
    EXPECT_NE(document_.find(row), std::string::npos) << "docs/format.md lacks: " << row;
  }

  // The rows between a table's heading and its end.
  size_t RowsBelow(const std::string& heading) const {
    size_t at = document_.find(heading + "\n|---|---|\n");
    EXPECT_NE(at, std::string::npos) << heading;
    at = document_.find('\n', at + heading.size() + 1) + 1;
    size_t rows = 0;
    for (; document_.compare(at, 1, "|") == 0; at = document_.find('\n', at) + 1) ++rows;
    return rows;
  }

  std::string document_;
};

struct NumberRow {
  std::string_view text;
  std::string_view hex;
};

constexpr NumberRow kNumbers[] = {
    {"0", "8000"},
    {"1", "c102"},
    {"-1", "3efd"},
    {"9", "c112"},
    {"10", "c114"},
    {"42", "c154"},
    {"99", "c1c6"},
    {"100", "c202"},
    {"-100", "3dfd"},
    {"1000", "c214"},
    {"12.5", "c11964"},
    {"-12.5", "3ee69b"},
    {"0.1", "c014"},
    {"0.001", "bf14"},
    {"-0.001", "40eb"},
    {"123456789", "c5032f5b87b2"},
    {"1E-130", "8002"},
    {"-1E-130", "7ffd"},
    {"1.5E-130", "800364"},
    {"1E+125", "ff14"},
    {"-9.9E+125", "0039"},
    {"9223372036854775807", "ca132d439107896d9b750e"},
    {"12345678901234567890123456789012345678", "d31945719db51945719db51945719db51945719c"},
    {"1.2345678901234567890123456789012345678", "c1032f5b87b3032f5b87b3032f5b87b3032f5b87a0"},
    {"9.9999999999999999999999999999999999999E+125", "ffc7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c6"},
};

TEST_F(FormatTest, Numbers) {
  for (const NumberRow& row : kNumbers) {
    EXPECT_EQ(Hex(N(row.text).encoded()), row.hex) << row.text;
    ExpectDocumented(InCode(row.text), row.hex);
  }
  EXPECT_EQ(RowsBelow("| Number | Bytes |"), std::size(kNumbers));
}

struct ValueRow {
  Value value;
  std::string_view hex;
};

TEST_F(FormatTest, Values) {
  const ValueRow rows[] = {
      {nullptr, "10"},
      {false, "20"},
      {true, "21"},
      {"", "4000"},
      {"a", "400161"},
      {"é", "4002c3a9"},
      {12.5, "3003c11964"},
      {Binary(std::string_view("\x00\xFF", 2)), "500200ff"},
      {StringSet{"a", "aa", "b"}, "70070000000300000001610261610162"},
      {NumberSet{-1, 0, 10}, "600900000003000000023efd02800002c114"},
      {BinarySet({"", "\x01"}), "800300000002000000000101"},
      {List{}, "900000000000000000"},
      {List{1, "x"}, "9007000000020000003002c102400178"},
      {Map{}, "a00000000000000000"},
      {Map{{"a", Map{{"c", nullptr}}}, {"b", true}},
       "a011000000020000000161a00300000001000000016310016221"},
  };
  for (const ValueRow& row : rows) {
    EXPECT_EQ(Hex(row.value.encoded()), row.hex) << Text(row.value);
    ExpectDocumented(InCode(Text(row.value)), row.hex);
  }
  EXPECT_EQ(RowsBelow("| Value | Bytes |"), std::size(rows));
}

TEST_F(FormatTest, ItemAndRecord) {
  const Item item{{"page", "/home"}, {"count", 1}, {"seen", StringSet{"ada"}}};
  EXPECT_EQ(Hex(item.encoded()),
            "a02800000003000000"
            "05636f756e743002c102"
            "047061676540052f686f6d65"
            "047365656e70040000000100000003616461");
  EXPECT_EQ(item.encoded().size(), 49u);
  EXPECT_NE(document_.find("= 23 bytes, takes 49:"), std::string::npos);
  std::string record(ItemRecord::BytesFor(item), '\0');
  ItemRecord::Write(item, item.view().SizeAsItem(), "page", record.data());
  record.replace(ItemRecord::kStampOffset, 8, std::string("\0\0\0\0\0\0\1\2", 8));
  EXPECT_EQ(Hex(record),
            "01000000000000010217000000"
            "18000000" +
                Hex(item.encoded()));
  EXPECT_NE(document_.find("`01 0000000000000102 17000000 18000000 a0…`"), std::string::npos);
}

TEST_F(FormatTest, DigestsAndKeys) {
  struct Row {
    std::vector<Value> values;
    std::string_view hex;
  };
  const Row rows[] = {
      {{}, "a3817f04ba25a8e66df67214c7550293"},
      {{"/home"}, "7bf0f118949156fe54c564ee42fea1ac"},
      {{42}, "bbd11b165cd56567a32fcede6f25d720"},
      {{"a", 1}, "a821b7196872063939ffebb460fc31df"},
  };
  DigestSecret secret;
  for (size_t i = 0; i < secret.bytes.size(); ++i) secret.bytes[i] = static_cast<uint8_t>(i);
  for (const Row& row : rows) {
    const std::vector<ValueView> views(row.values.begin(), row.values.end());
    EXPECT_EQ(Hex(Digest::Of(secret, views).bytes()), row.hex);
    std::string text;
    for (const Value& value : row.values) {
      if (!text.empty()) text += ", ";
      text += InCode(Text(value));
    }
    ExpectDocumented(text.empty() ? "none" : text, row.hex);
  }
  EXPECT_EQ(RowsBelow("| Partition attributes | Digest |"), std::size(rows));
  const Value page("/home");
  const ValueView view = page;
  const StoreKey key = StoreKey::Item(7, Digest::Of(secret, {&view, 1}), Value(42));
  EXPECT_EQ(Hex(key.bytes()), "000000077bf0f118949156fe54c564ee42fea1acc154");
  EXPECT_NE(document_.find("`00000007 7bf0f118949156fe54c564ee42fea1ac c154`"), std::string::npos);
}

TEST_F(FormatTest, IndexEntries) {
  struct Row {
    std::vector<Value> sort;
    std::string_view hex;
  };
  const Row rows[] = {
      {{}, "7bf0f118949156fe54c564ee42fea1ac"},
      {{"ab"}, "616200017bf0f118949156fe54c564ee42fea1ac"},
      {{Binary(std::string_view("\0a", 2)), 0},
       "00ff6100018000ff00017bf0f118949156fe54c564ee42fea1ac"},
  };
  DigestSecret secret;
  for (size_t i = 0; i < secret.bytes.size(); ++i) secret.bytes[i] = static_cast<uint8_t>(i);
  const Value a("a"), one(1), page("/home");
  const ValueView partition[] = {a, one};
  for (const Row& row : rows) {
    const std::vector<ValueView> sort(row.sort.begin(), row.sort.end());
    const StoreKey key = IndexEntryKey(9, Digest::Of(secret, partition), sort,
                                       DigestOfTableKey(secret, page, std::nullopt));
    EXPECT_EQ(Hex(key.bytes()), "00000009a821b7196872063939ffebb460fc31df" + std::string(row.hex));
    std::string text;
    for (const Value& value : row.sort) {
      if (!text.empty()) text += ", ";
      text += InCode(Text(value));
    }
    ExpectDocumented(text.empty() ? "none" : text, row.hex);
  }
  EXPECT_EQ(RowsBelow("| Sort attributes | Behind id and digest |"), std::size(rows));
}

TEST_F(FormatTest, ChangeLog) {
  const Item item{{"p", "a"}};
  const Change change{.schema = nullptr,
                      .key = nullptr,
                      .secret = nullptr,
                      .before = ItemView(item),
                      .after = std::nullopt,
                      .actor = Actor::kTimeToLive};
  std::string record(ChangeRecord::BytesFor(change), '\0');
  ChangeRecord::Write(change, Time(std::chrono::seconds(1'700'000'000)), record.data());
  const std::string key = Hex(LogKey(9, 2, {5, 3}).bytes());
  EXPECT_EQ(key, "000000090000000200000000000000050003");
  EXPECT_EQ(Hex(record), "010100401e18240a06000e00000000a005000000010000000170400161");
  ExpectDocumented(InCode(key), Hex(record));
  EXPECT_EQ(SequenceNumberText({5, 3}), "10000000000000000000500003");
  EXPECT_NE(document_.find(InCode(SequenceNumberText({5, 3}))), std::string::npos);
  const auto read = ChangeRecord::Read(record);
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->before, ItemView(item));
  EXPECT_EQ(read->after, std::nullopt);
  EXPECT_EQ(read->actor, Actor::kTimeToLive);
}

}  // namespace
}  // namespace stator
