// Operations on functions, as clients of AWS call them, with the texts of AWS Lambda.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "tests/unit/server/lambda/lambda_fixture.h"
#include "tests/unit/server/lambda/zip_writer.h"

namespace stator::server {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;
using testing::ZipWriter;

class LambdaFunction : public testing::LambdaTest {
 protected:
  static constexpr std::string_view kInvalid = "400 InvalidParameterValueException: ";

  std::string CreateWith(std::string_view members) {
    return Error("POST", kFunctions, R"({"FunctionName":"f",)" + std::string(members) + "}");
  }
  static constexpr std::string_view kRole = R"("Role":"arn:aws:iam::000000000000:role/r")";
  std::string Code(std::string_view code) {
    return CreateWith(std::string(kRole) + R"(,"Runtime":"nodejs22.x","Handler":"i.h","Code":)" +
                      std::string(code));
  }
};

TEST_F(LambdaFunction, IsCreatedActiveAtOnce) {
  const std::string created =
      Call("POST", kFunctions,
           CreateBody("f", R"(,"Timeout":7,"MemorySize":256,"Description":"d",)"
                           R"("Environment":{"Variables":{"STAGE":"dev"}},"Tags":{"a":"b"})"));
  EXPECT_THAT(
      created,
      MatchesRegex(
          R"(201 \{"FunctionName":"f","FunctionArn":"arn:aws:lambda:us-east-1:000000000000:)"
          R"(function:f","Runtime":"nodejs22.x","Role":"arn:aws:iam::000000000000:role/r",)"
          R"("Handler":"index.handler","CodeSize":33,"Description":"d","Timeout":7,)"
          R"("MemorySize":256,"LastModified":"2027-01-15T08:00:00.000[+]0000",)"
          R"("CodeSha256":"[A-Za-z0-9+/]{43}=","Version":"\$LATEST",)"
          R"("Environment":\{"Variables":\{"STAGE":"dev"\}\},)"
          R"("TracingConfig":\{"Mode":"PassThrough"\},"RevisionId":"[0-9a-f-]{36}",)"
          R"("State":"Active","LastUpdateStatus":"Successful","PackageType":"Zip",)"
          R"("Architectures":\["[a-z0-9_]+"\],"EphemeralStorage":\{"Size":512\},)"
          R"("SnapStart":\{"ApplyOn":"None","OptimizationStatus":"Off"\},)"
          R"("LoggingConfig":\{"LogFormat":"Text","LogGroup":"/aws/lambda/f"\}\})"));
  const std::string configuration = created.substr(4);
  EXPECT_EQ(Call("GET", "/2015-03-31/functions/f/configuration"), "200 " + configuration);
  EXPECT_EQ(Call("GET", "/2015-03-31/functions/f"),
            "200 {\"Configuration\":" + configuration +
                R"(,"Code":{"RepositoryType":"S3","Location":"file://)" +
                std::filesystem::canonical(code()).string() + R"("},"Tags":{"a":"b"}})");
  EXPECT_EQ(triggers_.host_changes, 1);
  EXPECT_NE(triggers_.host, nullptr);
  EXPECT_TRUE(triggers_.host->Has("f"));
  EXPECT_FALSE(triggers_.host->Has("g"));
}

TEST_F(LambdaFunction, IsFoundUnderEveryNameThatIsItsOwn) {
  Create("f");
  for (const char* path :
       {"f", "f/", "arn%3Aaws%3Alambda%3Aus-east-1%3A000000000000%3Afunction%3Af",
        "arn:aws:lambda:us-east-1:000000000000:function:f", "000000000000:function:f", "f:$LATEST",
        "f?Qualifier=%24LATEST"}) {
    EXPECT_EQ(Ask("GET", std::string(kFunctions) + "/" + path).status, 200) << path;
  }
  const std::string not_found = "404 ResourceNotFoundException: Function not found: ";
  const std::string arn = "arn:aws:lambda:us-east-1:000000000000:function:";
  EXPECT_EQ(Error("GET", "/2015-03-31/functions/g"), not_found + arn + "g");
  EXPECT_EQ(Error("GET", "/2015-03-31/functions/f?Qualifier=live"), not_found + arn + "f:live");
  EXPECT_EQ(Error("GET", "/2015-03-31/functions/111111111111:function:f"),
            not_found + "arn:aws:lambda:us-east-1:111111111111:function:f");
  EXPECT_THAT(Error("GET", "/2015-03-31/functions/a%20b"),
              HasSubstr("400 ValidationException: 1 validation error detected: Value 'a b' at "
                        "'functionName' failed to satisfy constraint: Member must satisfy regular "
                        "expression pattern: "));
  EXPECT_THAT(Error("GET", "/2015-03-31/functions/" + std::string(65, 'a')),
              HasSubstr("Member must have length less than or equal to 64"));
}

