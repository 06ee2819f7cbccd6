// Is the data file as long as its meta pages say? LMDB maps the file and touches what it believes
// to be there; on a truncated one the process would die of SIGBUS. So this looks before it is
// mapped, with ordinary reads.
#pragma once

#include <string>

#include "absl/status/status.h"

namespace stator::storage::lmdb {

// `path` is a data file of LMDB that nobody has open. Returns kCorruption when it is none, or lacks
// a page that is in use.
//
// A page that was allocated and freed again within one transaction is never written, so a sound
// file may end before its last page: it is then made longer, and good. Such pages are told from
// lost ones by LMDB's own list of free pages.
absl::Status CheckDataFile(const std::string& path);

}  // namespace stator::storage::lmdb
