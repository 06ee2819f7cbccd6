// Retries, halves and partial failures against a model of them that is a recursion of a few lines:
// over random batches and failing records, the same calls, the same records given up.
#include <cstddef>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "tests/trigger/trigger_fixture.h"

namespace stator::testing {
namespace {

struct Rules {
  int records = 0;
  int batch_size = 1;
  bool bisects = false;
  bool reports = false;
  int retries = 0;
  std::set<std::string> failing{};
};

std::vector<std::string> From(const std::vector<std::string>& batch, size_t first, size_t last) {
  return {batch.begin() + static_cast<ptrdiff_t>(first),
          batch.begin() + static_cast<ptrdiff_t>(last)};
}

// What AWS's documentation says of it.
class Model {
 public:
  explicit Model(const Rules& rules) : rules_(rules) {
    std::vector<std::string> keys;
    for (int i = 0; i < rules.records; ++i) keys.push_back(std::to_string(i));
    for (size_t i = 0; i < keys.size(); i += static_cast<size_t>(rules.batch_size)) {
      const size_t end = std::min(keys.size(), i + static_cast<size_t>(rules.batch_size));
      Deliver(From(keys, i, end), 0);
    }
  }

  std::vector<std::vector<std::string>> calls;
  int64_t dropped = 0;

 private:
  void Deliver(const std::vector<std::string>& batch, int retries) {
    calls.push_back(batch);
    size_t first = 0;
    while (first < batch.size() && !rules_.failing.contains(batch[first])) ++first;
    if (first == batch.size()) return;
    if (!rules_.reports) first = 0;
    const std::vector<std::string> rest = From(batch, first, batch.size());
    if (rules_.bisects && first > 0) return Deliver(rest, retries);
    if (rules_.bisects && batch.size() > 1) {
      const size_t middle = batch.size() / 2;
      Deliver(From(batch, 0, middle), retries);
      return Deliver(From(batch, middle, batch.size()), retries);
    }
    if (retries == rules_.retries) {
      dropped += static_cast<int64_t>(rest.size());
      return;
    }
    Deliver(rest, retries + 1);
  }

  const Rules rules_;
};

class RetryModel : public TriggerTest {
 protected:
  void Run(const Rules& rules) {
    calls_.clear();
    const std::string table = "tab" + std::to_string(++tables_);
    CreateStreamed(table);
    for (int i = 0; i < rules.records; ++i) Put(std::to_string(i), 1, table);
    Remember([&](const Invocation& call) -> FunctionResult {
      FunctionResponse response;
      for (const Record& record : call.records) {
        if (!rules.failing.contains(KeyOf(record))) continue;
        if (!rules.reports) return absl::UnknownError("no");
        response.batch_item_failures.push_back(*record.dynamodb->sequence_number);
      }
      // In no order: the lowest number is what counts.
      std::shuffle(response.batch_item_failures.begin(), response.batch_item_failures.end(),
                   random_);
      return response;
    });
    CreateEventSourceMappingRequest request{.event_source_arn = StreamOf(table),
                                            .batch_size = rules.batch_size,
                                            .bisect_batch_on_function_error = rules.bisects,
                                            .maximum_retry_attempts = rules.retries};
    if (rules.reports) {
      request.function_response_types = {{FunctionResponseType::kReportBatchItemFailures}};
    }
    const std::string uuid = Map(request);
    const DrainReport report = Drain();
    const Model model(rules);
    EXPECT_EQ(calls_, model.calls);
    EXPECT_EQ(report.dropped, model.dropped);
    EXPECT_EQ(report.records + report.dropped, rules.records);
    ASSERT_THAT(triggers().DeleteEventSourceMapping({.uuid = uuid}), IsOk());
  }

  std::mt19937_64 random_{20261126};
  int tables_ = 0;
};

TEST_F(RetryModel, AgreesWithWhatIsDoneOnFiveHundredRandomHistories) {
  for (int i = 0; i < 500 && !HasFailure(); ++i) {
    const auto below = [&](uint64_t n) { return static_cast<int>(random_() % n); };
    Rules rules{.records = 1 + below(12),
                .batch_size = 1 + below(8),
                .bisects = below(2) == 1,
                .reports = below(2) == 1,
                .retries = below(4)};
    for (int record = 0; record < rules.records; ++record) {
      if (below(4) == 0) rules.failing.insert(std::to_string(record));
    }
    SCOPED_TRACE("history " + std::to_string(i));
    Run(rules);
  }
}

}  // namespace
}  // namespace stator::testing
