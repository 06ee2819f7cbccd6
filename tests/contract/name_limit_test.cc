// Limits of names of attributes, and of what placeholders stand for: lengths, and that a name is
// not empty.
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/door.h"

namespace stator::testing {
namespace {

constexpr size_t kLongestName = 65535;
const std::string kInvalid = "One or more parameter values were invalid: ";
const std::string kEmpty = kInvalid + "Empty attribute name";
const std::string kTooLong = "Attribute name is too large, must be less than 65536 bytes";

Item Key() { return Item{{"p", "a"}}; }
Item With(const std::string& name) { return Key().Set(name, 1); }

class NameLimit : public DoorTest {
 protected:
  void SetUp() override { CreatePlain(); }

  absl::Status Put(const Item& item) {
    return db().PutItem({.table_name = "plain", .item = item}).status();
  }
  absl::Status BatchPut(const Item& item) {
    using Requests = std::map<std::string, std::vector<WriteRequest>, std::less<>>;
    return db()
        .BatchWriteItem(
            {.request_items = Requests{{"plain", {{.put_request = PutRequest{.item = item}}}}}})
        .status();
  }
  absl::Status TransactPutOf(const Item& item) {
    return db()
        .TransactWriteItems(
            {.transact_items = {{{.put = TransactPut{.item = item, .table_name = "plain"}}}}})
        .status();
  }
  // Of an expression in which "#n" stands for `name`.
  absl::Status Update(const std::string& name) {
    return db()
        .UpdateItem({.table_name = "plain",
                     .key = Key(),
                     .update_expression = "REMOVE #n",
                     .expression_attribute_names = AttributeNames{{"#n", name}}})
        .status();
  }
  absl::Status Project(const std::string& name) {
    return db()
        .GetItem({.table_name = "plain",
                  .key = Key(),
                  .projection_expression = "#n",
                  .expression_attribute_names = AttributeNames{{"#n", name}}})
        .status();
  }
  absl::Status Check(const std::string& name, const std::string& value) {
    return db()
        .DeleteItem({.table_name = "plain",
                     .key = Key(),
                     .condition_expression = "attribute_not_exists(" + name + ") AND v <> " + value,
                     .expression_attribute_names = AttributeNames{{name, "q"}},
                     .expression_attribute_values = Item{{value, 1}}})
        .status();
  }
};
INSTANTIATE_FOR_EVERY_DOOR(NameLimit);

TEST_P(NameLimit, NoAttributeThatIsWrittenHasAnEmptyName) {
  EXPECT_THAT(Put(With("")), IsInvalid(kEmpty));
  EXPECT_THAT(BatchPut(With("")), IsInvalid(kEmpty));
  EXPECT_THAT(TransactPutOf(With("")), IsInvalid(kEmpty));
  EXPECT_THAT(db().ExecuteStatement({.statement = "INSERT INTO plain VALUE {'p': 'a', '': 1}"}),
              IsInvalid(kEmpty));
  EXPECT_THAT(db().UpdateItem({.table_name = "plain",
                               .key = Key(),
                               .attribute_updates =
                                   std::map<std::string, AttributeValueUpdate, std::less<>>{
                                       {"", {.value = Value(1)}}}}),
              IsInvalid(kEmpty));
  // Maps within may have one.
  EXPECT_THAT(Put(Key().Set("m", Map{{"", 1}})), IsOk());
}

TEST_P(NameLimit, NoPlaceholderStandsForAnEmptyName) {
  const std::string message =
      "ExpressionAttributeNames contains invalid value: " + kEmpty + " for key #n";
  EXPECT_THAT(Update(""), IsInvalid(message));
  EXPECT_THAT(Project(""), IsInvalid(message));
}

TEST_P(NameLimit, NamesAreOf64KilobytesAtMost) {
  EXPECT_THAT(Put(With(std::string(kLongestName, 'n'))), IsOk());
  const std::string longer(kLongestName + 1, 'n');
  const std::string enveloped = "1 validation error detected: " + kTooLong;
  EXPECT_THAT(Put(With(longer)), IsInvalid(enveloped));
  EXPECT_THAT(BatchPut(With(longer)), IsInvalid(kTooLong));
  EXPECT_THAT(TransactPutOf(With(longer)), IsInvalid(kTooLong));
  EXPECT_THAT(Put(Key().Set("m", Map{{longer, 1}})), IsInvalid(enveloped));
  EXPECT_THAT(Update(std::string(kLongestName, 'n')), IsOk());
  EXPECT_THAT(Update(longer), IsInvalid(enveloped));
  EXPECT_THAT(Project(longer), IsInvalid(kTooLong));
  EXPECT_THAT(db().UpdateItem({.table_name = "plain",
                               .key = Key(),
                               .update_expression = "SET m = :m",
                               .expression_attribute_values = Item{{":m", Map{{longer, 1}}}}}),
              IsInvalid(enveloped));
}

TEST_P(NameLimit, PlaceholdersAreOf255BytesAtMost) {
  const std::string longest(254, 'n');
  EXPECT_THAT(Check("#" + longest, ":" + longest), IsOk());
  EXPECT_THAT(Check("#n" + longest, ":v"),
              IsInvalid("ExpressionAttributeNames contains invalid key: Syntax error; key: \"#n" +
                        longest + "\""));
  EXPECT_THAT(Check("#n", ":v" + longest),
              IsInvalid("ExpressionAttributeValues contains invalid key: Syntax error; key: \":v" +
                        longest + "\""));
}

TEST_P(NameLimit, AllThatPlaceholdersStandForIsOf2MegabytesAtMost) {
  const auto scan = [&](size_t bytes) {
    return db().Scan(
        {.table_name = "plain",
         .filter_expression = "#n = :v OR v = :w",
         .expression_attribute_names = AttributeNames{{"#n", "name"}},
         .expression_attribute_values = Item{{":v", std::string(bytes, 'x')}, {":w", "four"}}});
  };
  // Both placeholders of values, that of the name, the name, and the other value.
  const size_t others = 2 + 2 + 2 + 4 + 4;
  EXPECT_THAT(scan(2 * 1024 * 1024 - others), IsOk());
  EXPECT_THAT(scan(2 * 1024 * 1024 - others + 1),
              IsInvalid("The size of ExpressionAttributeNames and ExpressionAttributeValues has "
                        "exceeded the maximum allowed size; size: 2097153"));
}

}  // namespace
}  // namespace stator::testing
