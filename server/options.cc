// The one file that includes CLI11, which takes longer to compile than all the rest of it.
#include "server/options.h"

#include <CLI/CLI.hpp>
#include <limits>

namespace stator::server {
namespace {

void AddServeFlags(CLI::App& serve, ServeOptions& options) {
  serve.add_option("--host", options.host, "Address to listen on: numeric, or localhost")
      ->capture_default_str();
  serve.add_option("--port", options.port, "Port to listen on; 0 takes a free one")
      ->capture_default_str();
  serve.add_option("--data", options.data,
                   "Directory of the database, created if need be; without it all data is in "
                   "memory and gone at exit");
  serve.add_option("--region", options.region, "Region that stands in ARNs")->capture_default_str();
  // One value each, so that a flag given last does not swallow what follows it.
  serve
      .add_option("--allow-host", options.allowed_hosts,
                  "Answer requests for this host name too (repeatable; * for any)")
      ->allow_extra_args(false);
  serve
      .add_option("--allow-origin", options.allowed_origins,
                  "Answer web pages of this origin, such as http://localhost:3000 (repeatable; * "
                  "for any)")
      ->allow_extra_args(false);
  serve
      .add_option("--threads", options.threads,
                  "Threads that serve connections (default: one for each core, at most 4)")
      ->check(CLI::Range(1, 256));
  serve
      .add_option(
          "--transition-ms", options.transition_ms,
          "How long tables and indexes stay CREATING, UPDATING and DELETING, in milliseconds")
      ->check(CLI::Range(int64_t{0}, int64_t{3'600'000}))
      ->capture_default_str();
  serve
      .add_option("--item-collection-bytes", options.item_collection_bytes,
                  "How large the items of one partition key may become in a table with local "
                  "secondary indexes, with their entries in those")
      ->check(CLI::Range(int64_t{1}, std::numeric_limits<int64_t>::max()))
      ->capture_default_str();
  serve
      .add_option("--shards-per-stream", options.shards_per_stream,
                  "Into how many shards the changes of a table fall while its stream is enabled")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  serve
      .add_option("--shard-age-ms", options.shard_age_ms,
                  "How long a shard of a stream is written to, before it is closed and its child "
                  "opened, in milliseconds")
      ->check(CLI::Range(int64_t{1}, int64_t{86'400'000}))
      ->capture_default_str();
  serve
      .add_option("--freeze-at", options.freeze_at,
                  "Let the clock stand still at this time, in seconds since 1970, until it is "
                  "turned at /_stator/clock")
      ->check(CLI::Range(int64_t{0}, int64_t{253'402'300'799}));
  serve
      .add_option("--functions-root", options.functions_root,
                  "Run functions whose code is in a folder below this one (S3Bucket=hot-reload,"
                  "S3Key=<absolute path>)")
      ->check(CLI::ExistingDirectory);
  serve.add_flag("--allow-code-upload", options.allow_code_upload,
                 "Run functions whose code is sent as a zip file");
  serve.add_flag("--exit-with-parent", options.exit_with_parent,
                 "Stop when the process that started this one ends");
}

}  // namespace

std::variant<ServeOptions, Exit> ParseCommandLine(int argc, const char* const* argv) {
  ServeOptions options;
  CLI::App app("Stator: an embeddable, DynamoDB-style key-value store", "stator");
  app.set_version_flag("--version", "stator " STATOR_VERSION);
  app.require_subcommand(1);
  CLI::App* serve = app.add_subcommand("serve", "Serve the DynamoDB API over HTTP");
  CLI::App* help = app.add_subcommand("help", "Print this help");
  AddServeFlags(*serve, options);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return Exit{app.exit(error) == 0 ? 0 : 2};
  }
  if (*help) {
    // Else the library would print the help of the command `help`.
    app.clear();
    std::fputs(app.help("", CLI::AppFormatMode::All).c_str(), stdout);
    return Exit{0};
  }
  return options;
}

}  // namespace stator::server
