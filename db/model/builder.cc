// A container begins with a header of zeros, filled in when it ends. Maps and sets remember where
// each of their entries begins: if they did not arrive sorted, the entries are copied in order
// behind the end of the buffer and back, once.
#include "db/model/builder.h"

#include <algorithm>
#include <cstring>
#include <limits>

#include "db/base/check.h"
#include "db/model/encode.h"

namespace stator {
namespace {

// An ordinary item fits, and the first growth is the last.
constexpr size_t kCapacityMin = 1024;

// The first eight bytes as a number in whose order they are; most names differ in it.
uint64_t PrefixOf(std::string_view name) {
  uint64_t prefix = 0;
  for (size_t i = 0; i < 8; ++i) {
    prefix = prefix << 8 | (i < name.size() ? static_cast<uint8_t>(name[i]) : 0);
  }
  return prefix;
}

}  // namespace

char* ValueBuilder::Reserve(size_t bytes) {
  if (capacity_ - size_ < bytes) [[unlikely]]
    Grow(bytes);
  return buffer_.get() + size_;
}

void ValueBuilder::Grow(size_t bytes) {
  // Offsets and lengths are of 32 bits.
  STATOR_CHECK(size_ + bytes <= std::numeric_limits<uint32_t>::max());
  const size_t capacity = std::max({kCapacityMin, 2 * capacity_, size_ + bytes});
  auto larger = std::make_unique_for_overwrite<char[]>(capacity);
  if (size_ > 0) std::memcpy(larger.get(), buffer_.get(), size_);
  buffer_ = std::move(larger);
  capacity_ = capacity;
}

void ValueBuilder::BeforeValue() {
  if (frames_.empty()) {
    STATOR_CHECK(size_ == 0);
  } else if (frames_.back().type == Type::kList) {
    ++frames_.back().count;
  }
}

void ValueBuilder::Null() {
  BeforeValue();
  *Reserve(1) = static_cast<char>(Type::kNull);
  ++size_;
}

void ValueBuilder::Bool(bool value) {
  BeforeValue();
  *Reserve(1) = static_cast<char>(static_cast<uint8_t>(Type::kBool) | (value ? 1 : 0));
  ++size_;
}

void ValueBuilder::Scalar(Type type, std::string_view payload) {
  BeforeValue();
  char* const at = Reserve(1 + internal::kVarintBytesMax + payload.size());
  *at = static_cast<char>(type);
  size_ += internal::WritePrefixed(payload, at + 1) - at;
}

void ValueBuilder::Number(std::string_view encoded_number) {
  Scalar(Type::kNumber, encoded_number);
}
void ValueBuilder::String(std::string_view utf8) { Scalar(Type::kString, utf8); }
void ValueBuilder::Binary(std::string_view bytes) { Scalar(Type::kBinary, bytes); }

void ValueBuilder::Copy(ValueView value) {
  BeforeValue();
  const std::string_view encoded = value.encoded();
  std::memcpy(Reserve(encoded.size()), encoded.data(), encoded.size());
  size_ += encoded.size();
}

void ValueBuilder::Begin(Type type) {
  BeforeValue();
  frames_.push_back({.type = type,
                     .sorted = true,
                     .count = 0,
                     .start = size_,
                     .first_offset = static_cast<uint32_t>(offsets_.size())});
  internal::WriteContainerHeader(type, 0, 0, Reserve(internal::kContainerHeaderBytes));
  size_ += internal::kContainerHeaderBytes;
}

void ValueBuilder::BeginMap() { Begin(Type::kMap); }
void ValueBuilder::BeginList() { Begin(Type::kList); }
void ValueBuilder::BeginSet(Type set_type) { Begin(set_type); }
void ValueBuilder::Name(std::string_view name) { AppendSorted(name); }
void ValueBuilder::SetElement(std::string_view payload) { AppendSorted(payload); }

void ValueBuilder::AppendSorted(std::string_view bytes) {
  Frame& frame = frames_.back();
  if (frame.count > 0 && frame.sorted) {
    std::string_view previous;
    internal::ReadPrefixed(buffer_.get() + offsets_.back(), &previous);
    frame.sorted = previous < bytes;
  }
  ++frame.count;
  offsets_.push_back(static_cast<uint32_t>(size_));
  char* const at = Reserve(internal::kVarintBytesMax + bytes.size());
  size_ += internal::WritePrefixed(bytes, at) - at;
}

ValueBuilder::Ended ValueBuilder::End() {
  STATOR_CHECK(!frames_.empty());
  Frame& frame = frames_.back();
  Ended ended;
  if (!frame.sorted) {
    const bool duplicates = SortEntries(frame);
    ended.duplicate_name = duplicates && frame.type == Type::kMap;
    ended.duplicate_element = duplicates && frame.type != Type::kMap;
  }
  ended.count = frame.count;
  const size_t bytes = size_ - frame.start - internal::kContainerHeaderBytes;
  internal::WriteContainerHeader(frame.type, bytes, frame.count, buffer_.get() + frame.start);
  offsets_.resize(frame.first_offset);
  frames_.pop_back();
  return ended;
}

bool ValueBuilder::SortEntries(Frame& frame) {
  struct Entry {
    uint64_t prefix;
    std::string_view name;
    uint32_t begin;
    uint32_t end;
  };
  const size_t body = frame.start + internal::kContainerHeaderBytes;
  char* at = Reserve(size_ - body);
  std::vector<Entry> entries;
  entries.reserve(frame.count);
  for (size_t i = frame.first_offset; i < offsets_.size(); ++i) {
    const size_t end = i + 1 < offsets_.size() ? offsets_[i + 1] : size_;
    std::string_view name;
    internal::ReadPrefixed(buffer_.get() + offsets_[i], &name);
    entries.push_back({PrefixOf(name), name, offsets_[i], static_cast<uint32_t>(end)});
  }
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    if (a.prefix != b.prefix) return a.prefix < b.prefix;
    const int order = a.name.compare(b.name);
    return order != 0 ? order < 0 : a.begin < b.begin;
  });
  uint32_t kept = 0;
  for (size_t i = 0; i < entries.size(); ++i) {
    // Of entries with the same name, the last that was written.
    if (i + 1 < entries.size() && entries[i].prefix == entries[i + 1].prefix &&
        entries[i].name == entries[i + 1].name) {
      continue;
    }
    at = std::copy(buffer_.get() + entries[i].begin, buffer_.get() + entries[i].end, at);
    ++kept;
  }
  const size_t bytes = at - (buffer_.get() + size_);
  std::memmove(buffer_.get() + body, buffer_.get() + size_, bytes);
  size_ = body + bytes;
  const bool duplicates = kept != frame.count;
  frame.count = kept;
  return duplicates;
}

ValueView ValueBuilder::view() const {
  STATOR_CHECK(frames_.empty() && size_ > 0);
  return ValueView(std::string_view(buffer_.get(), size_));
}

std::string ValueBuilder::Take() {
  std::string value(view().encoded());
  Clear();
  return value;
}

void ValueBuilder::Clear() {
  size_ = 0;
  frames_.clear();
  offsets_.clear();
}

}  // namespace stator
