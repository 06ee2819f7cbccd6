// Statistics, as JSON and as Prometheus reads them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "stator/json.h"
#include "tests/unit/server/admin_fixture.h"

namespace stator::server::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class AdminStatistics : public AdminTest {
 protected:
  // Two writes, one of them refused, three reads and a name that there is not.
  void Work() {
    ASSERT_THAT(db_->CreateTable("tbl", "p"),
                ::testing::ResultOf([](const auto& made) { return made.ok(); }, true));
    EXPECT_EQ(Call("PutItem", R"({"TableName":"tbl","Item":{"p":{"S":"a"}}})"), "{}");
    EXPECT_THAT(Call("PutItem", R"x({"TableName":"tbl","Item":{"p":{"S":"a"}},)x"
                                R"x("ConditionExpression":"attribute_not_exists(p)"})x"),
                HasSubstr("ConditionalCheckFailedException"));
    for (int i = 0; i < 3; ++i) {
      EXPECT_EQ(Call("GetItem", R"({"TableName":"tbl","Key":{"p":{"S":"b"}}})"), "{}");
    }
    EXPECT_THAT(Call("GetItem", R"({"TableName":"missing","Key":{"p":{"S":"b"}}})"),
                HasSubstr("ResourceNotFoundException"));
    EXPECT_THAT(Call("GetItem", "{"), HasSubstr("SerializationException"));
    EXPECT_THAT(Call("Nothing", "{}"), HasSubstr("UnknownOperationException"));
  }

  Item ReadJson() { return *ItemFromJson(Get("/_stator/statistics")); }
};

// The number at a path of names.
double NumberAt(ValueView value, std::initializer_list<const char*> path) {
  for (const char* const name : path) {
    const auto found = value.AsMap().Find(name);
    if (!found) {
      ADD_FAILURE() << "there is no " << name;
      return -1;
    }
    value = *found;
  }
  return value.AsNumber().ToDouble();
}
ValueView Root(const Item& item) { return ValueView(item.view().encoded()); }

double SumOf(ValueView buckets, const char* bound) {
  double sum = 0, last = 0;
  for (const ValueView bucket : buckets.AsList()) {
    EXPECT_GT(NumberAt(bucket, {bound}), last);
    EXPECT_GT(NumberAt(bucket, {"count"}), 0);
    last = NumberAt(bucket, {bound});
    sum += NumberAt(bucket, {"count"});
  }
  return sum;
}

TEST_F(AdminStatistics, OfAServerThatHasDoneNothingAreZero) {
  EXPECT_THAT(Get("/_stator/statistics"),
              ::testing::StartsWith(
                  R"({"operations":{},"store":{"commits":0,"writes":0,)"
                  R"("writers_per_commit":{"mean":0,"buckets":[]},"syncs":0,"pages_written":0,)"
                  R"("reader_lag":0,"change_records":0,"bytes_used":)"));
  EXPECT_THAT(Get("/_stator/statistics"),
              HasSubstr(R"("map_bytes":0,"page_bytes":0,"free_pages":0}})"));
}

TEST_F(AdminStatistics, CountOperationsAndTheirErrors) {
  Work();
  const Item statistics = ReadJson();
  const ValueView operations = *statistics.Find("operations");
  EXPECT_EQ(operations.AsMap().size(), 3u) << "What nobody called is not there.";
  EXPECT_EQ(NumberAt(operations, {"PutItem", "count"}), 2);
  EXPECT_EQ(ToJson(*operations.AsMap().Find("PutItem")->AsMap().Find("errors")),
            R"({"ConditionalCheckFailedException":1})");
  EXPECT_EQ(NumberAt(operations, {"GetItem", "count"}), 5);
  EXPECT_EQ(ToJson(*operations.AsMap().Find("GetItem")->AsMap().Find("errors")),
            R"({"ResourceNotFoundException":1,"SerializationException":1})");
  EXPECT_EQ(ToJson(*operations.AsMap().Find("Unknown")->AsMap().Find("errors")),
            R"({"UnknownOperationException":1})");
}

