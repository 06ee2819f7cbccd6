// The dead letters of a batch: as many items as its records need.
#pragma once

#include <vector>

#include "db/trigger/batch.h"
#include "db/trigger/failure_document.h"
#include "stator/item.h"

namespace stator::trigger {

// Of the records of `batch` from the one with index `from` on; first, last, arrivals and records of
// `failure` are filled in here.
std::vector<Item> MakeDeadLetters(Failure failure, const Batch& batch, size_t from);

}  // namespace stator::trigger
