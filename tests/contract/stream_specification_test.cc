// StreamSpecification of CreateTable and UpdateTable, and what descriptions say of a table's
// stream.
#include <set>

#include "tests/contract/stream_fixture.h"

namespace stator::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::StartsWith;

class StreamOfTable : public StreamTest {
 protected:
  absl::Status Create(const StreamSpecification& stream) {
    return db()
        .CreateTable({.attribute_definitions = {{{"p", ScalarAttributeType::kS}}},
                      .table_name = "plain",
                      .key_schema = {{{"p", KeyType::kHash}}},
                      .billing_mode = BillingMode::kPayPerRequest,
                      .stream_specification = stream})
        .status();
  }
  absl::Status Update(const StreamSpecification& stream) {
    return db().UpdateTable({.table_name = "plain", .stream_specification = stream}).status();
  }
  TableDescription Table() {
    const auto described = db().DescribeTable({.table_name = "plain"});
    EXPECT_THAT(described, IsOk());
    return described.ok() ? *described->table : TableDescription();
  }
  std::vector<std::string> Listed() {
    std::vector<std::string> arns;
    const auto listed = db().ListStreams({.table_name = "plain"});
    EXPECT_THAT(listed, IsOk());
    if (!listed.ok()) return arns;
    for (const Stream& stream : listed->streams) arns.push_back(*stream.stream_arn);
    return arns;
  }
};
INSTANTIATE_FOR_EVERY_DOOR(StreamOfTable);

TEST_P(StreamOfTable, IsDescribedWithIt) {
  const std::string arn = CreateStreamed("plain", StreamViewType::kOldImage);
  const TableDescription table = Table();
  ASSERT_TRUE(table.stream_specification.has_value());
  EXPECT_EQ(table.stream_specification->stream_enabled, true);
  EXPECT_EQ(table.stream_specification->stream_view_type, StreamViewType::kOldImage);
  EXPECT_EQ(table.latest_stream_arn, arn);
  ASSERT_TRUE(table.latest_stream_label.has_value());
  EXPECT_EQ(arn, ArnOf("plain", *table.latest_stream_label));
  EXPECT_EQ(*table.latest_stream_label, "2023-11-14T22:13:20.000");
}

TEST_P(StreamOfTable, IsNotThereUnlessAskedFor) {
  ASSERT_THAT(Create({.stream_enabled = false}), IsOk());
  const TableDescription table = Table();
  EXPECT_FALSE(table.stream_specification.has_value());
  EXPECT_FALSE(table.latest_stream_arn.has_value());
  EXPECT_FALSE(table.latest_stream_label.has_value());
  EXPECT_THAT(Listed(), IsEmpty());
}

TEST_P(StreamOfTable, IsEnabledAndDisabledLater) {
  CreatePlain();
  const auto enabled = Enable("plain", StreamViewType::kKeysOnly);
  ASSERT_THAT(enabled, IsOk());
  EXPECT_EQ(enabled->table_description->stream_specification->stream_view_type,
            StreamViewType::kKeysOnly);
  const std::string arn = *Table().latest_stream_arn;
  EXPECT_EQ(Described(arn).stream_status, StreamStatus::kEnabled);

  ASSERT_THAT(Disable("plain"), IsOk());
  // The table says still which stream was its last.
  EXPECT_FALSE(Table().stream_specification.has_value());
  EXPECT_EQ(Table().latest_stream_arn, arn);
  EXPECT_EQ(Described(arn).stream_status, StreamStatus::kDisabled);
}

TEST_P(StreamOfTable, IsANewOneAtEachEnabling) {
  const std::string first = CreateStreamed("plain", StreamViewType::kKeysOnly);
  Put("plain", Item{{"p", "a"}});
  ASSERT_THAT(Disable("plain"), IsOk());
  Put("plain", Item{{"p", "between"}});
  clock().Advance(std::chrono::milliseconds(1));
  ASSERT_THAT(Enable("plain", StreamViewType::kNewImage), IsOk());
  Put("plain", Item{{"p", "b"}});
  const std::string second = *Table().latest_stream_arn;
  EXPECT_NE(first, second);
  EXPECT_THAT(Listed(), ElementsAre(first, second));
  EXPECT_THAT(Printed(first), ElementsAre(R"(INSERT {"p": {"S": "a"}})"));
  EXPECT_THAT(Printed(second), ElementsAre(R"(INSERT {"p": {"S": "b"}} → {"p": {"S": "b"}})"));
}

