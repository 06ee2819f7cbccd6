#include "db/storage/memory/node.h"

#include <algorithm>
#include <cstring>

#include "db/base/check.h"

namespace stator::storage::memory {
namespace {

// Big-endian, padded with zeros. A key that ends early sorts before one that goes on, and so does
// its padding; where the padding hides the difference the heads are equal, and keys are compared.
uint64_t LoadHead(const char* bytes, size_t available) {
  uint64_t head = 0;
  if (available != 0) std::memcpy(&head, bytes, std::min<size_t>(available, 8));
  return __builtin_bswap64(head);
}

template <typename T>
void OpenGap(T* array, int index, int count) {
  std::memmove(array + index + 1, array + index, (count - index) * sizeof(T));
}

template <typename T>
void CloseGap(T* array, int index, int count) {
  std::memmove(array + index, array + index + 1, (count - index - 1) * sizeof(T));
}

}  // namespace

int CommonPrefix(std::string_view a, std::string_view b, size_t limit) {
  limit = std::min({limit, a.size(), b.size()});
  size_t i = 0;
  while (i < limit && a[i] == b[i]) ++i;
  return static_cast<int>(i);
}

uint64_t Node::HeadOf(std::string_view key) const {
  return LoadHead(key.data() + prefix_bytes, key.size() - prefix_bytes);
}

Node::Place Node::Find(std::string_view key) const {
  const std::string_view common(prefix, prefix_bytes);
  const int order = key.substr(0, prefix_bytes).compare(common);
  if (order < 0) return {first(), false};
  if (order > 0) return {count, false};
  const uint64_t head = HeadOf(key);
  int from = first();
  for (int left = count - from; left > 0;) {
    const int half = left / 2;
    const bool less = heads[from + half] < head;
    from = less ? from + half + 1 : from;
    left = less ? left - half - 1 : half;
  }
  if (from == count || heads[from] != head) return {from, false};
  return FindAmongEqualHeads(key, head, from);
}

Node::Place Node::FindAmongEqualHeads(std::string_view key, uint64_t head, int from) const {
  int end = from + 1;
  while (end < count && heads[end] == head) ++end;
  while (from < end) {
    const int middle = (from + end) / 2;
    const int order = records[middle]->key().compare(key);
    if (order == 0) return {middle, true};
    if (order < 0) {
      from = middle + 1;
    } else {
      end = middle;
    }
  }
  return {from, false};
}

int Node::ChildFor(std::string_view key) const {
  const Place place = Find(key);
  return place.exact ? place.index : place.index - 1;
}

void Node::Insert(int index, Record* record, Node* child_below) {
  STATOR_CHECK(!full() && index <= count);
  if (record != nullptr) AdmitPrefixOf(record->key());
  OpenGap(heads, index, count);
  OpenGap(records, index, count);
  heads[index] = record != nullptr ? HeadOf(record->key()) : 0;
  records[index] = record;
  if (!leaf()) {
    Node** children = static_cast<Inner*>(this)->children;
    OpenGap(children, index, count);
    children[index] = child_below;
  }
  ++count;
}

void Node::Remove(int index) {
  CloseGap(heads, index, count);
  CloseGap(records, index, count);
  if (!leaf()) CloseGap(static_cast<Inner*>(this)->children, index, count);
  --count;
}

Record* Node::MoveTail(int index, Node& to) {
  const int moved = count - index;
  to.prefix_bytes = prefix_bytes;
  std::memcpy(to.prefix, prefix, prefix_bytes);
  std::memcpy(to.heads, heads + index, moved * sizeof(heads[0]));
  std::memcpy(to.records, records + index, moved * sizeof(records[0]));
  if (!leaf()) {
    std::memcpy(static_cast<Inner&>(to).children, static_cast<Inner*>(this)->children + index,
                moved * sizeof(Node*));
  }
  to.count = static_cast<uint8_t>(moved);
  count = static_cast<uint8_t>(index);
  Record* up = nullptr;
  if (!leaf() && moved > 0) std::swap(up, to.records[0]);
  LengthenPrefix();
  to.LengthenPrefix();
  return up;
}

void Node::CopyFrom(const Node& from) {
  height = from.height;
  count = from.count;
  prefix_bytes = from.prefix_bytes;
  std::memcpy(prefix, from.prefix, sizeof(prefix));
  std::memcpy(heads, from.heads, count * sizeof(heads[0]));
  std::memcpy(records, from.records, count * sizeof(records[0]));
  if (!leaf()) {
    std::memcpy(static_cast<Inner*>(this)->children, static_cast<const Inner&>(from).children,
                count * sizeof(Node*));
  }
}

// The first key brings its whole beginning as the prefix; each further one cuts it to what it
// shares, so that the prefix is as long as it can be without a look at the records.
void Node::AdmitPrefixOf(std::string_view key) {
  if (count <= first()) {
    prefix_bytes = static_cast<uint8_t>(std::min<size_t>(key.size(), kPrefixMax));
    std::memcpy(prefix, key.data(), prefix_bytes);
    return;
  }
  const int shared = CommonPrefix(key, {prefix, prefix_bytes}, prefix_bytes);
  if (shared < prefix_bytes) ShortenPrefix(shared);
}

// What leaves the prefix enters the heads from the left; the records are not needed.
void Node::ShortenPrefix(int bytes) {
  const int freed = prefix_bytes - bytes;
  const uint64_t entering = LoadHead(prefix + bytes, freed);
  for (int i = first(); i < count; ++i) {
    heads[i] = freed >= 8 ? entering : entering | (heads[i] >> (8 * freed));
  }
  prefix_bytes = static_cast<uint8_t>(bytes);
}

// After a split the halves may share more. It costs a look at each record, most of them not in the
// cache, so it is done only where the heads tell their keys apart by their last two bytes at best.
void Node::LengthenPrefix() {
  const int from = first();
  if (count - from < 2) return;
  if (((heads[from] ^ heads[count - 1]) >> 16) != 0) return;
  const std::string_view least = records[from]->key();
  const int shared = CommonPrefix(least, records[count - 1]->key(), kPrefixMax);
  if (shared <= prefix_bytes) return;
  prefix_bytes = static_cast<uint8_t>(shared);
  std::memcpy(prefix, least.data(), shared);
  for (int i = from; i < count; ++i) heads[i] = HeadOf(records[i]->key());
}

}  // namespace stator::storage::memory
