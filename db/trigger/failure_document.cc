// The document is made once, as a tree of members in AWS's order, and written in two ways: as JSON
// in that order, and as attributes, which have none.
#include "db/trigger/failure_document.h"

#include <utility>
#include <variant>

#include "db/base/error.h"
#include "db/engine/row_reader.h"
#include "db/trigger/record_value.h"
#include "db/trigger/time_text.h"
#include "db/wire/json_writer.h"

namespace stator::trigger {
namespace {

using stator::error::Concat;

struct DocumentMember;
using DocumentMembers = std::vector<DocumentMember>;
using DocumentValue =
    std::variant<std::nullptr_t, int64_t, std::string, std::vector<std::string>, DocumentMembers>;

struct DocumentMember {
  std::string_view name;
  DocumentValue value;
};

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

DocumentMembers RequestContext(const Failure& failure) {
  DocumentMembers context = {{"requestId", std::string(failure.request_id)},
                             {"functionArn", std::string(failure.function_arn)},
                             {"condition", std::string(ConditionText(failure.condition))},
                             {"approximateInvokeCount", int64_t{failure.invocations}}};
  if (failure.condition == FailureCondition::kRecursionDepthExceeded) {
    context.push_back({"path", failure.path});
  }
  return context;
}

DocumentMembers ResponseContext(const Failure& failure) {
  DocumentValue error = nullptr;
  if (failure.function_error) error = std::string(*failure.function_error);
  return {{"statusCode", int64_t{200}},
          {"executedVersion", std::string("$LATEST")},
          {"functionError", std::move(error)}};
}

DocumentMembers BatchInfo(const Failure& failure) {
  return {{"shardId", std::string(failure.shard_id)},
          {"startSequenceNumber", SequenceNumberText(failure.first)},
          {"endSequenceNumber", SequenceNumberText(failure.last)},
          {"approximateArrivalOfFirstRecord", SecondsText(failure.first_arrival)},
          {"approximateArrivalOfLastRecord", SecondsText(failure.last_arrival)},
          {"batchSize", int64_t{failure.batch_size}},
          {"streamArn", std::string(failure.stream_arn)}};
}

DocumentMembers DocumentOf(const Failure& failure) {
  DocumentMembers document = {{"requestContext", RequestContext(failure)}};
  if (failure.condition == FailureCondition::kRetryAttemptsExhausted) {
    document.push_back({"responseContext", ResponseContext(failure)});
  }
  document.push_back({"version", std::string("1.0")});
  document.push_back({"timestamp", MillisecondsText(failure.now)});
  document.push_back({"DDBStreamBatchInfo", BatchInfo(failure)});
  return document;
}

// As JSON.
struct DocumentWriter {
  wire::JsonWriter& json;

  void operator()(std::nullptr_t) const { json.Raw("null"); }
  void operator()(int64_t number) const { json.Integer(number); }
  void operator()(const std::string& text) const { json.String(text); }
  void operator()(const std::vector<std::string>& texts) const {
    json.Raw("[");
    for (const std::string& text : texts) {
      if (&text != &texts.front()) json.Raw(",");
      json.String(text);
    }
    json.Raw("]");
  }
  void operator()(const DocumentMembers& members) const {
    json.Raw("{");
    for (const DocumentMember& member : members) {
      json.Raw(&member == &members.front() ? "\"" : ",\"");
      json.Raw(member.name);
      json.Raw("\":");
      std::visit(*this, member.value);
    }
    json.Raw("}");
  }
};

// As attributes.
struct DocumentEncoder {
  Value operator()(std::nullptr_t) const { return nullptr; }
  Value operator()(int64_t number) const { return Value(number); }
  Value operator()(const std::string& text) const { return Value(text); }
  Value operator()(const std::vector<std::string>& texts) const {
    return List(std::vector<Value>(texts.begin(), texts.end()));
  }
  Value operator()(const DocumentMembers& members) const {
    std::vector<std::pair<std::string, Value>> entries;
    for (const DocumentMember& member : members) {
      entries.emplace_back(member.name, std::visit(*this, member.value));
    }
    return Map(std::move(entries));
  }
};

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

std::string FailureDocumentJson(const Failure& failure) {
  std::string text;
  {
    wire::JsonWriter json(text);
    DocumentWriter{json}(DocumentOf(failure));
  }
  return text;
}

Item MakeDeadLetter(const Failure& failure) {
  Item letter{
      {"mapping", failure.mapping},
      {"id", Concat({SequenceNumberText(failure.first), "-", failure.request_id})},
      {"document", DocumentEncoder()(DocumentOf(failure))},
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