TEST_F(LambdaFunction, IsListedByNameInPages) {
  for (const char* name : {"c", "a", "b"}) Create(name);
  const auto names = [this](std::string_view query) {
    const std::string body = Call("GET", std::string(kFunctions) + std::string(query));
    std::string found;
    constexpr std::string_view kName = R"("FunctionName":")";
    for (size_t at = body.find(kName); at != body.npos; at = body.find(kName, at + 1)) {
      found += body[at + kName.size()];
    }
    const bool more = body.find(R"("NextMarker":")") != body.npos;
    return found + (more ? "+" : "");
  };
  EXPECT_EQ(names(""), "abc");
  EXPECT_EQ(names("/"), "abc");
  EXPECT_EQ(names("?MaxItems=2"), "ab+");
  EXPECT_EQ(names("?MaxItems=2&Marker=b"), "c");
  EXPECT_EQ(names("?MaxItems=3"), "abc");
  EXPECT_EQ(names("?FunctionVersion=ALL"), "abc");
  EXPECT_THAT(Error("GET", "/2015-03-31/functions?FunctionVersion=1"),
              HasSubstr("enum value set: [ALL]"));
  EXPECT_THAT(Error("GET", "/2015-03-31/functions?MasterRegion=us-east-1"),
              HasSubstr("MasterRegion is not supported by this version"));
  EXPECT_THAT(Error("GET", "/2015-03-31/functions?MaxItems=0"),
              HasSubstr("Value '0' at 'maxItems' failed to satisfy constraint: Member must have "
                        "value greater than or equal to 1"));
}

TEST_F(LambdaFunction, HasConfigurationThatChanges) {
  Create("f");
  const std::string path = "/2015-03-31/functions/f/configuration";
  const std::string changed =
      Call("PUT", path,
           R"({"Timeout":900,"Environment":{"Variables":{"KEY":"v"}},"Handler":"other.handler"})");
  EXPECT_THAT(changed, HasSubstr(R"("Timeout":900)"));
  EXPECT_THAT(changed, HasSubstr(R"("Handler":"other.handler")"));
  EXPECT_THAT(changed, HasSubstr(R"("Variables":{"KEY":"v"})"));
  EXPECT_THAT(changed, HasSubstr(R"("MemorySize":128)"));
  EXPECT_THAT(Call("PUT", path, ""), HasSubstr(R"("Timeout":900)"));
  EXPECT_EQ(Error("PUT", path, R"({"RevisionId":"other"})"),
            "412 PreconditionFailedException: The Revision Id provided does not match the latest "
            "Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id");
  EXPECT_EQ(Error("PUT", path, R"({"Timeout":0})"),
            "400 ValidationException: 1 validation error detected: Value '0' at 'timeout' failed "
            "to satisfy constraint: Member must have value greater than or equal to 1");
  EXPECT_EQ(Error("PUT", path, R"({"MemorySize":10241})"),
            "400 ValidationException: 1 validation error detected: Value '10241' at 'memorySize' "
            "failed to satisfy constraint: Member must have value less than or equal to 10240");
  EXPECT_EQ(Error("PUT", "/2015-03-31/functions/g/configuration", "{}"),
            "404 ResourceNotFoundException: Function not found: "
            "arn:aws:lambda:us-east-1:000000000000:function:g");
  EXPECT_THAT(runner_->forgotten(), ElementsAre("f", "f", "f"));
}

TEST_F(LambdaFunction, IsDeletedWithoutAnAnswerToRead) {
  Create("f");
  EXPECT_EQ(Call("DELETE", "/2015-03-31/functions/f"), "204 ");
  EXPECT_EQ(Error("DELETE", "/2015-03-31/functions/f"),
            "404 ResourceNotFoundException: Function not found: "
            "arn:aws:lambda:us-east-1:000000000000:function:f");
  EXPECT_EQ(triggers_.host_changes, 2);
  EXPECT_FALSE(triggers_.host->Has("f"));
}

TEST_F(LambdaFunction, OutlivesTheServerWhereItsDirectoryDoes) {
  settings_.directory = folder_.path() + "/kept";
  Start();
  Create("f");
  Start();
  EXPECT_EQ(Ask("GET", "/2015-03-31/functions/f").status, 200);
}