// Labels are made of the time, which may stand still or go back.
TEST_P(StreamOfTable, HasALabelThatNoOtherOfTheTableHad) {
  CreateStreamed("plain");
  for (int i = 0; i < 3; ++i) {
    ASSERT_THAT(Disable("plain"), IsOk());
    ASSERT_THAT(Enable("plain", StreamViewType::kKeysOnly), IsOk());
  }
  clock().Set(clock().Now() - std::chrono::hours(1));
  ASSERT_THAT(Disable("plain"), IsOk());
  ASSERT_THAT(Enable("plain", StreamViewType::kKeysOnly), IsOk());
  const std::vector<std::string> listed = Listed();
  EXPECT_EQ(listed.size(), 5u);
  EXPECT_EQ(std::set<std::string>(listed.begin(), listed.end()).size(), 5u);
}

TEST_P(StreamOfTable, CannotBeEnabledTwice) {
  CreateStreamed("plain", StreamViewType::kKeysOnly);
  const std::string message = "Table already has an enabled stream: TableName: plain";
  EXPECT_THAT(Enable("plain", StreamViewType::kKeysOnly), IsInvalid(message));
  EXPECT_THAT(Enable("plain", StreamViewType::kNewImage), IsInvalid(message));
  EXPECT_EQ(Table().stream_specification->stream_view_type, StreamViewType::kKeysOnly);
}

TEST_P(StreamOfTable, CannotBeDisabledWhereThereIsNone) {
  CreatePlain();
  const std::string message = "Table has no stream to disable: TableName: plain";
  EXPECT_THAT(Disable("plain"), IsInvalid(message));
  ASSERT_THAT(Enable("plain", StreamViewType::kKeysOnly), IsOk());
  ASSERT_THAT(Disable("plain"), IsOk());
  EXPECT_THAT(Disable("plain"), IsInvalid(message));
}

TEST_P(StreamOfTable, HasAViewTypeIfAndOnlyIfItIsEnabled) {
  EXPECT_THAT(Create({.stream_enabled = false, .stream_view_type = StreamViewType::kKeysOnly}),
              IsInvalid("One or more parameter values were invalid: Table is being created with a "
                        "stream disabled, UpdateViewType should not be specified"));
  EXPECT_THAT(Create({.stream_enabled = true}),
              IsInvalid("One or more parameter values were invalid: Table is being created with a "
                        "stream enabled, UpdateViewType should be specified"));
  CreatePlain();
  EXPECT_THAT(Update({.stream_enabled = true}),
              IsInvalid("One or more parameter values were invalid: Stream is being enabled, "
                        "UpdateViewType should be specified"));
  EXPECT_THAT(Update({.stream_enabled = false, .stream_view_type = StreamViewType::kKeysOnly}),
              IsInvalid("One or more parameter values were invalid: Stream is being disabled, "
                        "UpdateViewType should not be specified"));
}

TEST_P(StreamOfTable, SaysWhetherItIsEnabled) {
  EXPECT_THAT(Create({.stream_view_type = StreamViewType::kKeysOnly}),
              IsInvalid("1 validation error detected: Value null at "
                        "'streamSpecification.streamEnabled' failed to satisfy constraint: Member "
                        "must not be null"));
  CreatePlain();
  EXPECT_THAT(Update({}), IsInvalid("1 validation error detected: Value null at "
                                    "'streamSpecification.streamEnabled' failed to satisfy "
                                    "constraint: Member must not be null"));
}

TEST_P(StreamOfTable, OutlivesItForADay) {
  const std::string arn = CreateStreamed("plain");
  Put("plain", Item{{"p", "a"}});
  ASSERT_THAT(db().DeleteTable({.table_name = "plain"}), IsOk());
  const StreamDescription described = Described(arn);
  EXPECT_EQ(described.stream_status, StreamStatus::kDisabled);
  EXPECT_EQ(described.table_name, "plain");
  EXPECT_THAT(Printed(arn), ElementsAre(StartsWith("INSERT")));
  EXPECT_THAT(Listed(), ElementsAre(arn));

  // A table of the same name has a stream of its own.
  clock().Advance(std::chrono::seconds(1));
  const std::string next = CreateStreamed("plain");
  EXPECT_THAT(Listed(), ElementsAre(arn, next));
  EXPECT_THAT(Printed(next), IsEmpty());

  clock().Advance(std::chrono::hours(24));
  RunDue();
  EXPECT_THAT(Listed(), ElementsAre(next));
  EXPECT_THAT(db().DescribeStream({.stream_arn = arn}),
              IsErrorWith(ErrorCode::kResourceNotFound,
                          "Requested resource not found: Stream: " + arn + " not found"));
}

TEST_P(StreamOfTable, ThatWasDisabledIsForgottenAfterADay) {
  const std::string arn = CreateStreamed("plain");
  ASSERT_THAT(Disable("plain"), IsOk());
  clock().Advance(std::chrono::hours(25));
  RunDue();
  EXPECT_THAT(Listed(), IsEmpty());
  EXPECT_THAT(db().DescribeStream({.stream_arn = arn}), IsErrorCode(ErrorCode::kResourceNotFound));
}

}  // namespace
}  // namespace stator::testing
