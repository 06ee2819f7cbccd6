#include "db/storage/lmdb/write_transaction.h"

#include <utility>

#include "db/base/bytes.h"
#include "db/base/status_macros.h"
#include "db/storage/lmdb/lmdb_error.h"

namespace stator::storage::lmdb {

SpacedKey MakeSpacedKey(Space space, std::string_view key) {
  SpacedKey spaced(1, static_cast<char>(space));
  spaced.append(key);
  return spaced;
}

WriteTransaction::WriteTransaction(Environment& env, bool verify_scans)
    : env_(env),
      reader_(env, /*read_only=*/false, verify_scans),
      writer_(env, reader_.cursors()),
      pages_(env) {}

absl::Status WriteTransaction::Error(int code, std::string_view call) const {
  return LmdbError(code, call, env_.map_bytes());
}

int WriteTransaction::Begin() {
  int code = mdb_txn_begin(env_.get(), nullptr, 0, &txn_);
  if (code != 0) return code;
  reader_.Enter(txn_);
  writer_.Enter(txn_);
  const absl::StatusOr<uint64_t> stamp = reader_.ReadStamp();
  if (!stamp.ok()) {
    Abort();
    return MDB_CORRUPTED;
  }
  stamp_ = stamp_begun_ = *stamp;
  write_code_ = 0;
  return 0;
}

absl::StatusOr<uint64_t> WriteTransaction::Apply(const WriteBatch& batch,
                                                 std::vector<SpacedKey>* written) {
  ++stamp_;
  for (const WriteBatch::Entry& entry : batch.entries()) {
    if (write_code_ == 0) write_code_ = ApplyEntry(entry, written);
    if (write_code_ != 0) return Error(write_code_, "write");
  }
  return stamp_;
}

int WriteTransaction::ApplyEntry(const WriteBatch::Entry& entry, std::vector<SpacedKey>* written) {
  using Kind = WriteBatch::Kind;
  const size_t space = static_cast<size_t>(entry.space);
  if (entry.kind == Kind::kAdd) {
    SpacedKey key = MakeSpacedKey(entry.space, entry.key);
    if (written != nullptr) written->push_back(key);
    int64_t& sum = sums_[std::move(key)];
    // Wraps around, as a sum of two's complements does; overflow is not undefined for unsigned.
    sum = static_cast<int64_t>(static_cast<uint64_t>(sum) + static_cast<uint64_t>(entry.delta));
    summed_.set(space);
    return 0;
  }
  if (summed_.test(space)) {
    if (const int code = WriteSums(); code != 0) return code;
  }
  if (entry.kind == Kind::kPutStampedKey || entry.kind == Kind::kPutStampedValue) {
    return PutStamped(entry, written);
  }
  if (written != nullptr) written->push_back(MakeSpacedKey(entry.space, entry.key));
  return entry.kind == Kind::kPut ? writer_.Put(entry.space, entry.key, entry.value)
                                  : writer_.Erase(entry.space, entry.key);
}

int WriteTransaction::PutStamped(const WriteBatch::Entry& entry, std::vector<SpacedKey>* written) {
  const bool in_key = entry.kind == WriteBatch::Kind::kPutStampedKey;
  scratch_.assign(in_key ? entry.key : entry.value);
  StoreBig<uint64_t>(stamp_, scratch_.data() + entry.stamp_offset);
  const std::string_view key = in_key ? std::string_view(scratch_) : entry.key;
  const std::string_view value = in_key ? entry.value : std::string_view(scratch_);
  if (written != nullptr) written->push_back(MakeSpacedKey(entry.space, key));
  return writer_.Put(entry.space, key, value);
}

int WriteTransaction::WriteSums() {
  for (const auto& [spaced, delta] : sums_) {
    if (write_code_ != 0) return write_code_;
    write_code_ = AddTo(static_cast<Space>(spaced[0]), std::string_view(spaced).substr(1), delta);
  }
  if (write_code_ != 0) return write_code_;
  sums_.clear();
  summed_.reset();
  return 0;
}

int WriteTransaction::AddTo(Space space, std::string_view key, int64_t delta) {
  uint64_t sum = static_cast<uint64_t>(delta);
  const absl::Status status =
      reader_.Get(space, {&key, 1}, [&](size_t, std::optional<std::string_view> value) {
        if (value) sum += static_cast<uint64_t>(ReadCounter(*value));
      });
  if (!status.ok()) return MDB_CORRUPTED;
  char bytes[8];
  StoreLittle<uint64_t>(sum, bytes);
  return writer_.Put(space, key, {bytes, sizeof bytes});
}

absl::Status WriteTransaction::Get(Space space, absl::Span<const std::string_view> keys,
                                   GetVisitor visit) {
  if (summed_.test(static_cast<size_t>(space))) {
    if (const int code = WriteSums(); code != 0) return Error(code, "write");
  }
  return reader_.Get(space, keys, visit);
}

absl::Status WriteTransaction::Scan(const Range& range, ScanVisitor visit) {
  if (summed_.test(static_cast<size_t>(range.space))) {
    if (const int code = WriteSums(); code != 0) return Error(code, "write");
  }
  return reader_.Scan(range, visit);
}

int WriteTransaction::Commit() {
  int code = write_code_ != 0 ? write_code_ : WriteSums();
  if (code == 0 && stamp_ != stamp_begun_) code = writer_.PutStamp(stamp_);
  if (code != 0) {
    Abort();
    return code;
  }
  const size_t id = mdb_txn_id(txn_);
  pages_.BeforeCommit(txn_, writer_.Touched());
  code = mdb_txn_commit(txn_);
  End();
  pages_written_ = code == 0 ? pages_.AfterCommit(id) : 0;
  return code;
}

void WriteTransaction::Abort() {
  mdb_txn_abort(txn_);
  End();
}

void WriteTransaction::End() {
  txn_ = nullptr;
  reader_.cursors().Forget();  // LMDB has freed them with the transaction.
  sums_.clear();
  summed_.reset();
}

}  // namespace stator::storage::lmdb
