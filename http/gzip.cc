// zlib does the work; here is the bound on what comes out, and the loop over members.
#include "http/gzip.h"

#include <zlib.h>

#include <algorithm>

namespace stator::http {
namespace {

constexpr int kGzipFormat = 16 + MAX_WBITS;  // As zlib's inflateInit2 and deflateInit2 spell it.
constexpr int kMemoryLevel = 8;              // zlib's own default.
constexpr size_t kFirstRoom = 16 * 1024;

Bytef* Bytes(std::string_view text) {
  return reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));  // zlib does not write there.
}

// A zlib stream that is ended when it goes.
class InflateStream {
 public:
  InflateStream() : ok_(inflateInit2(&stream_, kGzipFormat) == Z_OK) {}
  ~InflateStream() {
    if (ok_) inflateEnd(&stream_);
  }
  InflateStream(const InflateStream&) = delete;
  InflateStream& operator=(const InflateStream&) = delete;

  bool ok() const { return ok_; }
  z_stream* operator->() { return &stream_; }
  z_stream* get() { return &stream_; }

 private:
  z_stream stream_{};
  bool ok_;
};

}  // namespace

Inflated Gunzip(std::string_view gzip, size_t bytes_max, std::string& out) {
  InflateStream stream;
  if (!stream.ok()) return Inflated::kTooLarge;
  const size_t begin = out.size();
  size_t produced = 0;
  stream->next_in = Bytes(gzip);
  stream->avail_in = static_cast<uInt>(gzip.size());
  for (;;) {
    // One byte of room more than is allowed shows that there is more.
    const size_t room = std::min(std::max(produced, kFirstRoom), bytes_max + 1 - produced);
    out.resize(begin + produced + room);
    stream->next_out = reinterpret_cast<Bytef*>(out.data() + begin + produced);
    stream->avail_out = static_cast<uInt>(room);
    const int result = inflate(stream.get(), Z_NO_FLUSH);
    produced += room - stream->avail_out;
    if (produced > bytes_max) return Inflated::kTooLarge;
    if (result == Z_STREAM_END) {
      if (stream->avail_in == 0) break;
      if (inflateReset(stream.get()) != Z_OK) return Inflated::kMalformed;  // Another member.
    } else if (result != Z_OK || (stream->avail_in == 0 && stream->avail_out > 0)) {
      return Inflated::kMalformed;
    }
  }
  out.resize(begin + produced);
  return Inflated::kOk;
}

std::string Gzip(std::string_view plain) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, kGzipFormat, kMemoryLevel,
                   Z_DEFAULT_STRATEGY) != Z_OK) {
    return {};
  }
  std::string out(deflateBound(&stream, plain.size()), '\0');
  stream.next_in = Bytes(plain);
  stream.avail_in = static_cast<uInt>(plain.size());
  stream.next_out = Bytes(out);
  stream.avail_out = static_cast<uInt>(out.size());
  const bool whole = deflate(&stream, Z_FINISH) == Z_STREAM_END;
  out.resize(whole ? stream.total_out : 0);
  deflateEnd(&stream);
  return out;
}

}  // namespace stator::http