TEST_F(AdminStatistics, TellHowLongOperationsTook) {
  Work();
  const Item statistics = ReadJson();
  const ValueView latency =
      *statistics.Find("operations")->AsMap().Find("GetItem")->AsMap().Find("latency_seconds");
  const double max = NumberAt(latency, {"max"});
  EXPECT_GT(max, 0);
  double last = 0;
  for (const char* const percentile : {"p50", "p90", "p99", "p99.9"}) {
    EXPECT_GE(NumberAt(latency, {percentile}), last);
    EXPECT_LE(NumberAt(latency, {percentile}), max);
    last = NumberAt(latency, {percentile});
  }
  EXPECT_GT(NumberAt(latency, {"mean"}), 0);
  EXPECT_LE(NumberAt(latency, {"mean"}), max);
  EXPECT_EQ(SumOf(*latency.AsMap().Find("buckets"), "below"), 5);
}

TEST_F(AdminStatistics, TellOfTheStore) {
  Work();
  const Item statistics = ReadJson();
  const auto stats = db_->stats();
  EXPECT_GT(stats.commits, 1u);
  EXPECT_EQ(NumberAt(Root(statistics), {"store", "commits"}), static_cast<double>(stats.commits));
  EXPECT_EQ(NumberAt(Root(statistics), {"store", "writes"}), static_cast<double>(stats.writes));
  EXPECT_EQ(NumberAt(Root(statistics), {"store", "writers_per_commit", "mean"}), 1);
  EXPECT_EQ(
      SumOf(*statistics.Find("store")->AsMap().Find("writers_per_commit")->AsMap().Find("buckets"),
            "up_to"),
      static_cast<double>(stats.commits));
  EXPECT_EQ(NumberAt(Root(statistics), {"store", "bytes_used"}),
            static_cast<double>(stats.bytes_used));
}

// The exposition format, strictly: every line is HELP, TYPE or a sample of the family that the last
// TYPE named; each family comes once; a histogram's buckets grow, end with +Inf and equal its
// count.
class Exposition {
 public:
  explicit Exposition(const std::string& text) {
    EXPECT_EQ(text.back(), '\n');
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) Read(line);
    for (const auto& [series, buckets] : buckets_) {
      EXPECT_EQ(buckets.back().first, "+Inf") << series;
      EXPECT_EQ(buckets.back().second, samples_.at(WithName(series, "_count"))) << series;
      EXPECT_EQ(samples_.count(WithName(series, "_sum")), 1u) << series;
    }
  }

  // By name and labels as they stand, without `le`.
  double At(const std::string& sample) const {
    const auto found = samples_.find(sample);
    EXPECT_NE(found, samples_.end()) << sample;
    return found == samples_.end() ? -1 : found->second;
  }
  const std::vector<std::pair<std::string, double>>& Buckets(const std::string& series) const {
    return buckets_.at(series);
  }

 private:
  // "family{labels}" to "family_count{labels}".
  static std::string WithName(std::string series, const char* suffix) {
    return series.insert(std::min(series.find('{'), series.size()), suffix);
  }

  void Read(const std::string& line) {
    static const std::regex help("# HELP ([a-z_]+) [^\\\\]+");
    static const std::regex type("# TYPE ([a-z_]+) (counter|gauge|histogram)");
    static const std::regex sample(
        "([a-z_]+)(?:\\{((?:[a-z]+=\"[^\"\\\\]*\",?)+)\\})? ([0-9]+(?:\\.[0-9]+)?)");
    std::smatch match;
    if (std::regex_match(line, match, help)) {
      EXPECT_TRUE(helped_.insert(match[1]).second) << "twice: " << line;
    } else if (std::regex_match(line, match, type)) {
      EXPECT_EQ(helped_.count(match[1]), 1u) << line;
      EXPECT_TRUE(typed_.insert(match[1]).second) << "twice: " << line;
      family_ = match[1];
      type_ = match[2];
    } else if (std::regex_match(line, match, sample)) {
      ReadSample(match[1], match[2], std::strtod(match[3].str().c_str(), nullptr), line);
    } else {
      ADD_FAILURE() << "no exposition: " << line;
    }
  }

  void ReadSample(const std::string& name, std::string labels, double value,
                  const std::string& line) {
    if (type_ != "histogram") {
      EXPECT_EQ(name, family_) << line;
      EXPECT_EQ(type_ == "counter", name.size() > 6 && name.substr(name.size() - 6) == "_total");
      return Add(Series(name, labels), value);
    }
    if (name != family_ + "_bucket") {
      EXPECT_TRUE(name == family_ + "_sum" || name == family_ + "_count") << line;
      return Add(Series(name, labels), value);
    }
    const size_t le = labels.rfind("le=\"");
    ASSERT_NE(le, std::string::npos) << line;
    const std::string bound = labels.substr(le + 4, labels.size() - le - 5);
    labels.erase(le == 0 ? 0 : le - 1);
    auto& buckets = buckets_[Series(family_, labels)];
    if (!buckets.empty()) {
      EXPECT_GE(value, buckets.back().second) << line;
      EXPECT_GT(std::strtod(bound.c_str(), nullptr),
                std::strtod(buckets.back().first.c_str(), nullptr))
          << line;
    }
    buckets.emplace_back(bound, value);
  }

  static std::string Series(const std::string& name, const std::string& labels) {
    return labels.empty() ? name : name + "{" + labels + "}";
  }
  void Add(const std::string& series, double value) {
    EXPECT_TRUE(samples_.emplace(series, value).second) << "twice: " << series;
  }

  std::set<std::string> helped_, typed_;
  std::string family_, type_;
  std::map<std::string, double> samples_;
  std::map<std::string, std::vector<std::pair<std::string, double>>> buckets_;
};

