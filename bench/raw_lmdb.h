// LMDB with nothing around it, doing the same work on the same bytes: the yardstick.
#pragma once

#include <lmdb.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace stator::bench {

// One environment with one named database, keys of 20 bytes and a sort key, as ours are long,
// values of the same 1 KB. Ends the program on any error.
class RawLmdb {
 public:
  // Filled with what the tables "items" and "sorted" hold, in the same order, a put a commit.
  static RawLmdb& Filled();
  // An empty one, in `dir`.
  explicit RawLmdb(const std::string& dir);
  ~RawLmdb();
  RawLmdb(const RawLmdb&) = delete;

  static std::string KeyOf(int i);
  static std::string SortedKeyOf(int partition, int s);
  static std::string CounterKeyOf(int i);

  void Put(std::string_view key, std::string_view value);  // A transaction of its own.
  // In the renewed read transaction of this object; not thread-safe.
  std::string_view Get(std::string_view key);
  void Done();  // With the transaction: what Get returned dies.
  // The bytes of `count` values from `key` on, copied one behind the other, as a page owns its
  // items.
  std::string Scan(std::string_view key, int count);
  void Increment(std::string_view key);  // Reads, adds, puts: a transaction of its own.

 private:
  void Fill(int n, std::string (*key_of)(int));
  void OpenReader();

  std::string dir_;
  MDB_env* env_ = nullptr;
  MDB_dbi dbi_ = 0;
  MDB_txn* reader_ = nullptr;
  MDB_cursor* cursor_ = nullptr;
};

}  // namespace stator::bench
