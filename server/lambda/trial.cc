#include "server/lambda/trial.h"

#include <filesystem>
#include <system_error>

#include "db/base/error.h"

namespace stator::server {

std::string FunctionTrial(std::string_view url, std::string_view region,
                          const std::string& functions_root) {
  std::error_code failure;
  const bool has_root = !functions_root.empty();
  const std::string root =
      has_root ? std::filesystem::canonical(functions_root, failure).string() : "DIR";
  const std::string aws = error::Concat({"  aws --region ", region, " --endpoint-url ", url, " "});
  return error::Concat(
      {"A function that runs on changes of a table, with ",
       has_root ? "" : "--functions-root DIR and ", root, "/app/index.js:\n",
       "  export AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local\n", aws,
       "lambda create-function --function-name app --runtime nodejs22.x --handler ",
       "index.handler --role arn:aws:iam::000000000000:role/any --code ",
       "S3Bucket=hot-reload,S3Key=", root, "/app\n", aws,
       "dynamodb update-table --table-name TABLE --query TableDescription.LatestStreamArn ",
       "--stream-specification StreamEnabled=true,StreamViewType=NEW_AND_OLD_IMAGES\n", aws,
       "lambda create-event-source-mapping --function-name app --starting-position LATEST ",
       "--event-source-arn ARN\n"});
}

}  // namespace stator::server
