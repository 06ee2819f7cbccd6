// What OnSuccess and OnFailure of a function are told of an event.
#pragma once

#include <string>
#include <string_view>

#include "server/lambda/event_journal.h"
#include "server/lambda/function.h"
#include "stator/trigger.h"

namespace stator::server {

enum class EventEnd : uint8_t { kSuccess, kRetriesExhausted, kEventAgeExceeded };

// AWS Lambda's document. `reply` is that of the last invocation; nullptr if there was none.
std::string EventDocument(const QueuedEvent& event, const FunctionDefinition& function,
                          EventEnd end, Time now, const FunctionHost::Reply* reply);

}  // namespace stator::server
