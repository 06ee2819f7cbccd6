// A small function host: functions by name, each with a state of its own that outlives its calls,
// and functions that are fired by changes of that state.
//
//   Runtime runtime(db);
//   runtime.Add("visit", [](const std::string& body, State& state) { ... return answer; });
//   runtime.OnChange("total", ...);
//   runtime.Invoke("visit", body);
//
// State is kept in the table "State", by function and key. A call and its changes are not one
// transaction, but each change is atomic; what is fired by a change runs exactly once.
#pragma once

#include <stator/database.h>
#include <stator/trigger.h>

#include <functional>
#include <map>
#include <mutex>
#include <string>

// What one function keeps. Thread-safe.
class State {
 public:
  State(stator::Database& db, std::string function) : db_(db), function_(std::move(function)) {}

  // Adds to a number, atomically, and returns the sum.
  absl::StatusOr<int64_t> Add(const std::string& key, int64_t by);
  absl::StatusOr<int64_t> Get(const std::string& key);

 private:
  stator::Item KeyOf(const std::string& key) const;

  stator::Database& db_;
  const std::string function_;
};

class Runtime {
 public:
  using Handler = std::function<absl::StatusOr<std::string>(const std::string& body, State& state)>;
  // What has changed: whose state, under which key, and by how much it is more than before.
  struct Change {
    std::string function;
    std::string key;
    int64_t by = 0;
  };
  using ChangeHandler =
      std::function<absl::Status(const Change& change, stator::Transaction& transaction)>;

  // Creates its tables where they are not there yet. `db` outlives it.
  static absl::StatusOr<Runtime> Open(stator::EmbeddedDatabase& db);

  void Add(const std::string& name, Handler handler) { handlers_[name] = std::move(handler); }
  // `handler` runs once for each change of any state. Its name is how it is known across restarts.
  absl::Status OnChange(const std::string& name, ChangeHandler handler);

  // Errors: NotFound; those of the function.
  absl::StatusOr<std::string> Invoke(const std::string& name, const std::string& body);
  State StateOf(const std::string& function) const { return State(*db_, function); }
  // Returns when everything that was fired has run.
  absl::Status Settle() { return db_->triggers().Drain().status(); }

 private:
  explicit Runtime(stator::EmbeddedDatabase& db) : db_(&db) {}

  stator::EmbeddedDatabase* db_;
  std::map<std::string, Handler> handlers_;
};
