#include "db/storage/lmdb/environment.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "db/base/error.h"
#include "db/base/status_macros.h"
#include "db/storage/error.h"
#include "db/storage/lmdb/file_check.h"
#include "db/storage/lmdb/filesystem.h"
#include "db/storage/lmdb/lmdb_error.h"
#include "db/storage/lmdb/record.h"

namespace stator::storage::lmdb {
namespace {

using stator::error::Concat;

constexpr std::string_view kHeaderKey = "header";
constexpr unsigned kReadersMax = 1024;
constexpr size_t kMapBytesMin = size_t{1} << 20;

// A name on disk: never change one.
std::string DatabaseName(int database) {
  if (database == kSegments) return "segments";
  if (database == kChunks) return "chunks";
  return std::string(SpaceName(static_cast<Space>(database)));
}

absl::Status Errno(std::string_view call) {
  return IsDiskFull(errno) ? error::DiskFull() : error::Io(call, std::strerror(errno));
}

absl::Status SyncDirectory(const std::string& path) {
  const int directory = open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (directory < 0) return Errno("open directory");
  const int code = fsync(directory);
  close(directory);
  return code == 0 ? absl::OkStatus() : Errno("fsync directory");
}

// On failure there is no environment and `code` is not zero.
MDB_env* OpenEnv(const std::string& path, unsigned flags, size_t map_bytes, int* code) {
  MDB_env* env = nullptr;
  *code = mdb_env_create(&env);
  if (*code != 0) return nullptr;
  if ((*code = mdb_env_set_mapsize(env, map_bytes)) == 0 &&
      (*code = mdb_env_set_maxreaders(env, kReadersMax)) == 0 &&
      (*code = mdb_env_set_maxdbs(env, kDatabases)) == 0 &&
      (*code = mdb_env_open(env, path.c_str(), flags, 0600)) == 0) {
    return env;
  }
  mdb_env_close(env);
  return nullptr;
}

// Writes what a new database consists of: every named database, empty, and the header.
int WriteFirst(MDB_env* env, int64_t created_us) {
  MDB_txn* txn = nullptr;
  int code = mdb_txn_begin(env, nullptr, 0, &txn);
  if (code != 0) return code;
  MDB_stat stat;
  mdb_env_stat(env, &stat);
  const std::string body = NewHeader(stat.ms_psize, created_us).Encode();
  std::string framed(kFrameBytes, '\0');
  WriteFrame(RecordKind::kInline, Checksum(RecordKind::kInline, kMainSpace, kHeaderKey, body),
             framed.data());
  framed += body;
  MDB_dbi dbi;
  for (int database = 0; database < kMain && code == 0; ++database) {
    code = mdb_dbi_open(txn, DatabaseName(database).c_str(), MDB_CREATE, &dbi);
  }
  MDB_val key = ToVal(kHeaderKey), value = ToVal(framed);
  if (code == 0) code = mdb_dbi_open(txn, nullptr, 0, &dbi);
  if (code == 0) code = mdb_put(txn, dbi, &key, &value, 0);
  if (code == 0) return mdb_txn_commit(txn);
  mdb_txn_abort(txn);
  return code;
}

}  // namespace

absl::StatusOr<std::unique_ptr<Environment>> Environment::Open(const std::string& path,
                                                               const LmdbOptions& options) {
  const absl::Status missing = absl::NotFoundError("There is no database at this path.");
  struct stat file;
  if (stat(path.c_str(), &file) != 0) {
    if (errno != ENOENT) return Errno("stat");
    if (!options.create) return missing;
    if (mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) return Errno("mkdir");
  }
  if (!options.allow_network_filesystem) STATOR_RETURN_IF_ERROR(CheckFilesystem(path));
  std::unique_ptr<Environment> env(new Environment(path, options));
  STATOR_ASSIGN_OR_RETURN(env->lock_, DirectoryLock::Acquire(path));
  if (stat((path + "/data.mdb").c_str(), &file) != 0) {
    if (errno != ENOENT) return Errno("stat data file");
    if (!options.create) return missing;
    STATOR_RETURN_IF_ERROR(env->Create(options.created_us));
  }
  STATOR_RETURN_IF_ERROR(env->OpenFile());
  return env;
}

absl::Status Environment::Create(int64_t created_us) {
  const std::string fresh = path_ + "/data.mdb.new";
  std::remove(fresh.c_str());  // Of a creation that did not come to its end.
  int code;
  const unsigned flags = MDB_NOSUBDIR | MDB_NOLOCK | (sync_ ? 0 : MDB_NOSYNC);
  MDB_env* env = OpenEnv(fresh, flags, kMapBytesMin, &code);
  if (env != nullptr) {
    code = WriteFirst(env, created_us);
    mdb_env_close(env);
  }
  if (code != 0) return LmdbError(code, "create", kMapBytesMin);
  if (std::rename(fresh.c_str(), (path_ + "/data.mdb").c_str()) != 0) return Errno("rename");
  if (!sync_) return absl::OkStatus();
  STATOR_RETURN_IF_ERROR(SyncDirectory(path_));
  return SyncDirectory(path_ + "/..");  // The directory itself may be new.
}

absl::Status Environment::OpenFile() {
  STATOR_RETURN_IF_ERROR(CheckDataFile(path_ + "/data.mdb"));
  const unsigned flags = MDB_NOTLS | (sync_ ? 0 : MDB_NOSYNC);
  int code = 0;
  // Address space may be limited; the reservation costs nothing else.
  while ((env_ = OpenEnv(path_, flags, map_bytes_ + kMapReserveBytes, &code)) == nullptr &&
         code == ENOMEM && map_bytes_ / 2 >= kMapBytesMin) {
    map_bytes_ /= 2;
  }
  if (env_ == nullptr) return LmdbError(code, "mdb_env_open", map_bytes_);
  int dead;
  mdb_reader_check(env_, &dead);
  return OpenDatabases();
}

absl::Status Environment::OpenDatabases() {
  MDB_txn* txn = nullptr;
  int code = mdb_txn_begin(env_, nullptr, MDB_RDONLY, &txn);
  if (code != 0) return LmdbError(code, "mdb_txn_begin", map_bytes_);
  code = mdb_dbi_open(txn, nullptr, 0, &dbis_[kMain]);
  absl::Status status = code == 0 ? ReadHeader(txn) : LmdbError(code, "mdb_dbi_open", map_bytes_);
  for (int database = 0; database < kMain && status.ok(); ++database) {
    code = mdb_dbi_open(txn, DatabaseName(database).c_str(), 0, &dbis_[database]);
    if (code == MDB_NOTFOUND) {
      status = error::Damaged(Concat({"it lacks the database ", DatabaseName(database)}));
    } else if (code != 0) {
      status = LmdbError(code, "mdb_dbi_open", map_bytes_);
    }
  }
  if (!status.ok()) {
    mdb_txn_abort(txn);
    return status;
  }
  code = mdb_txn_commit(txn);  // Keeps the handles.
  return code == 0 ? absl::OkStatus() : LmdbError(code, "mdb_txn_commit", map_bytes_);
}

absl::Status Environment::ReadHeader(MDB_txn* txn) {
  MDB_val key = ToVal(kHeaderKey), value;
  const int code = mdb_get(txn, dbis_[kMain], &key, &value);
  if (code == MDB_NOTFOUND) return error::Damaged("it has no header");
  if (code != 0) return LmdbError(code, "mdb_get", map_bytes_);
  Record record;
  if (!record.Parse(ToView(value)) ||
      record.checksum != Checksum(record.kind, kMainSpace, kHeaderKey, record.body)) {
    return error::ChecksumMismatch("main", kHeaderKey);
  }
  STATOR_ASSIGN_OR_RETURN(header_, Header::Decode(record.body));
  MDB_stat stat;
  mdb_env_stat(env_, &stat);
  if (header_.page_bytes != stat.ms_psize) return error::Damaged("its page size is another");
  return absl::OkStatus();
}

absl::Status Environment::Reopen() {
  Close();
  return OpenFile();
}

uint64_t Environment::PagesUsed() const {
  MDB_envinfo info;
  mdb_env_info(env_, &info);
  return info.me_last_pgno + 1;
}

void Environment::Close() {
  if (env_ != nullptr && !fork_.Forked()) mdb_env_close(env_);
  env_ = nullptr;
}

Environment::~Environment() { Close(); }

}  // namespace stator::storage::lmdb
