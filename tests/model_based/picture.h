// All that can be seen of a database, and all that it stores, as text to compare.
#pragma once

#include <string>
#include <vector>

#include "db/storage/store.h"
#include "stator/database.h"

namespace stator::model_based {

// Through the door, a line for each thing: the tables in order, and of each its description, tags
// and time to live, then its items and those of each index. A call that fails is a line too.
std::vector<std::string> PictureOf(Database& db);

// Every row of every space that a rewind puts back.
std::vector<std::string> RowsOf(storage::Store& store);

// The first line in which two differ, for people; empty if they are equal.
std::string FirstDifference(const std::vector<std::string>& before,
                            const std::vector<std::string>& after);

}  // namespace stator::model_based
