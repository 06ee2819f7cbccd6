#include "db/storage/lmdb/file_stats.h"

#include <algorithm>
#include <charconv>

#include "db/storage/lmdb/free_list.h"

namespace stator::storage::lmdb {
namespace {

uint64_t FreePages(MDB_txn* txn) {
  MDB_cursor* cursor = nullptr;
  if (mdb_cursor_open(txn, kFreeList, &cursor) != 0) return 0;
  const uint64_t pages = CountFreePages(cursor);
  mdb_cursor_close(cursor);
  return pages;
}

int LookAtLine(const char* line, void* oldest) {
  auto* const id = static_cast<uint64_t*>(oldest);
  *id = OldestInLine(line, *id);
  return 0;
}

}  // namespace

// LMDB has no other way to tell: its table of readers can be had as text only.
uint64_t OldestInLine(std::string_view line, uint64_t oldest) {
  while (!line.empty() && line.back() == '\n') line.remove_suffix(1);
  const std::string_view word = line.substr(line.rfind(' ') + 1);
  uint64_t id = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), id);
  const bool is_id = error == std::errc() && end == word.data() + word.size();
  return is_id ? std::min(oldest, id) : oldest;
}

void AddFileStats(const Environment& env, MDB_txn* txn, StoreStats& stats) {
  stats.map_bytes = env.map_bytes();
  stats.page_bytes = env.page_bytes();
  stats.free_pages = FreePages(txn);
  for (int space = 0; space < kSpaces; ++space) {
    MDB_stat database;
    if (mdb_stat(txn, env.dbi(space), &database) == 0) stats.rows[space] = database.ms_entries;
  }
  const uint64_t newest = mdb_txn_id(txn);
  uint64_t oldest = newest;
  mdb_reader_list(env.get(), &LookAtLine, &oldest);
  stats.reader_lag = newest - oldest;
}

}  // namespace stator::storage::lmdb
