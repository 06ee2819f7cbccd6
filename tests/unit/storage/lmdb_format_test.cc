// The test vectors of docs/format-store.md: the code must write these bytes, and the document must
// show them. A row that changes here is a change of what is on disk.
#include <fstream>
#include <sstream>
#include <string>

#include "db/storage/lmdb/header.h"
#include "db/storage/lmdb/long_key.h"
#include "db/storage/lmdb/record.h"
#include "db/storage/lmdb/value_hash.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/storage/lmdb_fixture.h"

namespace stator::storage::lmdb {
namespace {

constexpr uint8_t kItems = static_cast<uint8_t>(Space::kItems);

std::string Hex(std::string_view bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  for (const unsigned char byte : bytes) {
    hex += kDigits[byte >> 4];
    hex += kDigits[byte & 15];
  }
  return hex;
}

std::string Frame(RecordKind kind, uint8_t space, std::string_view key, std::string_view value) {
  std::string frame(kFrameBytes, '\0');
  WriteFrame(kind, Checksum(kind, space, key, value), frame.data());
  return frame;
}

class LmdbFormat : public LmdbFixture {
 protected:
  LmdbFormat() {
    std::ifstream file(STATOR_STORE_FORMAT_DOCUMENT);
    std::ostringstream text;
    text << file.rdbuf();
    document_ = text.str();
    for (size_t i = 0; i < secret_.size(); ++i) secret_[i] = static_cast<uint8_t>(i);
  }
  void ExpectRow(std::string_view what, std::string_view bytes) {
    const std::string row = "| " + std::string(what) + " | `" + Hex(bytes) + "` |\n";
    EXPECT_NE(document_.find(row), std::string::npos) << "docs/format-store.md lacks: " << row;
  }

  std::string document_;
  Secret secret_;
};

TEST_F(LmdbFormat, Records) {
  ExpectRow("inline, `key`, `value`", Frame(RecordKind::kInline, kItems, "key", "value") + "value");
  ExpectRow("inline, `key`, nothing", Frame(RecordKind::kInline, kItems, "key", ""));
  ExpectRow("chunked, `key`, 9,000 times `v`",
            Frame(RecordKind::kChunked, kItems, "key", std::string(9000, 'v')) +
                std::string("\x28\x23\0\0", 4));
  ExpectRow("link, 500 times `k` · FF",
            Frame(RecordKind::kLink, kItems, std::string(500, 'k') + '\xFF', ""));
}

TEST_F(LmdbFormat, LongKeys) {
  const KeyPath path(secret_, kItems, std::string(1000, 'k'));
  ASSERT_EQ(path.links(), 2u);
  EXPECT_EQ(path.link(0), std::string(500, 'k') + '\xFF');
  EXPECT_EQ(path.link(1), std::string(path.tag(0)) + std::string(479, 'k') + '\xFF');
  ExpectRow("tag of the first link", path.tag(0));
  ExpectRow("tag of the second", path.tag(1));
  ExpectRow("leaf", path.leaf());
}

TEST_F(LmdbFormat, Chunks) {
  ChunkKey chunk = FirstChunkKey(secret_, kItems, "key");
  SetChunkNumber(chunk, 2);
  ExpectRow("key of chunk 2 of `key` in space 2, with the secret above",
            {chunk.data(), chunk.size()});
}

TEST_F(LmdbFormat, HeaderAndStamp) {
  Header header;
  header.page_bytes = 4096;
  header.identity.secret = secret_;
  for (size_t i = 0; i < 16; ++i) header.identity.uuid[i] = static_cast<uint8_t>(0x10 + i);
  header.identity.created_us = 1'700'000'000'000'000;
  ExpectRow(
      "body, pages of 4096, uuid from 10 to 1f, secret from 00 to 0f, created at 1700000000 s",
      header.Encode());
  ExpectRow("its frame", Frame(RecordKind::kInline, kMainSpace, "header", header.Encode()));
  const absl::StatusOr<Header> read = Header::Decode(header.Encode());
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->Encode(), header.Encode());
  const std::string_view stamp("\x2a\0\0\0\0\0\0\0", 8);
  ExpectRow("stamp 42",
            Frame(RecordKind::kInline, kMainSpace, "stamp", stamp) + std::string(stamp));
}

// The same, read from a file that the store has written.
TEST_F(LmdbFormat, AFileHoldsWhatTheDocumentSays) {
  Open();
  const Secret secret = store_->identity().secret;
  const std::string large(9000, 'v'), key(1000, 'k');
  ASSERT_TRUE(Committed(Put("key", "value")));
  ASSERT_TRUE(Committed(Put("large", large)));
  ASSERT_TRUE(Committed(Put(key, "long")));

  const auto items = Raw("items");
  EXPECT_EQ(Hex(items.at("key")), "07ad8cbe9614c1950076616c7565");
  EXPECT_EQ(items.at("large").substr(8), std::string("\x01\x28\x23\0\0", 5));
  EXPECT_EQ(Hex(items.at(std::string(500, 'k') + '\xFF')), "d9040e144bc0788602");
  EXPECT_EQ(items.size(), 3u);

  const KeyPath path(secret, kItems, key);
  const auto segments = Raw("segments");
  EXPECT_EQ(segments.at(std::string(path.leaf())),
            Frame(RecordKind::kInline, kItems, key, "long") + "long");
  EXPECT_EQ(segments.at(std::string(path.link(1))),
            Frame(RecordKind::kLink, kItems, path.link(1), ""));
  EXPECT_EQ(segments.size(), 2u);

  const auto chunks = Raw("chunks");
  ChunkKey chunk = FirstChunkKey(secret, kItems, "large");
  for (size_t number = 0; number < 3; ++number) {
    SetChunkNumber(chunk, number);
    EXPECT_EQ(chunks.at(std::string(chunk.data(), chunk.size())),
              large.substr(number * 4000, 4000));
  }
  EXPECT_EQ(chunks.size(), 3u);
  const std::string_view stamp("\x03\0\0\0\0\0\0\0", 8);
  EXPECT_EQ(Raw(nullptr).at("stamp"),
            Frame(RecordKind::kInline, kMainSpace, "stamp", stamp) + std::string(stamp));
}

TEST_F(LmdbFormat, NamesAndNumbersOfSpacesAreOnDisk) {
  EXPECT_EQ(SpaceName(Space::kMeta), "meta");
  EXPECT_EQ(SpaceName(Space::kTokens), "tokens");
  EXPECT_EQ(kItems, 2);
  Open();
  const auto main = Raw(nullptr);
  for (int space = 0; space < kSpaces; ++space) {
    EXPECT_TRUE(main.contains(std::string(SpaceName(static_cast<Space>(space))))) << space;
  }
}

TEST(ValueHash, IsTheSameNumberWithEveryKindOfRegister) {
  std::string bytes;
  for (int i = 0; i < 5000; ++i) bytes.push_back(static_cast<char>(i * i >> 3));
  for (const size_t size : {0u, 1u, 16u, 17u, 128u, 240u, 241u, 1000u, 1024u, 1025u, 5000u}) {
    EXPECT_EQ(ValueHash(bytes.data(), size), PortableValueHash(bytes.data(), size)) << size;
  }
}

}  // namespace
}  // namespace stator::storage::lmdb
