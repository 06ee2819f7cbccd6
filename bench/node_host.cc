#include "bench/node_host.h"

#include <unistd.h>

#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <future>
#include <iostream>
#include <utility>

#include "db/base/uuid.h"

namespace stator::bench {
namespace {

// Node's hrtime and C++'s steady clock are one: CLOCK_MONOTONIC.
constexpr std::string_view kHandler =
    "exports.handler = async () => Number(process.hrtime.bigint());\n";

bool IsInPath(const std::string& program) {
  const char* path = std::getenv("PATH");
  std::string_view rest = path == nullptr ? "" : path;
  while (!rest.empty()) {
    const std::string_view folder = rest.substr(0, rest.find(':'));
    rest.remove_prefix(std::min(rest.size(), folder.size() + 1));
    if (access((std::string(folder) + "/" + program).c_str(), X_OK) == 0) return true;
  }
  return false;
}

server::FunctionDefinition Definition(const std::string& directory) {
  server::FunctionDefinition function;
  function.name = NodeHost::kName;
  function.arn = "arn:aws:lambda:us-east-1:000000000000:function:node";
  function.runtime = "nodejs22.x";
  function.handler = "index.handler";
  function.code_directory = directory + "/code";
  function.revision = "1";
  return function;
}

}  // namespace

std::unique_ptr<NodeHost> NodeHost::Make(const std::string& directory) {
  if (!IsInPath("node")) return nullptr;
  std::filesystem::create_directories(directory + "/code");
  std::ofstream(directory + "/code/index.js") << kHandler;
  return std::unique_ptr<NodeHost>(new NodeHost(directory));
}

NodeHost::NodeHost(const std::string& directory)
    : function_(std::make_shared<const server::FunctionDefinition>(
          Definition(std::filesystem::absolute(directory).string()))),
      runner_({.scratch = directory + "/scratch"}) {}

void NodeHost::Invoke(Call call, Done done) {
  runner_.Invoke(function_, std::move(call), [this, done = std::move(done)](Reply reply) mutable {
    Take(reply);
    std::move(done)(std::move(reply));
  });
}

void NodeHost::Take(const Reply& reply) {
  int64_t nanoseconds = 0;
  const std::string& text = reply.payload;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), nanoseconds);
  if (reply.outcome != Outcome::kAnswered || error != std::errc()) {
    std::cerr << "the Node function failed: " << text << "\n";
    std::_Exit(1);
  }
  began_ = std::chrono::nanoseconds(nanoseconds);
  ++answered_;
}

bool NodeHost::Warm() {
  std::promise<Reply> promise;
  runner_.Invoke(function_,
                 {.function = kName, .request_id = NewUuid(), .payload = "{}", .trace = {}},
                 [&](Reply reply) { promise.set_value(std::move(reply)); });
  const Reply reply = promise.get_future().get();
  if (reply.outcome == Outcome::kAnswered) return true;
  std::cerr << "the Node function cannot be run: " << reply.payload << "\n";
  return false;
}

}  // namespace stator::bench
