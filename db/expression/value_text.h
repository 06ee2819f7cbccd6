// A value as DynamoDB's messages show it: {N:5}, {S:text}, {B:base64}.
#pragma once

#include <string>
#include <string_view>

#include "stator/value.h"

namespace stator::expression {

std::string ValueText(ValueView value);

// The long name that messages about ADD and DELETE use: "STRING", "LIST", ...; for sets, the short
// one.
std::string_view LongTypeName(Type type);

}  // namespace stator::expression
