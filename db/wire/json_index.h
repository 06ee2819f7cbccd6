// Where the tokens of a JSON text begin, found by the first stage of simdjson: vectorised, and
// chosen for the processor at run time. It also vouches that the text is UTF-8, that every string
// ends and that no control character stands in one. The grammar is JsonCursor's matter.
//
// The first stage alone, without On-Demand on top: it needs no padding behind the text, so that no
// body is copied; it keeps simdjson in one source file; and one reader checks every token, also of
// what is skipped, at any depth without recursion, where On-Demand leaves unchecked what it is not
// asked for. In speed the two are near each other (a PutItem of 1.3 KB with every check 1.6 us; a
// bare On-Demand reader without type checks 1.4 us).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

namespace stator::wire {

// The index of one text, which must outlive it. One at a time per thread: an index of up to
// kKeptBytes lives in the thread, and the next one overwrites it.
class JsonIndex {
 public:
  // Texts longer than this get an index of their own, which goes with the object: a big request
  // leaves no big buffer behind in its thread.
  static constexpr size_t kKeptBytes = 256 * 1024;

  // Longer texts are refused: offsets are of 32 bits, and so are those of an encoding.
  static constexpr size_t kTextBytesMax = size_t{1} << 30;

  explicit JsonIndex(std::string_view text);
  ~JsonIndex();
  JsonIndex(const JsonIndex&) = delete;
  JsonIndex& operator=(const JsonIndex&) = delete;

  // False when the text cannot be JSON: see above. There are no tokens then.
  bool ok() const { return ok_; }
  // Offsets of the first byte of each token, ascending. Structural characters ({ } [ ] , :) are
  // tokens of one byte; strings begin with their quote.
  const uint32_t* begin() const { return begin_; }
  const uint32_t* end() const { return end_; }

 private:
  class Parser;

  std::unique_ptr<Parser> own_;
  const uint32_t* begin_ = nullptr;
  const uint32_t* end_ = nullptr;
  bool ok_ = false;
};

}  // namespace stator::wire