TEST_F(LambdaFunction, ExistsOnce) {
  Create("f");
  EXPECT_EQ(Error("POST", kFunctions, CreateBody("f")),
            "409 ResourceConflictException: Function already exist: f");
}

TEST_F(LambdaFunction, TellsAllMembersThatAreMissing) {
  EXPECT_EQ(Error("POST", kFunctions, "{}"),
            "400 ValidationException: 3 validation errors detected: Value null at 'functionName' "
            "failed to satisfy constraint: Member must not be null; Value null at 'role' failed to "
            "satisfy constraint: Member must not be null; Value null at 'code' failed to satisfy "
            "constraint: Member must not be null");
  EXPECT_THAT(Error("POST", kFunctions, "{"), HasSubstr("400 InvalidRequestContentException"));
  EXPECT_THAT(CreateWith(R"("Role":"r","Code":{})"),
              HasSubstr("Value 'r' at 'role' failed to satisfy constraint: Member must satisfy "
                        "regular expression pattern: "));
}

TEST_F(LambdaFunction, NamesWhatIsNotSupported) {
  for (const char* member :
       {R"("Layers":["x"])", R"("VpcConfig":{"SubnetIds":["s"]})", R"("KMSKeyArn":"k")",
        R"("TracingConfig":{"Mode":"Active"})", R"("EphemeralStorage":{"Size":1024})"}) {
    const std::string name(member + 1, std::string_view(member + 1).find('"'));
    EXPECT_EQ(Error("POST", kFunctions, CreateBody("f", "," + std::string(member))),
              std::string(kInvalid) + name + " is not supported by this version");
  }
  EXPECT_EQ(
      Error("POST", kFunctions, CreateBody("f", R"(,"Publish":true)")),
      std::string(kInvalid) + "Publish is not supported by this version: there is $LATEST alone");
  Create("f", R"(,"Layers":[],"VpcConfig":{},"Publish":false)");
}

TEST_F(LambdaFunction, ChecksRuntimeAndVariables) {
  const auto with = [this](std::string_view runtime) {
    return CreateWith(std::string(kRole) + R"(,"Handler":"i.h","Code":{"S3Bucket":"hot-reload",)" +
                      R"("S3Key":"/"},"Runtime":")" + std::string(runtime) + "\"");
  };
  EXPECT_EQ(with("java21"), std::string(kInvalid) +
                                "Runtime java21 is not supported by this version: nodejs*, "
                                "python3* and provided* are");
  EXPECT_EQ(CreateWith(std::string(kRole) + R"(,"Code":{"ZipFile":""})"),
            std::string(kInvalid) +
                "Runtime and Handler are mandatory parameters for functions created with "
                "deployment packages.");
  const auto variables = [this](std::string_view variables) {
    return Error("POST", kFunctions,
                 CreateBody("f", R"(,"Environment":{"Variables":)" + std::string(variables) + "}"));
  };
  EXPECT_EQ(variables(R"({"AWS_REGION":"x","_HANDLER":"y"})"),
            std::string(kInvalid) +
                "Lambda was unable to configure your environment variables because the environment "
                "variables you have provided contains reserved keys that are currently not "
                "supported for modification. Reserved keys used in this request: AWS_REGION, "
                "_HANDLER");
  EXPECT_THAT(variables(R"({"BIG":")" + std::string(4096, 'x') + "\"}"),
              HasSubstr("exceeded the 4KB limit."));
  EXPECT_THAT(variables(R"({"1A":"x"})"), HasSubstr("pattern: [a-zA-Z]([a-zA-Z0-9_])+"));
}

