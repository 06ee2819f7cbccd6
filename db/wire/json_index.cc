#include "db/wire/json_index.h"

#include <algorithm>
#include <bit>

#include "simdjson.h"

namespace stator::wire {

class JsonIndex::Parser {
 public:
  // False when the text is not indexed; the reason does not matter to a client.
  bool Index(std::string_view text) {
    if (text.size() > kTextBytesMax || !Reserve(text.size())) return false;
    const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
    return implementation_->stage1(bytes, text.size(), simdjson::stage1_mode::regular) ==
           simdjson::SUCCESS;
  }
  const uint32_t* begin() const { return implementation_->structural_indexes.get(); }
  const uint32_t* end() const { return begin() + implementation_->n_structural_indexes; }

 private:
  static constexpr size_t kLeastBytes = 4096;

  bool Reserve(size_t bytes) {
    // An empty text needs no capacity, but it needs a parser.
    if (implementation_ != nullptr && bytes <= capacity_) return true;
    const size_t capacity =
        bytes > kKeptBytes ? bytes : std::bit_ceil(std::max(bytes, kLeastBytes));
    if (implementation_ == nullptr) {
      // The depth is that of a second stage, which is never run.
      if (simdjson::get_active_implementation()->create_dom_parser_implementation(
              capacity, 1, implementation_) != simdjson::SUCCESS) {
        return false;
      }
    } else if (implementation_->set_capacity(capacity) != simdjson::SUCCESS) {
      return false;
    }
    capacity_ = capacity;
    return true;
  }

  std::unique_ptr<simdjson::internal::dom_parser_implementation> implementation_;
  size_t capacity_ = 0;
};

JsonIndex::JsonIndex(std::string_view text) {
  static thread_local Parser kept;
  Parser* parser = &kept;
  if (text.size() > kKeptBytes) {
    own_ = std::make_unique<Parser>();
    parser = own_.get();
  }
  ok_ = parser->Index(text);
  if (!ok_) return;
  begin_ = parser->begin();
  end_ = parser->end();
}

JsonIndex::~JsonIndex() = default;

}  // namespace stator::wire
