// Any bytes may come as an expression. What parses must print, and the print must parse to the same
// tree again.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "db/base/check.h"
#include "db/expression/parser.h"
#include "db/expression/printer.h"

// The first byte chooses the kind.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const auto kind = static_cast<stator::expression::Kind>(data[0] % stator::expression::kKindCount);
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);

  auto tree = stator::expression::Parse(kind, text);
  if (!tree.ok()) {
    STATOR_CHECK(!tree.status().message().empty());
    return 0;
  }
  const std::string printed = stator::expression::Print(**tree);
  auto again = stator::expression::Parse(kind, printed);
  STATOR_CHECK(again.ok());
  STATOR_CHECK(stator::expression::Print(**again) == printed);
  return 0;
}
