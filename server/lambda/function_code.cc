#include "server/lambda/function_code.h"

#include <sodium.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include "db/base/status_macros.h"
#include "db/wire/base64.h"
#include "server/lambda/endpoint.h"
#include "server/lambda/zip_archive.h"

namespace stator::server {
namespace {

namespace fs = std::filesystem;

using Digest = std::string;

Digest Sha256(std::string_view bytes) {
  Digest digest(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(reinterpret_cast<unsigned char*>(digest.data()),
                     reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  return digest;
}

std::string Base64Text(const Digest& digest) {
  std::string text(wire::Base64Size(digest.size()), '\0');
  wire::EncodeBase64(digest, text.data());
  return text;
}

std::string HexText(const Digest& digest) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const char c : digest) {
    const auto byte = static_cast<uint8_t>(c);
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

absl::Status Refuse(std::string_view message) {
  return absl::InvalidArgumentError(absl::string_view(message.data(), message.size()));
}

bool IsWithin(const fs::path& root, const fs::path& path) {
  return std::mismatch(root.begin(), root.end(), path.begin(), path.end()).first == root.end();
}

// A folder is what it was if its files have the same names, lengths and times: to read them all
// would take long where there are modules.
struct FolderState {
  int64_t bytes = 0;
  std::string sha256;
};

FolderState Look(const fs::path& folder) {
  std::vector<std::string> lines;
  FolderState state;
  std::error_code error;
  fs::recursive_directory_iterator entry(folder, fs::directory_options::skip_permission_denied,
                                         error);
  for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    std::error_code gone;
    if (!entry->is_regular_file(gone)) continue;
    const auto bytes = static_cast<int64_t>(entry->file_size(gone));
    const auto written = entry->last_write_time(gone).time_since_epoch().count();
    if (gone) continue;
    state.bytes += bytes;
    lines.push_back(entry->path().lexically_relative(folder).string() + '\0' +
                    std::to_string(bytes) + '\0' + std::to_string(written) + '\n');
  }
  std::sort(lines.begin(), lines.end());
  std::string all;
  for (const std::string& line : lines) all += line;
  state.sha256 = Base64Text(Sha256(all));
  return state;
}

absl::Status UseFolder(const FunctionCode& code, const CodeSettings& settings,
                       FunctionDefinition& function) {
  if (code.s3_bucket != kHotReloadBucket) {
    return Refuse(
        "There are no buckets here: S3Bucket must be hot-reload, with the absolute path of a "
        "folder as S3Key.");
  }
  if (settings.functions_root.empty()) {
    return Refuse(
        "Code in a folder is run only below --functions-root: start the server with that flag and "
        "the folder that your functions are in.");
  }
  const std::string key = code.s3_key.value_or("");
  if (key.empty() || key.front() != '/' || key.find('\0') != key.npos) {
    return Refuse("S3Key must be the absolute path of a folder");
  }
  std::error_code error;
  const fs::path root = fs::canonical(settings.functions_root, error);
  if (error) return Refuse("The folder of --functions-root is not there any more");
  const fs::path folder = fs::canonical(key, error);
  // Outside, nobody is told what is there.
  const fs::path asked = error ? fs::weakly_canonical(key, error) : folder;
  if (error || !IsWithin(root, asked)) {
    return Refuse("The folder of S3Key is not below that of --functions-root, " + root.string());
  }
  if (!fs::is_directory(asked, error)) return Refuse("There is no folder " + asked.string());
  FolderState state = Look(asked);
  function.kind = FunctionKind::kChild;
  function.code_directory = asked.string();
  function.code_bytes = state.bytes;
  function.code_sha256 = std::move(state.sha256);
  return absl::OkStatus();
}

absl::Status UseUpload(const std::string& zip_file, const CodeSettings& settings,
                       absl::FunctionRef<std::string()> new_directory,
                       FunctionDefinition& function) {
  if (!settings.allow_upload) {
    return Refuse(
        "Code is not taken by upload: start the server with --allow-code-upload, or name a folder "
        "below --functions-root (S3Bucket=hot-reload,S3Key=<absolute path>).");
  }
  std::string zip;
  if (!wire::DecodeBase64(zip_file, zip)) return Refuse("ZipFile is not base64");
  if (zip.size() > kZipBytesMax) {
    return absl::OutOfRangeError("Zip file must be smaller than " + std::to_string(kZipBytesMax) +
                                 " bytes");
  }
  if (zip.empty()) return Refuse("Uploaded file must be a non-empty zip");
  std::string directory = new_directory();
  STATOR_RETURN_IF_ERROR(Unzip(zip, directory));
  function.kind = FunctionKind::kChild;
  function.code_directory = std::move(directory);
  function.code_bytes = static_cast<int64_t>(zip.size());
  function.code_sha256 = Base64Text(Sha256(zip));
  return absl::OkStatus();
}

absl::Status UseUrl(const std::string& url, FunctionDefinition& function) {
  STATOR_RETURN_IF_ERROR(ParseEndpoint(url).status());
  function.kind = FunctionKind::kHttp;
  function.url = url;
  while (function.url.back() == '/') function.url.pop_back();
  function.code_bytes = 0;
  function.code_sha256 = HexText(Sha256(function.url));  // As an image has it.
  return absl::OkStatus();
}

}  // namespace

absl::Status ResolveCode(const FunctionCode& code, PackageType package,
                         const CodeSettings& settings,
                         absl::FunctionRef<std::string()> new_directory,
                         FunctionDefinition& function) {
  const bool has_bucket = code.s3_bucket || code.s3_key;
  if (!code.zip_file && !has_bucket && !code.image_uri) {
    return Refuse("Please provide a source for function code.");
  }
  if (code.zip_file && (has_bucket || code.image_uri)) {
    return Refuse("Please do not provide other FunctionCode parameters when providing a ZipFile.");
  }
  if (package == PackageType::kImage) {
    if (!code.image_uri || has_bucket) {
      return Refuse("Please provide ImageUri when packageType is Image");
    }
    return UseUrl(*code.image_uri, function);
  }
  if (code.image_uri) return Refuse("Please don't provide ImageUri when packageType is Zip");
  if (code.zip_file) return UseUpload(*code.zip_file, settings, new_directory, function);
  return UseFolder(code, settings, function);
}

}  // namespace stator::server
