#include "db/trigger/failure_document.h"

#include <utility>
#include <vector>

#include "db/base/error.h"
#include "db/engine/row_reader.h"
#include "db/trigger/record_value.h"
#include "db/trigger/time_text.h"

namespace stator::trigger {
namespace {

using stator::error::Concat;

std::string_view ConditionText(FailureCondition condition) {
  switch (condition) {
    case FailureCondition::kRetryAttemptsExhausted:
      return "RetryAttemptsExhausted";
    case FailureCondition::kRecordAgeExceeded:
      return "RecordAgeExceeded";
    case FailureCondition::kRecursionDepthExceeded:
      return "RecursionDepthExceeded";
  }
  return {};
}

Value RequestContext(const Failure& failure) {
  Item context{{"requestId", failure.request_id},
               {"functionArn", failure.function_arn},
               {"condition", ConditionText(failure.condition)},
               {"approximateInvokeCount", failure.invocations}};
  if (failure.condition == FailureCondition::kRecursionDepthExceeded) {
    context.Set("path", List(std::vector<Value>(failure.path.begin(), failure.path.end())));
  }
  return Value(ValueView(context.encoded()));
}

Value ResponseContext(const Failure& failure) {
  const Value error = failure.function_error ? Value(*failure.function_error) : Value(nullptr);
  return Map({{"statusCode", 200}, {"executedVersion", "$LATEST"}, {"functionError", error}});
}

Value BatchInfo(const Failure& failure) {
  return Map({{"shardId", failure.shard_id},
              {"startSequenceNumber", SequenceNumberText(failure.first)},
              {"endSequenceNumber", SequenceNumberText(failure.last)},
              {"approximateArrivalOfFirstRecord", SecondsText(failure.first_arrival)},
              {"approximateArrivalOfLastRecord", SecondsText(failure.last_arrival)},
              {"batchSize", failure.batch_size},
              {"streamArn", failure.stream_arn}});
}

Value DocumentOf(const Failure& failure) {
  Item document{{"requestContext", RequestContext(failure)},
                {"version", "1.0"},
                {"timestamp", MillisecondsText(failure.now)},
                {"DDBStreamBatchInfo", BatchInfo(failure)}};
  if (failure.condition == FailureCondition::kRetryAttemptsExhausted) {
    document.Set("responseContext", ResponseContext(failure));
  }
  return Value(ValueView(document.encoded()));
}

Value ValueOfRecords(const Failure& failure, ImageForm form) {
  std::vector<Value> records;
  if (failure.records != nullptr) {
    for (const Record& record : *failure.records) {
      records.push_back(ValueOfRecord(record, failure.stream_arn, form));
    }
  }
  return List(std::move(records));
}

}  // namespace

Item MakeDeadLetter(const Failure& failure) {
  Item letter{
      {"mapping", failure.mapping},
      {"id", Concat({SequenceNumberText(failure.first), "-", failure.request_id})},
      {"document", DocumentOf(failure)},
      {"records", ValueOfRecords(failure, ImageForm::kMap)},
  };
  const bool too_deep = !CheckEncoded(letter.encoded());
  if (too_deep) letter.Set("records", ValueOfRecords(failure, ImageForm::kBinary));
  return letter;
}

std::optional<std::vector<Record>> RecordsOf(ItemView dead_letter) {
  engine::RowReader in(dead_letter);
  const auto document = in.Find("document", Type::kMap);
  const auto list = in.Find("records", Type::kList);
  if (!document || !list) return std::nullopt;
  std::vector<Record> records;
  for (const ValueView value : list->AsList()) {
    auto record = RecordOfValue(value);
    if (!record) return std::nullopt;
    records.push_back(*std::move(record));
  }
  return records;
}

}  // namespace stator::trigger
