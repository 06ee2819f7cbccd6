// Operations on event source mappings: what reaches the database, and what comes back.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/unit/server/lambda/lambda_fixture.h"

namespace stator::server {
namespace {

using ::testing::HasSubstr;

class LambdaMapping : public testing::LambdaTest {
 protected:
  static constexpr std::string_view kPath = "/2015-03-31/event-source-mappings";
  static constexpr std::string_view kStream =
      "arn:aws:dynamodb:us-east-1:000000000000:table/t/stream/2026-01-01T00:00:00.000";

  static constexpr const char* kUuid = "8a9b6f2e-0000-4000-8000-000000000001";

  void SetUp() override { Create("f"); }
  static std::string Path() { return std::string(kPath) + "/" + kUuid; }
  std::string Body(std::string_view function) {
    return R"({"EventSourceArn":")" + std::string(kStream) + R"(","FunctionName":")" +
           std::string(function) + R"(","StartingPosition":"LATEST","BatchSize":10})";
  }
};

TEST_F(LambdaMapping, IsCreatedInTheDatabase) {
  triggers_.mapping->uuid = kUuid;
  triggers_.mapping->state = "Creating";
  triggers_.mapping->last_modified = Time(std::chrono::milliseconds(1'800'000'000'500));
  EXPECT_EQ(Call("POST", std::string(kPath) + "/", Body("f")),
            R"(202 {"UUID":")" + std::string(kUuid) +
                R"(","LastModified":1800000000.500,"State":"Creating"})");
  EXPECT_EQ(triggers_.created.event_source_arn, kStream);
  EXPECT_EQ(triggers_.created.function_name, "f");
  EXPECT_EQ(triggers_.created.batch_size, 10);
  EXPECT_EQ(triggers_.created.starting_position, EventSourcePosition::kLatest);
}

TEST_F(LambdaMapping, WantsAFunctionThatIsThere) {
  EXPECT_EQ(Error("POST", kPath, Body("g")),
            "400 InvalidParameterValueException: Function does not exist");
  EXPECT_EQ(Error("PUT", Path(), R"({"FunctionName":"g"})"),
            "400 InvalidParameterValueException: Function does not exist");
  EXPECT_FALSE(triggers_.created.function_name.has_value());
}

TEST_F(LambdaMapping, IsReadUpdatedAndDeletedByItsUuid) {
  triggers_.mapping->uuid = kUuid;
  const std::string path = Path();
  EXPECT_EQ(Call("GET", path), R"(200 {"UUID":")" + std::string(kUuid) + R"("})");
  EXPECT_EQ(triggers_.asked, kUuid);
  EXPECT_EQ(Call("PUT", path, R"({"Enabled":false})"),
            R"(202 {"UUID":")" + std::string(kUuid) + R"("})");
  EXPECT_EQ(triggers_.updated.uuid, kUuid);
  EXPECT_EQ(triggers_.updated.enabled, false);
  EXPECT_EQ(Call("PUT", path, " { } "), R"(202 {"UUID":")" + std::string(kUuid) + R"("})");
  EXPECT_EQ(Call("DELETE", path), R"(202 {"UUID":")" + std::string(kUuid) + R"("})");
}

TEST_F(LambdaMapping, IsListedByWhatTheQuerySays) {
  triggers_.mapping->uuid = kUuid;
  EXPECT_EQ(Call("GET",
                 "/2015-03-31/event-source-mappings/?FunctionName=f&MaxItems=7&Marker=m"
                 "&EventSourceArn=arn%3Aaws%3Ax"),
            R"(200 {"EventSourceMappings":[{"UUID":")" + std::string(kUuid) + R"("}]})");
  EXPECT_EQ(triggers_.listed.function_name, "f");
  EXPECT_EQ(triggers_.listed.max_items, 7);
  EXPECT_EQ(triggers_.listed.marker, "m");
  EXPECT_EQ(triggers_.listed.event_source_arn, "arn:aws:x");
}

TEST_F(LambdaMapping, HasErrorsOfTheServicesKinds) {
  const auto answer = [this](const absl::Status& status) {
    triggers_.mapping = status;
    return Error("GET", Path());
  };
  EXPECT_EQ(answer(error::Make(ErrorCode::kResourceNotFound,
                               "The resource you requested does not exist.")),
            "404 ResourceNotFoundException: The resource you requested does not exist.");
  EXPECT_EQ(answer(error::Make(ErrorCode::kResourceInUse, "already exists")),
            "409 ResourceConflictException: already exists");
  EXPECT_EQ(answer(error::Validation("Unrecognized event source.")),
            "400 InvalidParameterValueException: Unrecognized event source.");
  EXPECT_EQ(answer(error::Validation("1 validation error detected: Value null at "
                                     "'startingPosition' failed to satisfy constraint: Member "
                                     "must not be null.")),
            "400 InvalidParameterValueException: 1 validation error detected: Value null at "
            "'startingPosition' failed to satisfy constraint: Member must not be null.");
  EXPECT_EQ(answer(error::Internal("x")), "500 ServiceException: x");
}

TEST_F(LambdaMapping, IsHeldToTheMemberGate) {
  EXPECT_THAT(Error("POST", kPath, R"({"EventSourceArn":"x","FunctionName":"f","BatchSize":0})"),
              HasSubstr("'batchSize' failed to satisfy constraint: Member must have value greater "
                        "than or equal to 1"));
}

}  // namespace
}  // namespace stator::server
