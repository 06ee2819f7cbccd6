// What store.h promises, as tests. Each implementation is put to all of it:
// contract_test.cc has the memory store, lmdb_contract_test.cc the one on disk.
#pragma once

#include "tests/unit/storage/contract_concurrency.h"
#include "tests/unit/storage/contract_marks.h"
#include "tests/unit/storage/contract_model.h"
#include "tests/unit/storage/contract_reads.h"
#include "tests/unit/storage/contract_writes.h"
