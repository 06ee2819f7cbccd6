// Zip files of a few entries, also such as nobody should send.
#pragma once

#include <sys/stat.h>
#include <zlib.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "db/wire/base64.h"

namespace stator::server::testing {

class ZipWriter {
 public:
  ZipWriter& Add(std::string_view name, std::string_view content, uint32_t mode = 0100644,
                 bool deflate = true) {
    const std::string packed = deflate ? Deflated(content) : std::string(content);
    const auto crc = static_cast<uint32_t>(crc32(0, reinterpret_cast<const Bytef*>(content.data()),
                                                 static_cast<uInt>(content.size())));
    return AddRaw(name, packed, content.size(), crc, mode, deflate ? 8 : 0);
  }
  ZipWriter& AddRaw(std::string_view name, std::string_view packed, size_t bytes, uint32_t crc,
                    uint32_t mode, uint16_t method, uint16_t flags = 0) {
    const size_t at = data_.size();
    std::string common = Number16(flags) + Number16(method) + std::string(4, '\0') + Number32(crc) +
                         Number32(packed.size()) + Number32(bytes) + Number16(name.size()) +
                         Number16(0);
    data_ += "PK\3\4" + Number16(20) + common + std::string(name) + std::string(packed);
    directory_ += "PK\1\2" + Number16(3 << 8 | 20) + Number16(20) + common + Number16(0) +
                  Number16(0) + Number16(0) + Number32(mode << 16) + Number32(at) +
                  std::string(name);
    ++count_;
    return *this;
  }
  std::string Bytes() const {
    return data_ + directory_ + "PK\5\6" + std::string(4, '\0') + Number16(count_) +
           Number16(count_) + Number32(directory_.size()) + Number32(data_.size()) + Number16(0);
  }
  std::string Base64() const {
    const std::string bytes = Bytes();
    std::string text(wire::Base64Size(bytes.size()), '\0');
    wire::EncodeBase64(bytes, text.data());
    return text;
  }

 private:
  static std::string Number16(size_t value) {
    return {static_cast<char>(value & 255), static_cast<char>(value >> 8 & 255)};
  }
  static std::string Number32(size_t value) { return Number16(value) + Number16(value >> 16); }
  static std::string Deflated(std::string_view plain) {
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
    std::string out(deflateBound(&stream, plain.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.data()));
    stream.avail_in = static_cast<uInt>(plain.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
  }

  std::string data_;
  std::string directory_;
  size_t count_ = 0;
};

}  // namespace stator::server::testing
