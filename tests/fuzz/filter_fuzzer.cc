// Any text may be given as a filter pattern: what is none is refused, and what is one can be laid
// over a record without harm and always with the same outcome.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "db/base/check.h"
#include "db/trigger/filter.h"
#include "db/wire/decode.h"

namespace {

constexpr std::string_view kRecord =
    R"({"eventName":"INSERT","dynamodb":{"ApproximateCreationDateTime":1678831218.0,)"
    R"("Keys":{"id":{"S":"a"}},"NewImage":{"a":{"N":"15"},"b":{"SS":["x","yx"]},)"
    R"("c":{"L":[{"S":"x"},{"N":"7"},{"L":[{"BOOL":true}]}]},"d":{"NULL":true},)"
    R"("e":{"M":{"f":{"S":"10.0.0.1"},"\"\u00e9":{"S":"\\"}}}},"SizeBytes":70}})";

}  // namespace

// A pattern, and behind a NUL a record that takes the place of the usual one.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const size_t end = input.find('\0');
  const std::string pattern(input.substr(0, end));
  const std::string record(end == input.npos ? kRecord : input.substr(end + 1));
  const auto filters = stator::trigger::Filters::Parse({pattern});
  if (!filters.ok()) return 0;
  STATOR_CHECK(stator::wire::CheckSyntax(pattern).ok());
  const bool matches = filters->Matches(record);
  const auto twice = stator::trigger::Filters::Parse({pattern, pattern});
  STATOR_CHECK(twice.ok() && twice->Matches(record) == matches);
  return 0;
}
