#include "server/options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace stator::server {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::variant<ServeOptions, Exit> Parse(std::vector<const char*> words) {
  words.insert(words.begin(), "stator");
  return ParseCommandLine(static_cast<int>(words.size()), words.data());
}

ServeOptions Served(std::vector<const char*> words) {
  const auto parsed = Parse(std::move(words));
  EXPECT_TRUE(std::holds_alternative<ServeOptions>(parsed));
  const ServeOptions* options = std::get_if<ServeOptions>(&parsed);
  return options == nullptr ? ServeOptions() : *options;
}

// The exit code, and what was printed on standard output and standard error.
struct Ended {
  int code;
  std::string output, errors;
};
Ended Try(std::vector<const char*> words) {
  ::testing::internal::CaptureStdout();
  ::testing::internal::CaptureStderr();
  const auto parsed = Parse(std::move(words));
  Ended ended{-1, ::testing::internal::GetCapturedStdout(),
              ::testing::internal::GetCapturedStderr()};
  if (const Exit* exit = std::get_if<Exit>(&parsed)) ended.code = exit->code;
  return ended;
}

TEST(Options, HaveDefaultsThatAreSafe) {
  const ServeOptions options = Served({"serve"});
  EXPECT_EQ(options.host, "127.0.0.1");
  EXPECT_EQ(options.port, 8000);
  EXPECT_THAT(options.data, IsEmpty());
  EXPECT_EQ(options.region, "us-east-1");
  EXPECT_THAT(options.allowed_hosts, IsEmpty());
  EXPECT_THAT(options.allowed_origins, IsEmpty());
  EXPECT_EQ(options.threads, 0);
  EXPECT_EQ(options.item_collection_bytes, 10'737'418'240);
  EXPECT_EQ(options.shards_per_stream, 1u);
  EXPECT_EQ(options.shard_age_ms, 14'400'000);
  EXPECT_EQ(options.freeze_at, std::nullopt);
  EXPECT_THAT(options.functions_root, IsEmpty());
  EXPECT_FALSE(options.allow_code_upload);
  EXPECT_FALSE(options.exit_with_parent);
}

TEST(Options, TakeEveryFlag) {
  const ServeOptions options = Served({"serve",
                                       "--host",
                                       "0.0.0.0",
                                       "--port=0",
                                       "--data",
                                       "dir",
                                       "--region",
                                       "eu-west-1",
                                       "--allow-host",
                                       "a",
                                       "--allow-host",
                                       "b",
                                       "--allow-origin",
                                       "http://c",
                                       "--threads",
                                       "3",
                                       "--item-collection-bytes",
                                       "2000",
                                       "--shards-per-stream",
                                       "3",
                                       "--shard-age-ms",
                                       "500",
                                       "--freeze-at",
                                       "1800000000",
                                       "--functions-root",
                                       ".",
                                       "--allow-code-upload",
                                       "--exit-with-parent"});
  EXPECT_EQ(options.host, "0.0.0.0");
  EXPECT_EQ(options.port, 0);
  EXPECT_EQ(options.data, "dir");
  EXPECT_EQ(options.region, "eu-west-1");
  EXPECT_THAT(options.allowed_hosts, ElementsAre("a", "b"));
  EXPECT_THAT(options.allowed_origins, ElementsAre("http://c"));
  EXPECT_EQ(options.threads, 3);
  EXPECT_EQ(options.item_collection_bytes, 2000);
  EXPECT_EQ(options.shards_per_stream, 3u);
  EXPECT_EQ(options.shard_age_ms, 500);
  EXPECT_EQ(options.freeze_at, 1'800'000'000);
  EXPECT_EQ(options.functions_root, ".");
  EXPECT_TRUE(options.allow_code_upload);
  EXPECT_TRUE(options.exit_with_parent);
}

TEST(Options, RefuseWhatTheyDoNotUnderstand) {
  for (const auto& words : std::vector<std::vector<const char*>>{
           {},
           {"server"},
           {"serve", "--prot", "1"},
           {"serve", "extra"},
           {"serve", "--functions-root", "/no/such/folder"},
           {"serve", "--port"},
           {"serve", "--port", "65536"},
           {"serve", "--port", "-1"},
           {"serve", "--port", "eighty"},
           {"serve", "--threads", "0"},
           {"serve", "--item-collection-bytes", "0"},
           {"serve", "--shards-per-stream", "0"},
           {"serve", "--shard-age-ms", "0"},
           {"serve", "--freeze-at", "-1"},
           {"serve", "--freeze-at", "253402300800"},
           {"serve", "--freeze-at", "now"},
           {"serve", "--allow-host", "a", "b"},
       }) {
    const Ended ended = Try(words);
    EXPECT_EQ(ended.code, 2) << ::testing::PrintToString(words);
    EXPECT_THAT(ended.output, IsEmpty());
    EXPECT_FALSE(ended.errors.empty());
  }
}

TEST(Options, PrintHelpAndVersion) {
  for (const char* word : {"help", "--help"}) {
    const Ended help = Try({word});
    EXPECT_EQ(help.code, 0);
    EXPECT_THAT(help.output, HasSubstr("serve"));
    EXPECT_THAT(help.errors, IsEmpty());
  }
  EXPECT_THAT(Try({"help"}).output, HasSubstr("--exit-with-parent"));
  EXPECT_THAT(Try({"serve", "--help"}).output, HasSubstr("--allow-origin"));
  const Ended version = Try({"--version"});
  EXPECT_EQ(version.code, 0);
  EXPECT_THAT(version.output, ::testing::MatchesRegex("stator [0-9]+[.][0-9]+[.][0-9]+\n"));
}

}  // namespace
}  // namespace stator::server
