// What UpdateItem refuses: first what is wrong with the request alone, then what does not fit the
// item. Nothing is written in either case.
#include "tests/contract/update_item_fixture.h"

namespace stator::testing {
namespace {

class UpdateItemError : public UpdateItemTest {
 protected:
  // What is refused for the expression alone.
  void ExpectInvalid(std::string_view update, const std::string& message) {
    ExpectRefused(update, "1 validation error detected: Invalid UpdateExpression: " + message);
  }
};
INSTANTIATE_FOR_EVERY_DOOR(UpdateItemError);

TEST_P(UpdateItemError, NamesTheTokenThatIsWrong) {
  ExpectInvalid("INVALID SYNTAX HERE",
                "Syntax error; token: \"INVALID\", near: \"INVALID SYNTAX\"");
  ExpectInvalid("SET n = = :n", "Syntax error; token: \"=\", near: \"= = :n\"");
  ExpectInvalid("SET n = :n,", "Syntax error; token: \"<EOF>\", near: \",\"");
  ExpectInvalid("SET n = :n s = :n", "Syntax error; token: \"s\", near: \":n s =\"");
  ExpectInvalid("SET n = :n + :n + :n", "Syntax error; token: \"+\", near: \":n + :n\"");
  ExpectInvalid("ADD n : incr", "Syntax error; token: \":\", near: \"n : incr\"");
  ExpectInvalid("REMOVE n = :n", "Syntax error; token: \"=\", near: \"n = :n\"");
  ExpectInvalid("ADD n s", "Syntax error; token: \"s\", near: \"n s\"");
  ExpectInvalid("n = :n", "Syntax error; token: \"n\", near: \"n =\"");
  ExpectInvalid("SET n-s = :n", "Syntax error; token: \"-\", near: \"n-s\"");
}

TEST_P(UpdateItemError, UsesEachClauseOnce) {
  const std::string rest = "\" section can only be used once in an update expression;";
  ExpectInvalid("SET n = :n SET s = :n", "The \"SET" + rest);
  ExpectInvalid("REMOVE n REMOVE s", "The \"REMOVE" + rest);
  ExpectInvalid("ADD n :n ADD zz :n", "The \"ADD" + rest);
  ExpectInvalid("DELETE ss :ss DELETE ns :ns", "The \"DELETE" + rest);
}

TEST_P(UpdateItemError, RefusesReservedWords) {
  const std::string message = "Attribute name is a reserved keyword; reserved keyword: ";
  ExpectInvalid("SET name = :n", message + "name");
  ExpectInvalid("SET m.name = :n", message + "name");
  ExpectInvalid("REMOVE status", message + "status");
  ExpectInvalid("SET n = data", message + "data");
  ExpectInvalid("ADD Count :n", message + "Count");
}

TEST_P(UpdateItemError, RefusesPlaceholdersThatAreNotDefined) {
  ExpectInvalid("SET n = :undefined",
                "An expression attribute value used in expression is not defined; attribute value: "
                ":undefined");
  ExpectInvalid("REMOVE #undefined",
                "An expression attribute name used in the document path is not defined; attribute "
                "name: #undefined");
}

TEST_P(UpdateItemError, RefusesFunctionsThatItDoesNotHave) {
  const std::string message = "Invalid function name; function: ";
  ExpectInvalid("SET n = foo(n)", message + "foo");
  ExpectInvalid("SET n = List_Append(l, l)", message + "List_Append");
}

TEST_P(UpdateItemError, CountsAndChecksTheOperandsOfFunctions) {
  const std::string count =
      "Incorrect number of operands for operator or function; operator or function: ";
  ExpectInvalid("SET n = if_not_exists(n)", count + "if_not_exists, number of operands: 1");
  ExpectInvalid("SET n = if_not_exists(n, :n, :n)", count + "if_not_exists, number of operands: 3");
  ExpectInvalid("SET n = list_append(l)", count + "list_append, number of operands: 1");
  ExpectInvalid("SET n = if_not_exists(:n, :n)",
                "Operator or function requires a document path; operator or function: "
                "if_not_exists");
}

TEST_P(UpdateItemError, ChecksTheTypesOfValues) {
  const std::string type =
      "Incorrect operand type for operator or function; operator or function: ";
  ExpectInvalid("SET n = list_append(:s, :l)", type + "list_append, operand type: S");
  ExpectInvalid("SET n = list_append(l, :n)", type + "list_append, operand type: N");
  ExpectInvalid("SET n = :s + :n", type + "+, operand type: S");
  ExpectInvalid("SET n = n - :ss", type + "-, operand type: SS");
  ExpectInvalid("SET n = :l + :n", type + "+, operand type: L");
}

TEST_P(UpdateItemError, AddAndDeleteTakeNumbersAndSets) {
  const std::string type = "Incorrect operand type for operator or function; operator: ";
  ExpectInvalid("ADD n :s", type + "ADD, operand type: STRING");
  ExpectInvalid("ADD n :l", type + "ADD, operand type: LIST");
  ExpectInvalid("ADD n :m", type + "ADD, operand type: MAP");
  ExpectInvalid("ADD n :t", type + "ADD, operand type: BOOLEAN");
  ExpectInvalid("ADD n :u", type + "ADD, operand type: NULL");
  ExpectInvalid("ADD n :b", type + "ADD, operand type: BINARY");
  ExpectInvalid("DELETE ss :n", type + "DELETE, operand type: NUMBER");
  ExpectInvalid("DELETE ss :s", type + "DELETE, operand type: STRING");
  ExpectInvalid("DELETE ss :l", type + "DELETE, operand type: LIST");
}

TEST_P(UpdateItemError, RefusesPathsThatOverlap) {
  const std::string message =
      "Two document paths overlap with each other; must remove or rewrite one of these paths; path "
      "one: ";
  ExpectInvalid("SET n = :n, n = :n", message + "[n], path two: [n]");
  ExpectInvalid("SET n = :n REMOVE n", message + "[n], path two: [n]");
  ExpectInvalid("SET m = :n, m.k = :n", message + "[m], path two: [m, k]");
  ExpectInvalid("SET l[0] = :n REMOVE l[0].k", message + "[l, [0]], path two: [l, [0], k]");
  ExpectInvalid("SET #n = :n, n = :n", message + "[n], path two: [n]");
}

TEST_P(UpdateItemError, RefusesPathsThatConflict) {
  const std::string message =
      "Two document paths conflict with each other; must remove or rewrite one of these paths; "
      "path one: ";
  ExpectInvalid("SET m.k = :n, m[0] = :n", message + "[m, k], path two: [m, [0]]");
  ExpectInvalid("SET l[0] = :n, l.k = :n", message + "[l, [0]], path two: [l, k]");
}

TEST_P(UpdateItemError, RefusesExpressionsThatAreTooLong) {
  const std::string longest = "REMOVE zz" + std::string(4096 - 9, ' ');
  EXPECT_THAT(Update(longest), IsOk());
  EXPECT_THAT(Update(longest + " "), IsErrorCode(ErrorCode::kValidation));
}

TEST_P(UpdateItemError, NeverUpdatesTheKey) {
  const std::string message =
      "One or more parameter values were invalid: Cannot update attribute p. This attribute is "
      "part of the key";
  for (const std::string_view update :
       {"SET p = :s", "REMOVE p", "ADD p :n", "DELETE p :ss", "SET p.k = :n", "SET p[0] = :n",
        "REMOVE p.k", "SET #p = :s"}) {
    ExpectRefused(update, message);
  }
  CreateSorted();
  EXPECT_THAT(db().UpdateItem({.table_name = "sorted",
                               .key = Item{{"p", "a"}, {"s", "b"}},
                               .update_expression = "SET s = :v",
                               .expression_attribute_values = Item{{":v", "c"}}}),
              IsInvalid("One or more parameter values were invalid: Cannot update attribute s. "
                        "This attribute is part of the key"));
}

TEST_P(UpdateItemError, RefusesToReadWhatIsNotThere) {
  for (const std::string_view update :
       {"SET n = zz", "SET n = n + zz", "SET n = m.zz", "SET n = s.zz", "SET n = l[9]",
        "SET n = if_not_exists(zz, yy)", "SET n = list_append(zz, :l)", "SET zz = zz - :n"}) {
    ExpectRefused(update,
                  "The provided expression refers to an attribute that does not exist in the item");
  }
}

TEST_P(UpdateItemError, ReadsWhatIsSetBeforeItFollowsPaths) {
  ExpectRefused("REMOVE zz.y SET n = zz",
                "The provided expression refers to an attribute that does not exist in the item");
  ExpectRefused("DELETE n :ns SET zz.y = s + :n",
                "An operand in the update expression has an incorrect data type");
}

TEST_P(UpdateItemError, RefusesOperandsOfOtherTypes) {
  for (const std::string_view update :
       {"SET s = s + :n", "SET n = n + s", "SET n = n - ss", "SET n = list_append(s, :l)",
        "SET n = list_append(l, n)", "ADD s :n", "ADD ss :n", "ADD n :ss", "ADD ss :ns", "ADD l :n",
        "ADD m :n", "ADD t :n", "ADD u :n", "DELETE ss :ns", "DELETE s :ss", "DELETE n :ns",
        "DELETE m.z :ss"}) {
    ExpectRefused(update, "An operand in the update expression has an incorrect data type");
  }
}

TEST_P(UpdateItemError, RefusesPathsThatLeadNowhere) {
  for (const std::string_view update :
       {"SET zz.y = :s", "SET s.y = :s", "SET l.y = :s", "SET m[0] = :s", "SET s[0] = :s",
        "SET zz[0] = :s", "SET l[0].y = :s", "SET m.a.b = :s", "REMOVE zz.y", "REMOVE s.y",
        "REMOVE m.a.b", "REMOVE m[0]", "DELETE zz.y :ss", "ADD zz.y :n", "ADD s.y :n"}) {
    ExpectRefused(update,
                  "The document path provided in the update expression is invalid for update");
  }
}

TEST_P(UpdateItemError, RefusesSumsBeyondTheRange) {
  ExpectRefused(
      "ADD largest :big",
      "Number overflow. Attempting to store a number with magnitude larger than supported "
      "range");
  ExpectRefused(
      "SET n = largest + :big",
      "Number overflow. Attempting to store a number with magnitude larger than supported "
      "range");
}

TEST_P(UpdateItemError, RefusesSumsOfMoreThan38Digits) {
  const std::string message = "Attempting to store more than 38 significant digits in a Number";
  ExpectRefused("SET n = n38 + :frac", message);
  ExpectRefused("ADD n38 :frac", message);
  ExpectRefused("SET n = n + :tiny", message);
}

TEST_P(UpdateItemError, HoldsTheResultTo400Kilobytes) {
  const size_t rest = Sample().view().SizeAsItem() + 2;  // And "zz".
  UpdateItemRequest request{
      .table_name = "plain",
      .key = SampleKey(),
      .update_expression = "SET zz = :v",
      .expression_attribute_values = Item{{":v", std::string(400 * 1024 - rest + 1, 'x')}}};
  EXPECT_THAT(db().UpdateItem(request),
              IsInvalid("Item size to update has exceeded the maximum allowed size"));
  EXPECT_EQ(Get("plain", SampleKey()), Sample());
}

// Beside the item, what the update writes counts, with 3 bytes for itself and 19 for each action.
TEST_P(UpdateItemError, HoldsWhatIsWrittenTo400Kilobytes) {
  const Item key{{"p", "g"}};
  const auto set = [&](size_t bytes) {
    return db().UpdateItem({.table_name = "plain",
                            .key = key,
                            .update_expression = "SET v = :v",
                            .expression_attribute_values = Item{{":v", std::string(bytes, 'x')}}});
  };
  constexpr size_t kMost = 400 * 1024 - 3 - 19 - 1;
  EXPECT_THAT(set(kMost + 1), IsInvalid("Item size to update has exceeded the maximum allowed "
                                        "size"));
  EXPECT_THAT(set(kMost), IsOk());
  EXPECT_THAT(UpdateOf(key, "SET n = :n"), IsOk()) << "what is not written does not count";
}

TEST_P(UpdateItemError, HoldsAGrowingItemTo400Kilobytes) {
  const Item key{{"p", "g"}};
  Put("plain", Item{{"p", "g"}, {"v", List{std::string(150'000, 'x')}}});
  EXPECT_THAT(UpdateOf(key, "SET v = list_append(v, v)"), IsOk());
  EXPECT_THAT(UpdateOf(key, "SET v = list_append(v, v)"),
              IsInvalid("Item size to update has exceeded the maximum allowed size"));
}

TEST_P(UpdateItemError, HoldsTheResultTo32Levels) {
  Put("plain", Item{{"p", "a"}, {"v", Nested(31, "deep", true)}});
  const auto nested =
      db().UpdateItem({.table_name = "plain",
                       .key = SampleKey(),
                       .update_expression = "SET w = :v",
                       .expression_attribute_values = Item{{":v", Nested(32, "deep", true)}}});
  EXPECT_THAT(nested, IsInvalid("Nesting Levels have exceeded supported limits: Attributes in the "
                                "item have nested levels beyond supported limit"));
  EXPECT_THAT(db().UpdateItem({.table_name = "plain",
                               .key = SampleKey(),
                               .update_expression = "SET w = :m",
                               .expression_attribute_values = Item{{":m", Map{}}}}),
              IsOk());
  EXPECT_THAT(Update("SET w.k = v"),
              IsInvalid("Nesting Levels have exceeded supported limits: Attributes in the item "
                        "have nested levels beyond supported limit"))
      << "Each part is within bounds, but not both together.";
  EXPECT_THAT(Update("SET w.k = v.k"), IsOk());
}

TEST_P(UpdateItemError, RequiresTableNameAndKey) {
  const std::string null = "failed to satisfy constraint: Member must not be null";
  EXPECT_THAT(db().UpdateItem(UpdateItemRequest{}),
              IsInvalid("1 validation error detected: Value null at 'tableName' " + null));
  EXPECT_THAT(db().UpdateItem({.table_name = "plain"}),
              IsInvalid("1 validation error detected: Value null at 'key' " + null));
}

TEST_P(UpdateItemError, NeedsATable) {
  EXPECT_THAT(db().UpdateItem({.table_name = "nosuch", .key = SampleKey()}),
              IsErrorWith(ErrorCode::kResourceNotFound, "Requested resource not found"));
}

TEST_P(UpdateItemError, HoldsNamesAndValuesToTheirRules) {
  UpdateItemRequest request{
      .table_name = "plain", .key = SampleKey(), .expression_attribute_values = Item{{":v", 1}}};
  EXPECT_THAT(db().UpdateItem(request),
              IsInvalid("1 validation error detected: ExpressionAttributeValues can only be "
                        "specified when using expressions: UpdateExpression is null and "
                        "ConditionExpression is null"));
  request.update_expression = "REMOVE zz";
  EXPECT_THAT(db().UpdateItem(request),
              IsInvalid("Value provided in ExpressionAttributeValues unused in expressions: keys: "
                        "{:v}"));
  request.expression_attribute_names = AttributeNames{{"#b", "b"}};
  EXPECT_THAT(db().UpdateItem(request),
              IsInvalid("Value provided in ExpressionAttributeNames unused in expressions: keys: "
                        "{#b}"));
  request.condition_expression = "attribute_exists(#b) AND p = :v";
  EXPECT_THAT(db().UpdateItem(request), IsErrorCode(ErrorCode::kConditionalCheckFailed))
      << "Either expression may use them.";
}

TEST_P(UpdateItemError, HoldsValuesToTheRulesOfValues) {
  UpdateItemRequest request{.table_name = "plain",
                            .key = SampleKey(),
                            .update_expression = "SET zz = :v",
                            .expression_attribute_values = Item{{":v", StringSet{}}}};
  EXPECT_THAT(db().UpdateItem(request), IsErrorCode(ErrorCode::kValidation));
  request.expression_attribute_values = Item{{":v", List{NumberSet{}}}};
  EXPECT_THAT(db().UpdateItem(request), IsErrorCode(ErrorCode::kValidation));
  EXPECT_EQ(Get("plain", SampleKey()), Sample());
}

}  // namespace
}  // namespace stator::testing
