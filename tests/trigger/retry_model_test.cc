// Retries, halves and partial failures against a model of them that is a recursion of a few lines:
// over random batches, filters and failing records, the same calls, the same records given up, each
// range in a dead letter, and nothing left afterwards.
#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <map>
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
  std::set<std::string> unwanted{};  // By the filter, which none of them passes.
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
    for (int i = 0; i < rules.records; ++i) {
      if (!rules.unwanted.contains(std::to_string(i))) keys.push_back(std::to_string(i));
    }
    for (size_t i = 0; i < keys.size(); i += static_cast<size_t>(rules.batch_size)) {
      const size_t end = std::min(keys.size(), i + static_cast<size_t>(rules.batch_size));
      Deliver(From(keys, i, end), 0);
    }
  }

  std::vector<std::vector<std::string>> calls;
  std::vector<std::vector<std::string>> given_up;  // In this order.

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
      given_up.push_back(rest);
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
    for (int i = 0; i < rules.records; ++i) {
      Put(std::to_string(i), rules.unwanted.contains(std::to_string(i)) ? 0 : 1, table);
    }
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
                                            .destination_config = ToDeadLetters(),
                                            .bisect_batch_on_function_error = rules.bisects,
                                            .maximum_retry_attempts = rules.retries};
    if (!rules.unwanted.empty()) request.filter_criteria = FilterCriteria{{{Filter{kWanted}}}};
    if (rules.reports) {
      request.function_response_types = {{FunctionResponseType::kReportBatchItemFailures}};
    }
    const std::string uuid = Map(request);
    const DrainReport report = Drain();
    const Model model(rules);
    EXPECT_EQ(calls_, model.calls);
    EXPECT_EQ(GivenUp(uuid), model.given_up);
    EXPECT_EQ(report.records + report.dropped + report.filtered, rules.records);
    EXPECT_EQ(report.filtered, static_cast<int64_t>(rules.unwanted.size()));
    // It is behind them all.
    EXPECT_EQ(Drain().invocations, 0);
    EXPECT_EQ(calls_, model.calls);
    ASSERT_THAT(triggers().DeleteEventSourceMapping({.uuid = uuid}), IsOk());
  }

  // The keys in the dead letters of a mapping, by their first sequence numbers.
  std::vector<std::vector<std::string>> GivenUp(const std::string& uuid) {
    const auto letters = db_->Query({.table_name = "dead",
                                     .key_condition_expression = "mapping = :m",
                                     .expression_attribute_values = Item{{":m", uuid}}});
    EXPECT_THAT(letters, IsOk());
    std::map<std::string, std::vector<std::string>> keys;
    for (const ItemView letter : *letters->items) {
      const ItemView info = letter.Find("document")->AsMap().Find("DDBStreamBatchInfo")->AsMap();
      std::vector<std::string>& of =
          keys[std::string(info.Find("startSequenceNumber")->AsString())];
      for (const ValueView record : letter.Find("records")->AsList()) {
        const ItemView change = record.AsMap().Find("dynamodb")->AsMap();
        of.emplace_back(change.Find("Keys")->AsMap().Find("p")->AsString());
      }
      EXPECT_EQ(info.Find("batchSize")->AsNumber(), Number(static_cast<int64_t>(of.size())));
    }
    std::vector<std::vector<std::string>> in_order;
    for (auto& [first, of] : keys) in_order.push_back(std::move(of));
    return in_order;
  }

  static uint64_t Seed() {
    const char* given = std::getenv("STATOR_SEED");
    return given != nullptr ? std::strtoull(given, nullptr, 10) : 20261126;
  }
  static constexpr char kWanted[] = R"({"dynamodb":{"NewImage":{"n":{"N":["1"]}}}})";

  std::mt19937_64 random_{Seed()};
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
    const bool filters = below(2) == 1;
    for (int record = 0; filters && record < rules.records; ++record) {
      if (below(3) == 0) rules.unwanted.insert(std::to_string(record));
    }
    SCOPED_TRACE("STATOR_SEED=" + std::to_string(Seed()) + " history " + std::to_string(i));
    Run(rules);
  }
}

}  // namespace
}  // namespace stator::testing
