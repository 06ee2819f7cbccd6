// What a reader of a stream is shown of a change: the record of the Streams API, with the images
// that the stream's view type has.
#pragma once

#include <string>

#include "db/engine/stream.h"
#include "db/model/change_record.h"
#include "db/model/key.h"
#include "db/model/sequence.h"
#include "stator/request/stream.h"

namespace stator::engine {

// Of a database, for all its streams.
struct StreamOrigin {
  DigestSecret secret;  // Keys the ids of events.
  std::string region;
};

// A copy of what is shown of `change`.
Record RecordOf(const StreamDefinition& stream, Sequence sequence, const ChangeRecord& change,
                const StreamOrigin& origin);

// The size of the record as DynamoDB counts: of its key and its images.
size_t SizeOfRecord(const StreamDefinition& stream, const ChangeRecord& change);

}  // namespace stator::engine
