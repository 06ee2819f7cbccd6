#include "server/lambda/function_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "server/lambda/stored_function.h"
#include "tests/support/temp_dir.h"

namespace stator::server {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

FunctionDefinition Sample(const std::string& name) {
  FunctionDefinition function;
  function.name = name;
  function.arn = "arn:aws:lambda:us-east-1:000000000000:function:" + name;
  function.runtime = "python3.12";
  function.handler = "app.handler";
  function.environment = {{"A", "\"quoted\" \n"}, {"Z", "\xC3\xA9"}};
  function.timeout = std::chrono::seconds(7);
  function.memory_mb = 256;
  function.revision = "r1";
  function.modified = Time(std::chrono::microseconds(1'800'000'000'123'456));
  function.tags = {{"team", "x"}};
  function.event_invoke = EventInvokeConfig{.retries_max = 1,
                                            .age_max = std::chrono::seconds(60),
                                            .on_success = std::nullopt,
                                            .on_failure = "arn:aws:lambda:...",
                                            .modified = function.modified};
  return function;
}

class Store : public ::testing::Test {
 protected:
  Store() { Open(); }
  void Open() {
    store_.reset();
    auto store = FunctionStore::Open(directory());
    ASSERT_TRUE(store.ok()) << store.status();
    store_ = *std::move(store);
  }
  std::string directory() const { return folder_.path() + "/functions"; }
  void Put(const std::string& path) {
    fs::create_directories(fs::path(path).parent_path());
    std::ofstream(path) << "x";
  }

  stator::testing::TempDir folder_;
  std::unique_ptr<FunctionStore> store_;
};

TEST_F(Store, KeepsEveryMemberOverARestart) {
  FunctionDefinition function = Sample("f");
  function.code_directory = store_->NewCodeDirectory("f");
  Put(function.code_directory + "/index.js");
  ASSERT_TRUE(store_->Create(function).ok());
  Open();
  const FunctionStore::Shared found = store_->Find("f");
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(EncodeFunction(*found), EncodeFunction(function));
  EXPECT_TRUE(fs::exists(function.code_directory + "/index.js"));
}

TEST_F(Store, ListsByName) {
  for (const char* name : {"b", "a", "c"}) ASSERT_TRUE(store_->Create(Sample(name)).ok());
  std::string names;
  for (const FunctionStore::Shared& function : store_->List()) names += function->name;
  EXPECT_EQ(names, "abc");
  EXPECT_TRUE(absl::IsAlreadyExists(store_->Create(Sample("a")).status()));
}

TEST_F(Store, ChangesWhatHasTheRevisionAsked) {
  ASSERT_TRUE(store_->Create(Sample("f")).ok());
  const auto change = [](FunctionDefinition& function) {
    function.memory_mb = 512;
    return absl::OkStatus();
  };
  EXPECT_TRUE(absl::IsFailedPrecondition(store_->Update("f", "r0", change).status()));
  EXPECT_TRUE(absl::IsNotFound(store_->Update("g", "", change).status()));
  EXPECT_TRUE(store_->Update("f", "r1", change).ok());
  const auto refuse = [](FunctionDefinition& function) {
    function.memory_mb = 1;
    return absl::InvalidArgumentError("no");
  };
  EXPECT_FALSE(store_->Update("f", "", refuse).ok());
  Open();
  EXPECT_EQ(store_->Find("f")->memory_mb, 512);
}

TEST_F(Store, ForgetsWhatWasDeletedWithItsCode) {
  FunctionDefinition function = Sample("f");
  function.code_directory = store_->NewCodeDirectory("f");
  Put(function.code_directory + "/index.js");
  ASSERT_TRUE(store_->Create(function).ok());
  ASSERT_TRUE(store_->Delete("f").ok());
  EXPECT_TRUE(absl::IsNotFound(store_->Delete("f")));
  EXPECT_FALSE(fs::exists(directory() + "/f"));
  Open();
  EXPECT_TRUE(store_->List().empty());
}

TEST_F(Store, KeepsTheCodeBeforeThePresentOneAndNoOlder) {
  std::vector<std::string> codes;
  for (int i = 0; i < 3; ++i) {
    codes.push_back(store_->NewCodeDirectory("f"));
    Put(codes.back() + "/index.js");
    FunctionDefinition function = Sample("f");
    function.code_directory = codes.back();
    if (i == 0) {
      ASSERT_TRUE(store_->Create(function).ok());
    } else {
      ASSERT_TRUE(store_
                      ->Update("f", "",
                               [&](FunctionDefinition& changed) {
                                 changed.code_directory = codes.back();
                                 return absl::OkStatus();
                               })
                      .ok());
    }
  }
  EXPECT_FALSE(fs::exists(codes[0]));
  EXPECT_TRUE(fs::exists(codes[1]));
  EXPECT_TRUE(fs::exists(codes[2]));
  Open();
  EXPECT_FALSE(fs::exists(codes[1]));
}

TEST_F(Store, ClearsAwayWhatWasNotFinishedAndRefusesWhatIsDamaged) {
  Put(directory() + "/half/code-1/index.js");
  Open();
  EXPECT_FALSE(fs::exists(directory() + "/half"));
  fs::create_directories(directory() + "/bad");
  std::ofstream(directory() + "/bad/function.json") << "{\"name\":";
  const auto opened = FunctionStore::Open(directory());
  EXPECT_THAT(std::string(opened.status().message()), HasSubstr("damaged: "));
}

TEST(PrivateStore, IsNotThereBeforeAFunctionIsAndGoneWhenItIs) {
  std::string directory;
  {
    auto store = FunctionStore::Open("");
    ASSERT_TRUE(store.ok());
    directory = (*store)->directory();
    EXPECT_FALSE(fs::exists(directory));
    ASSERT_TRUE((*store)->Create(Sample("f")).ok());
    EXPECT_FALSE((*store)->is_durable());
    EXPECT_EQ(fs::status(directory).permissions(), fs::perms::owner_all);
    EXPECT_TRUE(fs::exists(directory + "/f/function.json"));
  }
  EXPECT_FALSE(fs::exists(directory));
}

// By a process that ends without destroying its store.
TEST_F(Store, RemovesItsFolderIfItIsAPrivateOne) {
  auto store = FunctionStore::Open("");
  ASSERT_TRUE((*store)->Create(Sample("f")).ok());
  (*store)->RemovePrivate();
  EXPECT_FALSE(fs::exists((*store)->directory()));
  store_->RemovePrivate();
  EXPECT_TRUE(fs::exists(directory()));
}

}  // namespace
}  // namespace stator::server
