// The dead letters of a batch: as many as its records need, each of them an item that can be put.
#include "db/trigger/dead_letters.h"

#include <string>
#include <vector>

#include "db/base/limits.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace stator::trigger {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

constexpr Time kBegin{std::chrono::seconds(1'678'831'218)};

// Record n has the sequence (n, 0), came n seconds after the first, and an image of so many bytes.
Batch BatchOf(const std::vector<size_t>& image_bytes) {
  Batch batch;
  for (size_t n = 0; n < image_bytes.size(); ++n) {
    const Sequence sequence{.stamp = n, .ordinal = 0};
    const Item key{{"p", std::to_string(n)}};
    Item image = key;
    image.Set("blob", Value(std::string(image_bytes[n], 'x')));
    Record record{.event_id = "0123", .event_name = OperationType::kInsert};
    record.dynamodb =
        StreamRecord{.approximate_creation_date_time = kBegin + std::chrono::seconds(n),
                     .keys = key,
                     .new_image = image,
                     .sequence_number = SequenceNumberText(sequence),
                     .size_bytes = static_cast<int64_t>(image.view().SizeAsItem()),
                     .stream_view_type = StreamViewType::kNewImage};
    batch.records.push_back(std::move(record));
    batch.sequences.push_back(sequence);
  }
  return batch;
}

Failure OfNoCall() { return {.mapping = "uuid", .stream_arn = "arn"}; }

std::vector<size_t> RecordsIn(const std::vector<Item>& letters) {
  std::vector<size_t> counts;
  for (const Item& letter : letters) counts.push_back(letter.Find("records")->AsList().size());
  return counts;
}

std::string InfoOf(const Item& letter, std::string_view name) {
  const ItemView info = letter.Find("document")->AsMap().Find("DDBStreamBatchInfo")->AsMap();
  return std::string(info.Find(name)->AsString());
}

TEST(DeadLetters, HoldWhatFitsAndSayWhichRecordsTheseAre) {
  constexpr size_t kThird = 100 * 1024;
  const std::vector<Item> letters =
      MakeDeadLetters(OfNoCall(), BatchOf({10, kThird, kThird, kThird, kThird, 10}), 1);
  ASSERT_THAT(RecordsIn(letters), ElementsAre(2, 3));
  EXPECT_EQ(InfoOf(letters[0], "startSequenceNumber"),
            SequenceNumberText({.stamp = 1, .ordinal = 0}));
  EXPECT_EQ(InfoOf(letters[0], "endSequenceNumber"),
            SequenceNumberText({.stamp = 2, .ordinal = 0}));
  EXPECT_EQ(InfoOf(letters[1], "startSequenceNumber"),
            SequenceNumberText({.stamp = 3, .ordinal = 0}));
  EXPECT_EQ(InfoOf(letters[1], "endSequenceNumber"),
            SequenceNumberText({.stamp = 5, .ordinal = 0}));
  EXPECT_EQ(InfoOf(letters[1], "approximateArrivalOfFirstRecord"), "2023-03-14T22:00:21Z");
  EXPECT_EQ(InfoOf(letters[1], "approximateArrivalOfLastRecord"), "2023-03-14T22:00:23Z");
  for (const Item& letter : letters) {
    EXPECT_LE(letter.view().SizeAsItem(), size_t{limits::kItemBytesMax});
    // The document is of the batch, whichever letter it is in.
    EXPECT_EQ(letter.Find("document")
                  ->AsMap()
                  .Find("DDBStreamBatchInfo")
                  ->AsMap()
                  .Find("batchSize")
                  ->AsNumber(),
              Number(5));
  }
}

TEST(DeadLetters, ARecordThatIsTooLargeForCompanyStandsAlone) {
  const std::vector<Item> letters =
      MakeDeadLetters(OfNoCall(), BatchOf({10, 390 * 1024, 10, 10}), 0);
  EXPECT_THAT(RecordsIn(letters), ElementsAre(1, 1, 2));
}

TEST(DeadLetters, OfManySmallRecordsAreFew) {
  EXPECT_THAT(MakeDeadLetters(OfNoCall(), BatchOf(std::vector<size_t>(100, 100)), 0), SizeIs(1));
}

}  // namespace
}  // namespace stator::trigger
