// A container begins with a header of zeros, filled in when it ends. Maps and sets remember where
// each of their entries begins: if they did not arrive sorted, the entries are copied in order
// through a scratch buffer, once.
#include "db/model/builder.h"

#include <algorithm>

#include "absl/container/inlined_vector.h"
#include "db/base/check.h"
#include "db/model/encode.h"

namespace stator {

void ValueBuilder::BeforeValue() {
  if (frames_.empty()) {
    STATOR_CHECK(out_.empty());
  } else if (frames_.back().type == Type::kList) {
    ++frames_.back().count;
  }
}

void ValueBuilder::Null() {
  BeforeValue();
  out_.push_back(static_cast<char>(Type::kNull));
}

void ValueBuilder::Bool(bool value) {
  BeforeValue();
  out_.push_back(static_cast<char>(static_cast<uint8_t>(Type::kBool) | (value ? 1 : 0)));
}

void ValueBuilder::Number(std::string_view encoded_number) {
  BeforeValue();
  internal::AppendScalar(Type::kNumber, encoded_number, out_);
}

void ValueBuilder::String(std::string_view utf8) {
  BeforeValue();
  internal::AppendScalar(Type::kString, utf8, out_);
}

void ValueBuilder::Binary(std::string_view bytes) {
  BeforeValue();
  internal::AppendScalar(Type::kBinary, bytes, out_);
}

void ValueBuilder::Copy(ValueView value) {
  BeforeValue();
  out_.append(value.encoded());
}

void ValueBuilder::Begin(Type type) {
  BeforeValue();
  frames_.push_back({.type = type,
                     .sorted = true,
                     .count = 0,
                     .start = out_.size(),
                     .first_offset = static_cast<uint32_t>(offsets_.size())});
  internal::AppendContainerHeader(type, 0, 0, out_);
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
    internal::ReadPrefixed(out_.data() + offsets_.back(), &previous);
    frame.sorted = previous < bytes;
  }
  ++frame.count;
  offsets_.push_back(static_cast<uint32_t>(out_.size()));
  internal::AppendPrefixed(bytes, out_);
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
  internal::PatchContainerHeader(frame.start, frame.count, out_);
  offsets_.resize(frame.first_offset);
  frames_.pop_back();
  return ended;
}

bool ValueBuilder::SortEntries(Frame& frame) {
  struct Entry {
    std::string_view name;
    uint32_t begin;
    uint32_t end;
  };
  absl::InlinedVector<Entry, 32> entries;
  entries.reserve(frame.count);
  for (size_t i = frame.first_offset; i < offsets_.size(); ++i) {
    const size_t end = i + 1 < offsets_.size() ? offsets_[i + 1] : out_.size();
    std::string_view name;
    internal::ReadPrefixed(out_.data() + offsets_[i], &name);
    entries.push_back({name, offsets_[i], static_cast<uint32_t>(end)});
  }
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    const int order = a.name.compare(b.name);
    return order != 0 ? order < 0 : a.begin < b.begin;
  });
  scratch_.clear();
  uint32_t kept = 0;
  for (size_t i = 0; i < entries.size(); ++i) {
    if (i + 1 < entries.size() && entries[i].name == entries[i + 1].name) continue;
    scratch_.append(out_, entries[i].begin, entries[i].end - entries[i].begin);
    ++kept;
  }
  out_.resize(frame.start + internal::kContainerHeaderBytes);
  out_.append(scratch_);
  const bool duplicates = kept != frame.count;
  frame.count = kept;
  return duplicates;
}

std::string ValueBuilder::Take() {
  STATOR_CHECK(frames_.empty() && !out_.empty());
  std::string value = std::move(out_);
  *this = ValueBuilder();
  return value;
}

void ValueBuilder::Clear() {
  out_.clear();
  frames_.clear();
  offsets_.clear();
}

}  // namespace stator
