// A StreamDefinition as the bytes of a catalog row, "s/" table name "/" label: an item whose
// attribute "v" is the version of the row, as a table's is (table_codec.h); and the stream that a
// table knows, as a value of the table's row.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "db/engine/stream.h"
#include "stator/value.h"

namespace stator::engine {

inline constexpr std::string_view kStreamPrefix = "s/";
inline constexpr std::string_view kStreamEnd = "s0";

std::string StreamRowKey(std::string_view table, std::string_view label);
std::string EncodeStream(const StreamDefinition& stream);
// nullopt when the bytes are no row of a version that this code knows.
std::optional<StreamDefinition> DecodeStream(std::string_view bytes);

Value EncodeTableStream(const TableStream& stream);
std::optional<TableStream> DecodeTableStream(ItemView map);

}  // namespace stator::engine
