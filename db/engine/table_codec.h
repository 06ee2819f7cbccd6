// A TableDefinition as the bytes of a catalog row: an item (docs/format.md) whose attribute "v" is
// the version of the row and whose other attributes are named as in TableDefinition. What is absent
// is left out, so that a later version can add attributes that an older row lacks.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "db/engine/table.h"

namespace stator::engine {

std::string EncodeTable(const TableDefinition& definition);

// nullopt when the bytes are no row of a version that this code knows.
std::optional<TableDefinition> DecodeTable(std::string_view bytes);

}  // namespace stator::engine
