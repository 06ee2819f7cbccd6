// Times as AWS Lambda writes them into events and documents.
#pragma once

#include <string>

#include "stator/clock.h"

namespace stator::trigger {

// "2019-11-14T00:13:19Z", rounded down.
std::string SecondsText(Time time);
// "2019-11-14T00:13:49.717Z", likewise.
std::string MillisecondsText(Time time);

}  // namespace stator::trigger
