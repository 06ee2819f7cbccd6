// Any text may come as a number. What parses has one encoding, reads back from its own print, and
// is ordered by its bytes as it is by value.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "db/base/check.h"
#include "stator/number.h"

// Two numbers, with a space between them.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const size_t space = std::min(text.find(' '), text.size());
  auto a = stator::Number::Parse(text.substr(0, space));
  if (!a.ok()) return 0;
  STATOR_CHECK(stator::Number::Decode(a->encoded()) == *a);
  STATOR_CHECK(*stator::Number::Parse(a->ToString()) == *a);

  auto b = stator::Number::Parse(text.substr(std::min(space + 1, text.size())));
  if (!b.ok()) return 0;
  // Beyond the precision of a double only order within rounding can be told.
  const double x = a->ToDouble();
  const double y = b->ToDouble();
  if (x < y) STATOR_CHECK(*a < *b);
  if (x > y) STATOR_CHECK(*a > *b);
  return 0;
}
