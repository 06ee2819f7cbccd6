// TagResource, UntagResource, ListTagsOfResource.
#include "tests/support/door.h"

namespace stator::testing {
namespace {

class Tags : public DoorTest {
 protected:
  static std::string ArnOf(const std::string& table) {
    return "arn:aws:dynamodb:us-east-1:000000000000:table/" + table;
  }
  absl::Status Set(const std::vector<Tag>& tags, const std::string& arn = ArnOf("plain")) {
    return db().TagResource({.resource_arn = arn, .tags = tags}).status();
  }
  absl::Status Remove(const std::vector<std::string>& keys,
                      const std::string& arn = ArnOf("plain")) {
    return db().UntagResource({.resource_arn = arn, .tag_keys = keys}).status();
  }
  // "a=1, b="
  std::string Listed() {
    const auto listed = db().ListTagsOfResource({.resource_arn = ArnOf("plain")});
    EXPECT_THAT(listed, IsOk());
    if (!listed.ok()) return "";
    EXPECT_FALSE(listed->next_token.has_value());
    std::string text;
    for (const Tag& tag : listed->tags) {
      text += (text.empty() ? "" : ", ") + *tag.key + "=" + *tag.value;
    }
    return text;
  }
  static std::vector<Tag> Numbered(int from, int to) {
    std::vector<Tag> tags;
    for (int i = from; i < to; ++i) tags.push_back({"k" + std::to_string(i), "v"});
    return tags;
  }
};
INSTANTIATE_FOR_EVERY_DOOR(Tags);

TEST_P(Tags, AreSetReplacedAndRemovedByKey) {
  CreatePlain();
  EXPECT_EQ(Listed(), "");
  ASSERT_THAT(Set({{"b", "2"}, {"a", "1"}}), IsOk());
  EXPECT_EQ(Listed(), "a=1, b=2");
  ASSERT_THAT(Set({{"b", ""}, {"c", "3"}}), IsOk());
  EXPECT_EQ(Listed(), "a=1, b=, c=3");
  ASSERT_THAT(Remove({"a", "none"}), IsOk());
  EXPECT_EQ(Listed(), "b=, c=3");
  ASSERT_THAT(Remove({"b", "c"}), IsOk());
  EXPECT_EQ(Listed(), "");
}

TEST_P(Tags, OfCreateTableAreListedToo) {
  ASSERT_THAT(db().CreateTable({.attribute_definitions = {{{"p", ScalarAttributeType::kS}}},
                                .table_name = "plain",
                                .key_schema = {{{"p", KeyType::kHash}}},
                                .billing_mode = BillingMode::kPayPerRequest,
                                .tags = {{{"z", "1"}, {"a", "2"}}}}),
              IsOk());
  EXPECT_EQ(Listed(), "a=2, z=1");
}

TEST_P(Tags, MayBeInAnyScript) {
  CreatePlain();
  ASSERT_THAT(Set({{"größe", "日本 語"}, {"हिन्दी ٣", "+-=._:/@"}, {"𝐚𐍈", "x9"}}), IsOk());
  EXPECT_EQ(Listed(), "größe=日本 語, हिन्दी ٣=+-=._:/@, 𝐚𐍈=x9");
  ASSERT_THAT(Remove({"größe", "𝐚𐍈"}), IsOk());
  EXPECT_EQ(Listed(), "हिन्दी ٣=+-=._:/@");
}

TEST_P(Tags, HaveLettersDigitsSpacesAndSomeOthers) {
  CreatePlain();
  const std::string allowed =
      " can only contain letters, white space, numbers, and the characters + - = . _ : / @: ";
  const std::string invalid = "One or more parameter values were invalid: Tag ";
  for (const std::string text :
       {"a,b", "a!", "[a]", "\"", "a\tb", "a\x7f", "a\u00a9", "\u2014", "\u3001", "😀"}) {
    EXPECT_THAT(Set({{text, "v"}}), IsInvalid(invalid + "key" + allowed + text));
    EXPECT_THAT(Set({{"k", text}}), IsInvalid(invalid + "value" + allowed + text));
  }
  EXPECT_EQ(Listed(), "");
}

TEST_P(Tags, AreAtMostFiftyOfATable) {
  CreatePlain();
  const auto too_many =
      IsInvalid("One or more parameter values were invalid: Too many tags: tag limit is 50");
  EXPECT_THAT(Set(Numbered(0, 51)), too_many);
  ASSERT_THAT(Set(Numbered(0, 48)), IsOk());
  EXPECT_THAT(Set(Numbered(48, 51)), too_many);
  EXPECT_THAT(Set(Numbered(46, 50)), IsOk());
  EXPECT_THAT(Set({{"k51", ""}}), too_many);
  EXPECT_THAT(Set({{"k3", "replaced"}}), IsOk());
}

TEST_P(Tags, NeedAnArnOfATable) {
  CreatePlain();
  EXPECT_THAT(db().TagResource({}), IsInvalid("Invalid TableArn"));
  EXPECT_THAT(db().UntagResource({}), IsInvalid("Invalid TableArn"));
  EXPECT_THAT(db().ListTagsOfResource({}), IsInvalid("Invalid TableArn"));
  EXPECT_THAT(db().ListTagsOfResource({.resource_arn = ""}), IsInvalid("Invalid TableArn"));
  for (const std::string arn :
       {"plain", "arn:aws:s3:::bucket", "arn:aws:dynamodb:us-east-1:000000000000:plain",
        "arn:aws:dynamodb:us-east-1:000000000000:table/ab",
        "arn:aws:dynamodb:us-east-1:000000000000:table/a;b",
        "arn:aws:dynamodb:us-east-1:000000000000:table/plain/index/i",
        "arn:aws:dynamodb::000000000000:table/plain", "arn:aws:dynamodb:us-east-1::table/plain"}) {
    const auto invalid =
        IsInvalid("Invalid TableArn: Invalid ResourceArn provided as input " + arn);
    EXPECT_THAT(db().ListTagsOfResource({.resource_arn = arn}), invalid);
    EXPECT_THAT(db().TagResource({.resource_arn = arn}), invalid);
    EXPECT_THAT(db().UntagResource({.resource_arn = arn}), invalid);
  }
}

TEST_P(Tags, AreOfTablesOfThisAccountAndRegion) {
  CreatePlain();
  const std::string none = ArnOf("none");
  const auto not_found =
      IsErrorWith(ErrorCode::kResourceNotFound,
                  "Requested resource not found: ResourcArn: " + none + " not found");
  EXPECT_THAT(Set({{"a", "1"}}, none), not_found);
  const std::string denied =
      "User: arn:aws:iam::000000000000:root is not authorized to perform: "
      "dynamodb:ListTagsOfResource on resource: ";
  EXPECT_THAT(db().ListTagsOfResource({.resource_arn = none}),
              IsErrorWith(ErrorCode::kAccessDenied, denied + none));
  EXPECT_THAT(Remove({"a"}, none),
              IsErrorWith(ErrorCode::kResourceNotFound, "Requested resource not found"));
  const std::string elsewhere = "arn:aws:dynamodb:eu-west-1:000000000000:table/plain";
  EXPECT_THAT(db().ListTagsOfResource({.resource_arn = elsewhere}),
              IsInvalid("Invalid TableArn: Invalid ResourceArn provided as input " + elsewhere));
  const std::string others = "arn:aws:dynamodb:us-east-1:123456789012:table/plain";
  EXPECT_THAT(db().ListTagsOfResource({.resource_arn = others}),
              IsErrorWith(ErrorCode::kAccessDenied, denied + others));
}

TEST_P(Tags, AreCheckedBeforeTheTableIsLookedUp) {
  const std::string arn = ArnOf("none");
  EXPECT_THAT(db().TagResource({.resource_arn = arn}),
              IsInvalid("1 validation error detected: Value null at 'tags' failed to satisfy "
                        "constraint: Member must not be null"));
  EXPECT_THAT(db().UntagResource({.resource_arn = arn}),
              IsInvalid("1 validation error detected: Value null at 'tagKeys' failed to satisfy "
                        "constraint: Member must not be null"));
  EXPECT_THAT(Set({}, arn), IsInvalid("Atleast one Tag needs to be provided as Input."));
  EXPECT_THAT(Remove({}, arn), IsInvalid("Atleast one Tag Key needs to be provided as Input."));
  EXPECT_THAT(Set({{"a", "1"}, {"a", "2"}}, arn),
              IsInvalid("One or more parameter values were invalid: Duplicate tag key: a"));
  const auto reserved = IsInvalid(
      "One or more parameter values were invalid: Tag keys starting with 'aws:' are reserved for "
      "system use");
  EXPECT_THAT(Set({{"aws:a", "1"}}, arn), reserved);
  EXPECT_THAT(Remove({"aws:a"}, arn), reserved);
}

TEST_P(Tags, HaveBoundedLengths) {
  CreatePlain();
  EXPECT_THAT(Set({{std::string(128, 'k'), std::string(256, 'v')}}), IsOk());
  EXPECT_THAT(Set({{"", "v"}, {"k", std::nullopt}}),
              IsInvalid("2 validation errors detected: Value '' at 'tags.1.member.key' failed to "
                        "satisfy constraint: Member must have length greater than or equal to 1; "
                        "Value null at 'tags.2.member.value' failed to satisfy constraint: Member "
                        "must not be null"));
  EXPECT_THAT(Set({{std::string(129, 'k'), "v"}}),
              IsInvalid("1 validation error detected: Value '" + std::string(129, 'k') +
                        "' at 'tags.1.member.key' failed to satisfy constraint: Member must have "
                        "length less than or equal to 128"));
  EXPECT_THAT(Set({{"k", std::string(257, 'v')}}),
              IsInvalid("1 validation error detected: Value '" + std::string(257, 'v') +
                        "' at 'tags.1.member.value' failed to satisfy constraint: Member must "
                        "have length less than or equal to 256"));
  EXPECT_THAT(Remove({"a", ""}),
              IsInvalid("1 validation error detected: Value '[a, ]' at 'tagKeys' failed to "
                        "satisfy constraint: Member must satisfy constraint: [Member must have "
                        "length less than or equal to 128, Member must have length greater than "
                        "or equal to 1]"));
}

}  // namespace
}  // namespace stator::testing
