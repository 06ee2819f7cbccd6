// An IndexDefinition as a value: the element of the attribute "indexes" of its table's row
// (table_codec.h).
#pragma once

#include <optional>
#include <vector>

#include "db/engine/table.h"
#include "stator/value.h"

namespace stator::engine {

Value EncodeIndex(const IndexDefinition& index);

// nullopt when the value is no index.
std::optional<IndexDefinition> DecodeIndex(ValueView value);

// The key of a table or an index: a list of [name, kind].
Value EncodeKeySchema(const std::vector<KeySchemaElement>& elements);

// The warm throughput of a table or an index: a list of two numbers. What is none is 0.
Value EncodeWarmth(const WarmUnits& warm);
WarmUnits DecodeWarmth(ListView units);

}  // namespace stator::engine
