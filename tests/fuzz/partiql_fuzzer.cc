// Any bytes may come as a statement. What parses must print, and the print must parse to the same
// statement again.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "db/base/check.h"
#include "db/partiql/parser.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto statement = stator::partiql::Parse(text);
  if (!statement.ok()) {
    STATOR_CHECK(!statement.status().message().empty());
    return 0;
  }
  const std::string printed = (*statement)->ToString();
  const auto again = stator::partiql::Parse(printed);
  STATOR_CHECK(again.ok());
  STATOR_CHECK((*again)->ToString() == printed);
  return 0;
}