TEST_F(AdminStatistics, PrometheusReadsTheSame) {
  Work();
  const HttpResponse response = Ask("GET", "/_stator/metrics");
  EXPECT_EQ(response.content_type, "text/plain; version=0.0.4; charset=utf-8");
  const Exposition metrics(response.body);
  const auto stats = db_->stats();
  EXPECT_EQ(metrics.At("stator_info{version=\"" STATOR_VERSION "\",storage=\"memory\"}"), 1);
  EXPECT_EQ(metrics.At("stator_operation_duration_seconds_count{operation=\"GetItem\"}"), 5);
  EXPECT_EQ(metrics.At("stator_operation_duration_seconds_count{operation=\"Unknown\"}"), 1);
  EXPECT_GT(metrics.At("stator_operation_duration_seconds_sum{operation=\"PutItem\"}"), 0);
  const auto& buckets = metrics.Buckets("stator_operation_duration_seconds{operation=\"GetItem\"}");
  EXPECT_EQ(buckets.size(), 23u);
  EXPECT_EQ(buckets.front().first, "0.000008191");
  EXPECT_EQ(metrics.At("stator_operation_errors_total{operation=\"GetItem\","
                       "error=\"ResourceNotFoundException\"}"),
            1);
  EXPECT_EQ(metrics.At("stator_commits_total"), static_cast<double>(stats.commits));
  EXPECT_EQ(metrics.At("stator_writes_total"), static_cast<double>(stats.writes));
  EXPECT_EQ(metrics.Buckets("stator_writers_per_commit").size(), 11u);
  EXPECT_EQ(metrics.At("stator_writers_per_commit_sum"), static_cast<double>(stats.writes));
  EXPECT_EQ(metrics.At("stator_used_bytes"), static_cast<double>(stats.bytes_used));
  for (const char* const name :
       {"stator_syncs_total", "stator_pages_written_total", "stator_reader_lag_commits",
        "stator_map_bytes", "stator_page_bytes", "stator_free_pages"}) {
    EXPECT_EQ(metrics.At(name), 0) << name;
  }
}

TEST_F(AdminStatistics, PrometheusReadsThemBeforeAnythingWasDone) {
  const std::string text = Get("/_stator/metrics");
  const Exposition metrics(text);
  EXPECT_EQ(metrics.At("stator_commits_total"), 0);
  EXPECT_THAT(text, Not(HasSubstr("operation")));
}

}  // namespace
}  // namespace stator::server::testing