TEST_F(LambdaFunction, HasCodeFromOneSource) {
  EXPECT_EQ(Code("{}"), std::string(kInvalid) + "Please provide a source for function code.");
  EXPECT_EQ(Code(R"({"ZipFile":"","S3Bucket":"hot-reload","S3Key":"/x"})"),
            std::string(kInvalid) +
                "Please do not provide other FunctionCode parameters when providing a ZipFile.");
  EXPECT_EQ(Code(R"({"ImageUri":"http://localhost:1"})"),
            std::string(kInvalid) + "Please don't provide ImageUri when packageType is Zip");
}

TEST_F(LambdaFunction, RunsCodeBelowTheRootOnly) {
  const std::string outside = "is not below that of --functions-root";
  std::filesystem::create_directories(folder_.path() + "/other");
  std::filesystem::create_directory_symlink(folder_.path() + "/other",
                                            folder_.path() + "/functions/link");
  for (const std::string& path :
       {folder_.path() + "/other", folder_.path(), folder_.path() + "/functions/../other",
        folder_.path() + "/functions/link", folder_.path() + "/functionsless", std::string("/")}) {
    EXPECT_THAT(Code(R"({"S3Bucket":"hot-reload","S3Key":")" + path + "\"}"), HasSubstr(outside))
        << path;
  }
  EXPECT_THAT(Code(R"({"S3Bucket":"hot-reload","S3Key":")" + code() + R"(/index.js"})"),
              HasSubstr("There is no folder "));
  EXPECT_THAT(Code(R"({"S3Bucket":"hot-reload","S3Key":"app"})"),
              HasSubstr("S3Key must be the absolute path of a folder"));
  EXPECT_THAT(Code(R"({"S3Bucket":"my-bucket","S3Key":"code.zip"})"),
              HasSubstr("S3Bucket must be hot-reload"));
  settings_.code.functions_root = "";
  Start();
  EXPECT_THAT(Code(R"({"S3Bucket":"hot-reload","S3Key":")" + code() + "\"}"),
              HasSubstr("start the server with that flag"));
}

TEST_F(LambdaFunction, TakesAnUploadWhereThatIsAllowed) {
  const std::string zip = ZipWriter().Add("index.js", "exports.handler = 1").Base64();
  const std::string created =
      Call("POST", kFunctions,
           std::string(R"({"FunctionName":"f","Runtime":"nodejs22.x","Handler":"index.handler",)") +
               std::string(kRole) + R"(,"Code":{"ZipFile":")" + zip + "\"}}");
  ASSERT_THAT(created, HasSubstr("201 "));
  const std::string got = Call("GET", "/2015-03-31/functions/f");
  const size_t at = got.find("file://") + 7;
  const std::string directory = got.substr(at, got.find('"', at) - at);
  EXPECT_TRUE(std::filesystem::exists(directory + "/index.js"));

  const ZipWriter other = ZipWriter().Add("index.js", "exports.handler = 22");
  const std::string updated =
      Call("PUT", "/2015-03-31/functions/f/code", R"({"ZipFile":")" + other.Base64() + "\"}");
  EXPECT_THAT(updated, HasSubstr(R"("CodeSize":)" + std::to_string(other.Bytes().size())));
  EXPECT_THAT(Error("PUT", "/2015-03-31/functions/f/code", R"({"ZipFile":"AAAA"})"),
              HasSubstr("Could not unzip uploaded file."));
  EXPECT_THAT(Error("PUT", "/2015-03-31/functions/f/code", R"({"ZipFile":"*"})"),
              HasSubstr("ZipFile is not base64"));
  settings_.code.allow_upload = false;
  Start();
  EXPECT_THAT(Code(R"({"ZipFile":")" + zip + "\"}"), HasSubstr("--allow-code-upload"));
}

