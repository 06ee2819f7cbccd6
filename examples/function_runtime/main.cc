// The function host behind HTTP, with two functions and one that their changes fire.
//
//   function_runtime [--port N] [DIRECTORY]     serves on 127.0.0.1, by default on port 8080
//   function_runtime --check                    calls itself, and exits with 1 if it answers wrong
//
//   curl -d /home http://127.0.0.1:8080/functions/visit      → how often that page was visited
//   curl -d 5 http://127.0.0.1:8080/functions/donate         → what was donated in all
//   curl http://127.0.0.1:8080/totals                        → what the trigger has counted
#include <httplib.h>
#include <stator/database.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <string>
#include <thread>

#include "runtime.h"

namespace {

absl::StatusOr<std::string> Visit(const std::string& body, State& state) {
  const auto visits = state.Add(body.empty() ? "/" : body, 1);
  if (!visits.ok()) return visits.status();
  return std::to_string(*visits);
}

absl::StatusOr<std::string> Donate(const std::string& body, State& state) {
  const auto sum = state.Add("all", std::atoll(body.c_str()));
  if (!sum.ok()) return sum.status();
  return std::to_string(*sum);
}

// Keeps a total for each function, of everything that its state grew by.
absl::Status Total(const Runtime::Change& change, stator::Transaction& transaction) {
  return transaction.Add("Totals", {{"Function", change.function}}, "Total", change.by).status();
}

absl::StatusOr<Runtime> Make(stator::EmbeddedDatabase& db) {
  const absl::Status created = db.CreateTable("Totals", "Function");
  if (!created.ok() && !stator::IsError(created, stator::ErrorCode::kResourceInUse)) return created;
  auto runtime = Runtime::Open(db);
  if (!runtime.ok()) return runtime;
  runtime->Add("visit", &Visit);
  runtime->Add("donate", &Donate);
  const absl::Status mapped = runtime->OnChange("total", &Total);
  if (!mapped.ok()) return mapped;
  return runtime;
}

std::string TotalsOf(stator::Database& db) {
  const auto page = db.Scan({.table_name = "Totals"});
  if (!page.ok()) return "";
  std::string text;
  for (const stator::ItemView item : *page->items) {
    text += std::string(item.Find("Function")->AsString()) + " " +
            std::to_string(item.Find("Total")->AsNumber().ToInt64().value_or(0)) + "\n";
  }
  return text;
}

void Route(httplib::Server& server, Runtime& runtime, stator::Database& db) {
  server.Post(R"(/functions/(\w+))", [&](const httplib::Request& in, httplib::Response& out) {
    const auto answer = runtime.Invoke(in.matches[1], in.body);
    out.status = answer.ok() ? 200 : absl::IsNotFound(answer.status()) ? 404 : 500;
    const std::string text = answer.ok() ? *answer : stator::ErrorOf(answer.status()).message;
    out.set_content(text + "\n", "text/plain");
  });
  server.Get("/totals", [&](const httplib::Request&, httplib::Response& out) {
    out.set_content(TotalsOf(db), "text/plain");
  });
}

// Calls both functions over HTTP from several threads; the totals must be what was asked for.
bool Check(httplib::Server& server, Runtime& runtime, stator::Database& db) {
  const int port = server.bind_to_any_port("127.0.0.1");
  std::thread serving([&] { server.listen_after_bind(); });
  std::vector<std::thread> callers;
  for (int t = 0; t < 4; ++t) {
    callers.emplace_back([port] {
      httplib::Client client("127.0.0.1", port);
      for (int i = 0; i < 50; ++i) {
        client.Post("/functions/visit", i % 2 == 0 ? "/home" : "/news", "text/plain");
        client.Post("/functions/donate", "3", "text/plain");
      }
    });
  }
  for (std::thread& caller : callers) caller.join();
  const bool settled = runtime.Settle().ok();
  const auto totals = httplib::Client("127.0.0.1", port).Get("/totals");
  server.stop();
  serving.join();
  std::cout << TotalsOf(db);
  return settled && totals && totals->body.find("visit 200\n") != std::string::npos &&
         totals->body.find("donate 600\n") != std::string::npos;
}

}  // namespace

int main(int argc, char** argv) {
  bool check = false;
  int port = 8080;
  std::string directory;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--check") == 0) {
      check = true;
    } else if (std::strcmp(argv[i], "--port") == 0 && i + 1 < argc) {
      port = std::atoi(argv[++i]);
    } else {
      directory = argv[i];
    }
  }
  auto db = directory.empty() ? stator::OpenInMemory() : stator::Open(directory);
  if (!db.ok()) return std::cerr << db.status() << "\n", 1;
  auto runtime = Make(**db);
  if (!runtime.ok()) return std::cerr << runtime.status() << "\n", 1;
  httplib::Server server;
  Route(server, *runtime, **db);
  if (check) return Check(server, *runtime, **db) ? 0 : 1;
  std::printf("serving on http://127.0.0.1:%d\n", port);
  std::fflush(stdout);
  return server.listen("127.0.0.1", port) ? 0 : 1;
}
