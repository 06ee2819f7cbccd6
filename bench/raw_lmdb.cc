#include "bench/raw_lmdb.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "bench/workload.h"

namespace stator::bench {
namespace {

void Must(int rc) {
  if (rc == 0) return;
  std::fprintf(stderr, "benchmark: lmdb: %s\n", mdb_strerror(rc));
  std::exit(1);
}

MDB_val ValOf(std::string_view bytes) { return {bytes.size(), const_cast<char*>(bytes.data())}; }

std::string SortedKey(int i) {
  return RawLmdb::SortedKeyOf(i / kItemsPerPartition, i % kItemsPerPartition);
}

}  // namespace

RawLmdb::RawLmdb(const std::string& dir) : dir_(dir) {
  std::filesystem::remove_all(dir);
  std::filesystem::create_directories(dir);
  Must(mdb_env_create(&env_));
  Must(mdb_env_set_mapsize(env_, size_t{64} << 30));
  Must(mdb_env_set_maxdbs(env_, 4));
  Must(mdb_env_open(env_, dir.c_str(), MDB_NOTLS, 0600));
  MDB_txn* txn;
  Must(mdb_txn_begin(env_, nullptr, 0, &txn));
  Must(mdb_dbi_open(txn, "items", MDB_CREATE, &dbi_));
  Must(mdb_txn_commit(txn));
}

RawLmdb::~RawLmdb() {
  if (cursor_ != nullptr) mdb_cursor_close(cursor_);
  if (reader_ != nullptr) mdb_txn_abort(reader_);
  mdb_env_close(env_);
  std::filesystem::remove_all(dir_);
}

void RawLmdb::Fill(int n, std::string (*key_of)(int)) {
  for (int i = 0; i < n; ++i) Put(key_of(i), ItemOf(i).encoded());
}

void RawLmdb::OpenReader() {
  Must(mdb_txn_begin(env_, nullptr, MDB_RDONLY, &reader_));
  Must(mdb_cursor_open(reader_, dbi_, &cursor_));
  mdb_txn_reset(reader_);
}

RawLmdb& RawLmdb::Filled() {
  static RawLmdb raw(FastDir() + "/stator-bench-raw");
  static const bool filled = [] {
    raw.Fill(kItems, KeyOf);
    raw.Fill(kPartitions * kItemsPerPartition, SortedKey);
    raw.OpenReader();
    return true;
  }();
  (void)filled;
  return raw;
}

std::string RawLmdb::KeyOf(int i) {
  Random random(static_cast<uint64_t>(i) + 77);
  std::string key(20, '\1');
  for (int at = 4; at < 20; at += 8) {
    const uint64_t word = random.Next();
    std::memcpy(&key[at], &word, 8);
  }
  return key;
}

std::string RawLmdb::SortedKeyOf(int partition, int s) {
  std::string key = KeyOf(partition);
  key[0] = '\2';  // Another table.
  key.push_back(static_cast<char>(0x80));
  key.push_back(static_cast<char>(s));
  return key;
}

std::string RawLmdb::CounterKeyOf(int i) {
  std::string key = KeyOf(i);
  key[0] = '\3';
  return key;
}

void RawLmdb::Put(std::string_view key, std::string_view value) {
  MDB_txn* txn;
  Must(mdb_txn_begin(env_, nullptr, 0, &txn));
  MDB_val k = ValOf(key), v = ValOf(value);
  Must(mdb_put(txn, dbi_, &k, &v, 0));
  Must(mdb_txn_commit(txn));
}

std::string_view RawLmdb::Get(std::string_view key) {
  Must(mdb_txn_renew(reader_));
  MDB_val k = ValOf(key), v;
  Must(mdb_get(reader_, dbi_, &k, &v));
  return {static_cast<const char*>(v.mv_data), v.mv_size};
}

void RawLmdb::Done() { mdb_txn_reset(reader_); }

std::string RawLmdb::Scan(std::string_view key, int count) {
  Must(mdb_txn_renew(reader_));
  Must(mdb_cursor_renew(reader_, cursor_));
  MDB_val k = ValOf(key), v;
  std::string page;
  int rc = mdb_cursor_get(cursor_, &k, &v, MDB_SET_RANGE);
  for (int i = 0; i < count; ++i) {
    Must(rc);
    page.append(static_cast<const char*>(v.mv_data), v.mv_size);
    rc = mdb_cursor_get(cursor_, &k, &v, MDB_NEXT);
  }
  mdb_txn_reset(reader_);
  return page;
}

void RawLmdb::Increment(std::string_view key) {
  MDB_txn* txn;
  Must(mdb_txn_begin(env_, nullptr, 0, &txn));
  MDB_val k = ValOf(key), v;
  int64_t n = 0;
  if (mdb_get(txn, dbi_, &k, &v) == 0) std::memcpy(&n, v.mv_data, sizeof n);
  ++n;
  v = {sizeof n, &n};
  Must(mdb_put(txn, dbi_, &k, &v, 0));
  Must(mdb_txn_commit(txn));
}

}  // namespace stator::bench
