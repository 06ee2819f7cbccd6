// Shorthand for tables with indexes.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "tests/support/door.h"

namespace stator::testing {

inline const std::string kInvalid = "One or more parameter values were invalid: ";

inline KeySchemaElement Hash(const std::string& name) { return {name, KeyType::kHash}; }
inline KeySchemaElement Range(const std::string& name) { return {name, KeyType::kRange}; }

inline GlobalSecondaryIndex Global(const std::string& name, std::vector<KeySchemaElement> key,
                                   Projection projection = {ProjectionType::kAll}) {
  return {.index_name = name, .key_schema = std::move(key), .projection = std::move(projection)};
}

// Of tables whose name is "visits".
class TableIndexTest : public DoorTest {
 protected:
  TableDescription Described() {
    const auto described = db().DescribeTable({.table_name = "visits"});
    EXPECT_THAT(described, IsOk());
    return described.ok() ? *described->table : TableDescription();
  }
};

}  // namespace stator::testing
