// A table as a work queue: jobs are put, a function does each exactly once, and those that cannot
// be done end among the dead letters.
//
//   queue [DIRECTORY]        in memory without a directory
//
// Each job says whose account is to be credited, and with how much. The function runs with a
// transaction: that an account was credited and that its job is done are one commit, so that
// neither a crash nor a retry credits twice. In the end the accounts must add up to the jobs.
#include <stator/database.h>
#include <stator/trigger.h>

#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <string>

namespace {

constexpr int kJobs = 200;
const char* const kOwners[] = {"ada", "grace", "edsger"};

// A program of its own would handle errors; an example stops.
template <typename Result>
Result Must(absl::StatusOr<Result> result) {
  if (result.ok()) return *std::move(result);
  std::cerr << stator::ErrorOf(result.status()).message << "\n";
  std::exit(1);
}
void Must(const absl::Status& status) {
  if (status.ok()) return;
  std::cerr << stator::ErrorOf(status).message << "\n";
  std::exit(1);
}

// Creates what is not there yet: on disk it may be, from the last run.
bool Create(stator::Database& db, const char* table, stator::KeyDefinition key,
            std::optional<stator::KeyDefinition> sort_key = std::nullopt) {
  const absl::Status created = db.CreateTable(table, std::move(key), std::move(sort_key));
  if (stator::IsError(created, stator::ErrorCode::kResourceInUse)) return false;
  Must(created);
  return true;
}

void CreateQueue(stator::EmbeddedDatabase& db) {
  Create(db, "Accounts", "Owner");
  Create(db, "Failed", "mapping", stator::KeyDefinition("id"));
  if (!Create(db, "Jobs", "Id")) return;
  Must(db.UpdateTable({.table_name = "Jobs",
                       .stream_specification =
                           stator::StreamSpecification{true, stator::StreamViewType::kNewImage}}));
  const auto streams = Must(db.ListStreams({.table_name = "Jobs"}));
  stator::OnFailure failed;
  failed.destination = "arn:aws:dynamodb:us-east-1:000000000000:table/Failed";
  Must(db.triggers().CreateEventSourceMapping(
      {.event_source_arn = streams.streams[0].stream_arn,
       .function_name = "credit",
       .starting_position = stator::EventSourcePosition::kTrimHorizon,
       .batch_size = 10,
       .destination_config = stator::DestinationConfig{std::nullopt, failed},
       .bisect_batch_on_function_error = true,
       .maximum_retry_attempts = 2}));
}

// Does the jobs of one batch. A job that cannot be done fails it; the batch is then cut until that
// job stands alone, and what it had written is forgotten each time.
stator::FunctionResult Credit(const stator::Invocation& call, stator::Transaction& tx) {
  for (const stator::Record& record : call.records) {
    if (record.event_name != stator::OperationType::kInsert) continue;
    const stator::Item& job = *record.dynamodb->new_image;
    const stator::Number amount = job.Find("Amount")->AsNumber();
    if (amount < stator::Number(0)) return absl::InvalidArgumentError("a negative amount");
    const std::string owner(job.Find("Owner")->AsString());
    const auto sum = tx.Add("Accounts", {{"Owner", owner}}, "Balance", amount);
    if (!sum.ok()) return sum.status();
  }
  return stator::FunctionResponse();
}

int64_t BalanceOf(stator::Database& db, const char* owner) {
  const auto account = Must(db.Get("Accounts", {{"Owner", owner}}));
  return account ? account->Find("Balance")->AsNumber().ToInt64().value() : 0;
}

}  // namespace

int main(int argc, char** argv) {
  const auto db = Must(argc > 1 ? stator::Open(argv[1]) : stator::OpenInMemory());
  CreateQueue(*db);
  Must(db->triggers().Register("credit", &Credit));
  int64_t before = 0;
  for (const char* owner : kOwners) before += BalanceOf(*db, owner);

  for (int i = 0; i < kJobs; ++i) {
    const stator::Item job{{"Id", "job" + std::to_string(before) + "-" + std::to_string(i)},
                           {"Owner", kOwners[i % 3]},
                           {"Amount", i == 17 ? -1 : 1}};
    Must(db->Put("Jobs", job));
  }
  // It would happen by itself; this waits until it has.
  Must(db->triggers().Drain());

  int64_t after = 0;
  for (const char* owner : kOwners) {
    const int64_t balance = BalanceOf(*db, owner);
    std::printf("%-8s %lld\n", owner, static_cast<long long>(balance));
    after += balance;
  }
  const auto failed = Must(db->Scan({.table_name = "Failed", .select = stator::Select::kCount}));
  std::printf("%d jobs done, %d failed\n", static_cast<int>(after - before), failed.count);
  return after - before == kJobs - 1 && failed.count >= 1 ? 0 : 1;
}
