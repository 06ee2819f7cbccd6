#include "server/lambda/child_command.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <utility>

namespace stator::server {
namespace {

using Variables = std::map<std::string, std::string>;

bool HasPrefix(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

std::string Inherited(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

absl::StatusOr<std::string> FindProgram(std::string_view name, std::string_view runtime) {
  const std::string path = Inherited("PATH");
  for (size_t begin = 0; begin <= path.size();) {
    const size_t end = std::min(path.find(':', begin), path.size());
    std::string program = path.substr(begin, end - begin) + "/" + std::string(name);
    if (program.front() == '/' && access(program.c_str(), X_OK) == 0) return program;
    begin = end + 1;
  }
  return absl::FailedPreconditionError("there is no " + std::string(name) +
                                       " in PATH, which runs " + std::string(runtime));
}

// A directory of modules: where the server finds some, there a function does.
std::string ModulePath(const char* variable, const std::string& own) {
  const std::string inherited = Inherited(variable);
  return inherited.empty() ? own : inherited + ":" + own;
}

void AddLambda(const FunctionDefinition& function, const ChildPlace& place, Variables& out) {
  out["AWS_REGION"] = out["AWS_DEFAULT_REGION"] = place.region;
  // A client must have some; the server looks at none.
  out["AWS_ACCESS_KEY_ID"] = out["AWS_SECRET_ACCESS_KEY"] = out["AWS_SESSION_TOKEN"] = "local";
  out["AWS_ENDPOINT_URL_DYNAMODB"] = place.endpoint;
  out["AWS_ENDPOINT_URL_DYNAMODB_STREAMS"] = place.endpoint;
  out["AWS_ENDPOINT_URL_LAMBDA"] = place.endpoint;
  out["AWS_EXECUTION_ENV"] = "AWS_Lambda_" + function.runtime;
  out["AWS_LAMBDA_INITIALIZATION_TYPE"] = "on-demand";
  out["AWS_XRAY_CONTEXT_MISSING"] = "LOG_ERROR";
  out["TZ"] = ":UTC";
  out["LANG"] = "en_US.UTF-8";
  out["PATH"] = Inherited("PATH");
  out["HOME"] = Inherited("HOME");
  out["TMPDIR"] = place.temporary;
  out["NODE_PATH"] = ModulePath("NODE_PATH", function.code_directory);
  out["PYTHONPATH"] = Inherited("PYTHONPATH");
  out["LD_LIBRARY_PATH"] = function.code_directory + ":" + function.code_directory + "/lib";
}

// What a function cannot choose.
void AddReserved(const FunctionDefinition& function, const ChildPlace& place, Variables& out) {
  out["AWS_LAMBDA_RUNTIME_API"] = place.runtime_api;
  out["LAMBDA_TASK_ROOT"] = function.code_directory;
  out["_HANDLER"] = function.handler;
  out["AWS_LAMBDA_FUNCTION_NAME"] = function.name;
  out["AWS_LAMBDA_FUNCTION_VERSION"] = "$LATEST";
  out["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = std::to_string(function.memory_mb);
  out["AWS_LAMBDA_LOG_GROUP_NAME"] = "/aws/lambda/" + function.name;
  out["AWS_LAMBDA_LOG_STREAM_NAME"] = place.log_stream;
}

absl::Status AddInterpreter(const FunctionDefinition& function, const ChildPlace& place,
                            Scratch& scratch, Variables& environment, ProcessSettings& out) {
  const bool is_node = HasPrefix(function.runtime, "nodejs");
  auto program = FindProgram(is_node ? "node" : "python3", function.runtime);
  if (!program.ok()) return program.status();
  auto bootstrap = scratch.Write(is_node ? kNodeBootstrap : kPythonBootstrap);
  if (!bootstrap.ok()) return bootstrap.status();
  out.program = *std::move(program);
  out.arguments = {out.program};
  if (is_node) {
    // So that it collects garbage before it has more than it may.
    out.arguments.push_back("--max-old-space-size=" + std::to_string(function.memory_mb * 9 / 10));
    out.arguments.push_back("--max-http-header-size=81920");
  } else {
    // A bytecode file is compared with its source by whole seconds: too coarse for code that is
    // being edited. In Lambda none is written either, for there code cannot be written to.
    out.arguments.push_back("-B");
  }
  environment["LAMBDA_RUNTIME_DIR"] = bootstrap->substr(0, bootstrap->rfind('/'));
  out.arguments.push_back(*std::move(bootstrap));
  if (place.announces) out.arguments.push_back(function.runtime);
  return absl::OkStatus();
}

absl::Status AddExecutable(const FunctionDefinition& function, Variables& environment,
                           ProcessSettings& out) {
  out.program = function.code_directory + "/bootstrap";
  if (access(out.program.c_str(), X_OK) != 0) {
    return absl::FailedPreconditionError("Couldn't find valid bootstrap(s): [" + out.program + "]");
  }
  out.arguments = {out.program};
  environment["LAMBDA_RUNTIME_DIR"] = function.code_directory;
  return absl::OkStatus();
}

}  // namespace

bool IsRuntimeOfChild(std::string_view runtime) {
  return HasPrefix(runtime, "nodejs") || HasPrefix(runtime, "python3") ||
         HasPrefix(runtime, "provided");
}

absl::StatusOr<ProcessSettings> ChildCommand(const FunctionDefinition& function,
                                             const ChildPlace& place, Scratch& scratch) {
  ProcessSettings settings;
  settings.directory = function.code_directory;
  Variables environment;
  AddLambda(function, place, environment);
  absl::Status added = HasPrefix(function.runtime, "provided")
                           ? AddExecutable(function, environment, settings)
                           : AddInterpreter(function, place, scratch, environment, settings);
  if (!added.ok()) return added;
  // What the server has none of is not there; what the function wants empty is.
  std::erase_if(environment, [](const auto& variable) { return variable.second.empty(); });
  for (const auto& [name, value] : function.environment) environment[name] = value;
  AddReserved(function, place, environment);
  for (const auto& [name, value] : environment) {
    settings.environment.push_back(name + "=" + value);
  }
  return settings;
}

}  // namespace stator::server