TEST_F(LambdaFunction, CanBeAUrl) {
  const auto image = [this](std::string_view uri, std::string_view more = "") {
    return Error("POST", kFunctions,
                 std::string(R"({"FunctionName":"f","PackageType":"Image",)") + std::string(kRole) +
                     R"(,"Code":{"ImageUri":")" + std::string(uri) + "\"}" + std::string(more) +
                     "}");
  };
  EXPECT_THAT(image("000000000000.dkr.ecr.us-east-1.amazonaws.com/app:1"),
              HasSubstr("ImageUri must be the URL of a function's endpoint"));
  EXPECT_THAT(image("http://localhost:9", R"(,"Handler":"x")"),
              HasSubstr("Please don't provide Handler or Runtime or Layer"));
  EXPECT_THAT(image("http://localhost:9/"), HasSubstr("201 "));
  EXPECT_THAT(Call("GET", "/2015-03-31/functions/f"),
              HasSubstr(R"("Code":{"RepositoryType":"ECR","ImageUri":"http://localhost:9",)"));
  EXPECT_THAT(Call("PUT", "/2015-03-31/functions/f/code", R"({"ImageUri":"http://[::1]:8"})"),
              HasSubstr(R"("PackageType":"Image")"));
}

TEST_F(LambdaFunction, AnswersWhatToolsAskBeside) {
  Create("f");
  EXPECT_THAT(
      Call("GET", "/2015-03-31/functions/f/versions"),
      HasSubstr(R"("FunctionArn":"arn:aws:lambda:us-east-1:000000000000:function:f:$LATEST)"));
  EXPECT_EQ(Call("GET", "/2015-03-31/functions/f/aliases"), R"(200 {"Aliases":[]})");
  EXPECT_EQ(Call("GET", "/2019-09-30/functions/f/concurrency"), "200 {}");
  EXPECT_EQ(Call("GET", "/2020-06-30/functions/f/code-signing-config"),
            R"(200 {"FunctionName":"f"})");
  EXPECT_EQ(Error("GET", "/2015-03-31/functions/f/policy"),
            "404 ResourceNotFoundException: The resource you requested does not exist.");
  EXPECT_EQ(Error("GET", "/2015-03-31/functions/f/aliases/a"),
            "404 ResourceNotFoundException: Cannot find alias arn: "
            "arn:aws:lambda:us-east-1:000000000000:function:f:a");
  EXPECT_EQ(Call("GET", "/2021-10-31/functions/f/urls"), R"(200 {"FunctionUrlConfigs":[]})");
  EXPECT_EQ(Call("GET", "/2019-09-30/functions/f/provisioned-concurrency?List=ALL"),
            R"(200 {"ProvisionedConcurrencyConfigs":[]})");
  EXPECT_THAT(Error("GET", "/2019-09-30/functions/f/provisioned-concurrency?Qualifier=1"),
              HasSubstr("404 ProvisionedConcurrencyConfigNotFoundException: "));
  EXPECT_EQ(Call("GET", "/2019-09-25/functions/f/event-invoke-config/list"),
            R"(200 {"FunctionEventInvokeConfigs":[]})");
  Call("PUT", "/2019-09-25/functions/f/event-invoke-config", R"({"MaximumRetryAttempts":1})");
  EXPECT_THAT(Call("GET", "/2019-09-25/functions/f/event-invoke-config/list"),
              HasSubstr(R"("MaximumRetryAttempts":1)"));
  EXPECT_EQ(Call("GET", "/2018-10-31/layers"), R"(200 {"Layers":[]})");
  EXPECT_EQ(Call("GET", "/2020-04-22/code-signing-configs"), R"(200 {"CodeSigningConfigs":[]})");
}

TEST_F(LambdaFunction, NamesTheOperationsThatThereAreNoneOf) {
  EXPECT_EQ(Error("POST", "/2015-03-31/functions/f/versions", "{}"),
            "404 UnknownOperationException: PublishVersion is not supported by this version");
  EXPECT_EQ(Error("PUT", "/2017-10-31/functions/f/concurrency", "{}"),
            "404 UnknownOperationException: PutFunctionConcurrency is not supported by this "
            "version");
  EXPECT_EQ(Error("POST", "/2015-03-31/functions/f/policy", "{}"),
            "404 UnknownOperationException: AddPermission is not supported by this version");
  EXPECT_EQ(Error("GET", "/2018-10-31/layers?find=LayerVersion&Arn=x"),
            "404 UnknownOperationException: GetLayerVersionByArn is not supported by this version");
  EXPECT_EQ(Error("PATCH", "/2015-03-31/functions/f"),
            "404 UnknownOperationException: This version has no operation PATCH "
            "/2015-03-31/functions/f");
}

// It says whether it would have been done.
TEST_F(LambdaFunction, IsNotUpdatedByADryRunOfAnotherRevision) {
  Create("f");
  const std::string code = R"("S3Bucket":"hot-reload","S3Key":")" + this->code() + "\"";
  EXPECT_THAT(
      Error("PUT", "/2015-03-31/functions/f/code",
            "{" + code + R"(,"DryRun":true,"RevisionId":"another"})"),
      HasSubstr("412 PreconditionFailedException: The Revision Id provided does not match"));
  EXPECT_THAT(Call("PUT", "/2015-03-31/functions/f/code", "{" + code + R"(,"DryRun":true})"),
              HasSubstr("200 "));
}

TEST_F(LambdaFunction, IsNobodysWhoHasNoAuthorization) {
  HttpRequest request;
  request.method = "GET";
  request.target = kFunctions;
  request.host = "localhost";
  const HttpResponse response = Ask(request);
  EXPECT_EQ(response.status, 403);
  EXPECT_THAT(response.extra_headers,
              HasSubstr("x-amzn-ErrorType: MissingAuthenticationTokenException\r\n"));
  EXPECT_THAT(response.body, HasSubstr("Missing Authentication Token"));
  settings_.is_loopback = false;
  Start();
  EXPECT_THAT(Error("GET", kFunctions), HasSubstr("403 AccessDeniedException: "));
  EXPECT_THAT(Error("GET", kFunctions), HasSubstr("--host 127.0.0.1"));
}

}  // namespace
}  // namespace stator::server
