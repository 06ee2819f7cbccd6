#include "db/storage/lmdb/filesystem.h"

#include <sys/vfs.h>

#include <cerrno>
#include <cstring>

#include "db/storage/error.h"

namespace stator::storage::lmdb {

std::string_view NetworkFilesystemName(uint32_t type) {
  // statfs(2) and the kernel's magic.h. FUSE is here since sshfs, virtiofs and others hide behind
  // it.
  static constexpr struct {
    uint32_t type;
    std::string_view name;
  } kTypes[] = {
      {0x00006969, "NFS"},  {0x0000517B, "SMB"},   {0xFF534D42, "CIFS"},   {0xFE534D42, "SMB2"},
      {0x01021997, "9p"},   {0x65735546, "FUSE"},  {0x00C36400, "Ceph"},   {0x5346414F, "AFS"},
      {0x6B414653, "AFS"},  {0x0000564C, "NCP"},   {0x73757245, "Coda"},   {0x0BD00BD0, "Lustre"},
      {0x01161970, "GFS2"}, {0x7461636F, "OCFS2"}, {0x786F4256, "vboxsf"}, {0x19830326, "BeeGFS"},
      {0x47504653, "GPFS"},
  };
  for (const auto& entry : kTypes) {
    if (entry.type == type) return entry.name;
  }
  return {};
}

absl::Status CheckFilesystem(const std::string& path) {
  struct statfs filesystem;
  if (statfs(path.c_str(), &filesystem) != 0) return error::Io("statfs", std::strerror(errno));
  const std::string_view name = NetworkFilesystemName(static_cast<uint32_t>(filesystem.f_type));
  return name.empty() ? absl::OkStatus() : error::NetworkFilesystem(path, name);
}

}  // namespace stator::storage::lmdb
