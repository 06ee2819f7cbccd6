#include "stator/error.h"

#include <gtest/gtest.h>

#include "db/base/error.h"

namespace stator {
namespace {

TEST(ErrorOfTest, ReadsCodeAndMessage) {
  const Error error = ErrorOf(error::Make(ErrorCode::kResourceNotFound, "no such table"));
  EXPECT_EQ(error.code, ErrorCode::kResourceNotFound);
  EXPECT_EQ(error.message, "no such table");
  EXPECT_EQ(error.item, std::nullopt);
}

TEST(ErrorOfTest, ReadsTheAttachedItem) {
  const Item item{{"page", "/home"}, {"count", 1}};
  absl::Status status = error::Make(ErrorCode::kConditionalCheckFailed, "The conditional ...");
  error::AttachItem(status, item.encoded());
  EXPECT_EQ(ErrorOf(status).item, item);
}

TEST(ErrorOfTest, AnyOtherStatusIsInternal) {
  const Error error = ErrorOf(absl::UnknownError("what?"));
  EXPECT_EQ(error.code, ErrorCode::kInternal);
  EXPECT_EQ(error.message, "what?");
}

TEST(IsErrorTest, AsksForOneCode) {
  const absl::Status status = error::Validation("x");
  EXPECT_TRUE(IsError(status, ErrorCode::kValidation));
  EXPECT_FALSE(IsError(status, ErrorCode::kInternal));
  EXPECT_FALSE(IsError(absl::OkStatus(), ErrorCode::kInternal));
}

}  // namespace
}  // namespace stator
