// Appends JSON to a string. Text is gathered in a buffer on the stack and appended in pieces, since
// an append for each of the hundred pieces of an item costs more than the pieces.
//
//   JsonWriter json(out);
//   json.Raw("{\"Count\":"); json.Integer(3); json.Raw("}");
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace stator::wire {

// The string is complete when the writer is destroyed. Thread-compatible.
class JsonWriter {
 public:
  // `out` must outlive this, and nobody else may append to it meanwhile.
  explicit JsonWriter(std::string& out) : out_(out) {}
  ~JsonWriter() { Flush(); }
  JsonWriter(const JsonWriter&) = delete;
  JsonWriter& operator=(const JsonWriter&) = delete;

  // JSON as it stands.
  void Raw(std::string_view json) {
    if (json.size() <= sizeof buffer_ - used_) [[likely]] {
      std::memcpy(buffer_ + used_, json.data(), json.size());
      used_ += json.size();
    } else {
      RawLong(json);
    }
  }
  // A string: quotes, with what JSON does not allow between them escaped. REQUIRES: UTF-8.
  void String(std::string_view utf8);
  // A string of the base64 of some bytes.
  void Base64(std::string_view bytes);
  void Integer(int64_t value);
  // With a fraction in any case, as the service writes units: "1.0". REQUIRES: finite.
  void Double(double value);

 private:
  void RawLong(std::string_view json);
  void EscapedLong(std::string_view utf8);
  void Flush() {
    out_.append(buffer_, used_);
    used_ = 0;
  }

  std::string& out_;
  size_t used_ = 0;
  char buffer_[4096];
};

}  // namespace stator::wire
