// Functions written on the spot, run by a ChildRunner, and what they answer.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <future>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "db/base/uuid.h"
#include "server/lambda/child_runner.h"
#include "tests/support/temp_dir.h"

namespace stator::server {

using Outcome = FunctionHost::Outcome;
using Reply = FunctionHost::Reply;

inline constexpr std::string_view kEndpoint = "http://127.0.0.1:1";

class RunnerTest : public ::testing::Test {
 protected:
  static constexpr std::chrono::seconds kPatience{60};

  // The distribution's interpreters first: others may be scripts that look for one.
  RunnerTest() {
    const char* path = std::getenv("PATH");
    setenv("PATH", ("/usr/bin:/bin:" + std::string(path ? path : "")).c_str(), 1);
  }

  // Once, before the first call.
  void Configure(ChildRunnerSettings settings) {
    settings.scratch = scratch();
    runner_ = std::make_unique<ChildRunner>(std::move(settings));
    runner_->SetEndpoint(std::string(kEndpoint));
  }
  ChildRunner& runner() {
    if (!runner_) Configure({});
    return *runner_;
  }
  void StopRunner() { runner_.reset(); }

  // A file of the function's code.
  void Write(const std::string& name, std::string_view text, bool executable = false) {
    const std::filesystem::path path = std::filesystem::path(code()) / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path) << text;
    if (executable) std::filesystem::permissions(path, std::filesystem::perms::owner_all);
  }

  // The function as it is called; a test may change it, with another revision.
  FunctionDefinition function;

  std::future<Reply> Begin(std::string payload = "{}") {
    return Begin({.function = function.name,
                  .request_id = NewUuid(),
                  .payload = std::move(payload),
                  .trace = "Root=1-2",
                  .wants_log = true});
  }
  std::future<Reply> Begin(FunctionHost::Call call) {
    if (function.code_directory.empty()) function.code_directory = code();
    auto promise = std::make_shared<std::promise<Reply>>();
    std::future<Reply> reply = promise->get_future();
    runner().Invoke(std::make_shared<FunctionDefinition>(function), std::move(call),
                    [promise](Reply got) { promise->set_value(std::move(got)); });
    return reply;
  }
  static Reply Await(std::future<Reply> reply) {
    if (reply.wait_for(kPatience) != std::future_status::ready) {
      ADD_FAILURE() << "no reply";
      std::abort();
    }
    return reply.get();
  }
  Reply Invoke(std::string payload = "{}") { return Await(Begin(std::move(payload))); }
  // What the function returned.
  std::string Answer(std::string payload = "{}") {
    Reply reply = Invoke(std::move(payload));
    EXPECT_EQ(reply.outcome, Outcome::kAnswered) << reply.payload << '\n' << reply.log_tail;
    return reply.payload;
  }
  // What it failed with.
  std::string Failure(std::string payload = "{}") {
    Reply reply = Invoke(std::move(payload));
    EXPECT_EQ(reply.outcome, Outcome::kFunctionError) << reply.payload;
    return reply.payload;
  }

  FunctionStats Stats() {
    const auto all = runner().stats();
    return all.empty() ? FunctionStats{} : all.front();
  }
  // Waits until it holds of the counters; for what happens a little after an answer.
  template <typename Predicate>
  bool Becomes(Predicate predicate) {
    const auto end = std::chrono::steady_clock::now() + kPatience;
    while (!predicate(Stats())) {
      if (std::chrono::steady_clock::now() > end) return false;
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return true;
  }

  std::string code() const { return directory_.path() + "/code"; }
  std::string scratch() const { return directory_.path() + "/scratch"; }

 private:
  stator::testing::TempDir directory_;
  std::unique_ptr<ChildRunner> runner_;
};

}  // namespace stator::server
