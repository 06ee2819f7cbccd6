// The schema gate for keys: does what the request gives as a key fit the table, and where does the
// item of that key live? Constructing an Address is the check.
#pragma once

#include "absl/status/statusor.h"
#include "db/model/key.h"
#include "db/model/schema.h"
#include "stator/item.h"

namespace stator::plan {

// Where an item lives. The value of the partition key, borrowed from the request, lets a reader
// verify that what it found there is of the partition meant, since the store key has but its
// digest.
struct Address {
  const TableSchema* schema;
  StoreKey store_key;
  ValueView partition;
  DigestSecret secret;  // What the digest was keyed with; keys of index entries are, too.
};

// Of a key: exactly the key attributes, of the right types, not empty and not too long.
absl::StatusOr<Address> AddressOfKey(const TableSchema& schema, const DigestSecret& secret,
                                     ItemView key);

// Of an item to be put: at least the key attributes, likewise.
absl::StatusOr<Address> AddressOfItem(const TableSchema& schema, const DigestSecret& secret,
                                      ItemView item);

// One value of a key, wherever it comes from (a key, an item, a key condition): not empty, not too
// long. `is_partition` chooses the limit.
absl::Status CheckKeyValue(const KeyAttribute& attribute, ValueView value, bool is_partition);

}  // namespace stator::plan
