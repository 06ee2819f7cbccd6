// The item that cases of expressions are about, and the names and values that they mention. A case
// is then a text and what comes of it; a table of cases can be read.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "stator/item.h"
#include "stator/request/common.h"

namespace stator::testing {

// An item of table "plain" with an attribute of each type.
Item Sample();
// Its key.
Item SampleKey();

// Of a fixed set, the values (":n", ":s", ...) and names ("#n", ...) that the texts mention;
// nullopt where they mention none. The set stands in sample.cc.
std::optional<Item> ValuesFor(std::initializer_list<std::string_view> expressions);
std::optional<AttributeNames> NamesFor(std::initializer_list<std::string_view> expressions);

// The largest number there is, and one of 38 digits.
Number Largest();
Number Digits38();

// `levels` maps (or lists) around `core`.
Value Nested(int levels, Value core, bool maps);

}  // namespace stator::testing
