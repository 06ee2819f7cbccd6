// The trace header of a call, X-Amzn-Trace-Id, in which a cause travels to another process and
// back: SDKs send on with their requests what the runtime has put into _X_AMZN_TRACE_ID.
//
//   Root=1-6745a1f0-3f2c...;Parent=53995c3f42cd8ad8;Sampled=0;Lineage=stator:1.7.2
//
// Lineage holds the numbers of the mappings whose functions led there, the first one first.
#pragma once

#include <string>
#include <string_view>

#include "db/model/cause.h"
#include "stator/clock.h"

namespace stator::trigger {

// `request_id`: a UUID, which gives the header its own ids.
std::string TraceHeader(const Cause& cause, std::string_view request_id, Time now);

// nullptr: the header names no cause, or it is none of ours.
CausePtr CauseOfTrace(std::string_view header);

}  // namespace stator::trigger
