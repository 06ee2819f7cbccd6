// LMDB with nothing around it, doing the same work on the same bytes: the yardstick.
#pragma once

#include <lmdb.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace stator::bench {

// One environment with one named database, keys of 24 bytes (4 of a table, 20 of a hash, as ours
// are long), values of the same 1 KB. Ends the program on any error.
class RawLmdb {
 public:
  // The environment with kItems values; the one with partitions of consecutive keys.
  static RawLmdb& Items();
  static RawLmdb& Sorted();
  // An empty one, in `dir`.
  explicit RawLmdb(const std::string& dir);
  ~RawLmdb();
  RawLmdb(const RawLmdb&) = delete;

  static std::string KeyOf(int i);
  static std::string SortedKeyOf(int partition, int s);

  void Put(std::string_view key, std::string_view value);  // A transaction of its own.
  // In the renewed read transaction of this object; not thread-safe.
  std::string_view Get(std::string_view key);
  void Done();  // With the transaction: what Get returned dies.
  // The bytes of `count` values from `key` on, copied one behind the other, as a page owns its items.
  std::string Scan(std::string_view key, int count);
  void Increment(std::string_view key);  // Reads, adds, puts: a transaction of its own.

 private:
  void Fill(int n, std::string (*key_of)(int));

  std::string dir_;
  MDB_env* env_ = nullptr;
  MDB_dbi dbi_ = 0;
  MDB_txn* reader_ = nullptr;
  MDB_cursor* cursor_ = nullptr;
};

}  // namespace stator::bench
