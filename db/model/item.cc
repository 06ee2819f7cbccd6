#include "stator/item.h"

#include "absl/container/inlined_vector.h"
#include "db/base/check.h"
#include "db/model/encode.h"

namespace stator {
namespace {

// Where the attribute `name` stands in an item, or where it would stand: the bytes from `begin` to
// `end`, none if it is absent.
struct Place {
  size_t begin;
  size_t end;
};

Place FindPlace(const std::string& encoded, std::string_view name) {
  const char* at = encoded.data() + internal::kContainerHeaderBytes;
  const char* const end = encoded.data() + encoded.size();
  while (at != end) {
    std::string_view entry_name;
    const char* const value = internal::ReadPrefixed(at, &entry_name);
    const size_t begin = at - encoded.data();
    if (entry_name > name) return {begin, begin};
    at = internal::SkipValue(value);
    if (entry_name == name) return {begin, static_cast<size_t>(at - encoded.data())};
  }
  return {encoded.size(), encoded.size()};
}

// Makes the header of an item agree with its body.
void SetCount(size_t count, std::string& encoded) {
  internal::WriteContainerHeader(Type::kMap, encoded.size() - internal::kContainerHeaderBytes,
                                 count, encoded.data());
}

}  // namespace

Item::Item() : encoded_(MapView().encoded()) {}

Item::Item(std::initializer_list<std::pair<std::string_view, Value>> attributes) {
  absl::InlinedVector<internal::EncodedEntry, 16> entries;
  entries.reserve(attributes.size());
  for (const auto& [name, value] : attributes) entries.push_back({name, value.encoded()});
  internal::AppendMap(entries.data(), entries.size(), encoded_);
}

Item::Item(const Map& attributes) : Item(Value(attributes).view().AsMap()) {}

Item Item::FromEncoded(std::string encoded) {
  STATOR_CHECK(encoded.size() >= internal::kContainerHeaderBytes &&
               ValueView(encoded).type() == Type::kMap);
  Item item{Adopt{}};
  item.encoded_ = std::move(encoded);
  return item;
}

Item& Item::Set(std::string_view name, const Value& value) {
  const Place place = FindPlace(encoded_, name);
  const size_t count = size() + (place.begin == place.end ? 1 : 0);
  std::string entry;
  entry.reserve(internal::VarintBytes(name.size()) + name.size() + value.encoded().size());
  internal::AppendPrefixed(name, entry);
  entry.append(value.encoded());
  encoded_.replace(place.begin, place.end - place.begin, entry);
  SetCount(count, encoded_);
  return *this;
}

bool Item::Remove(std::string_view name) {
  const Place place = FindPlace(encoded_, name);
  if (place.begin == place.end) return false;
  const size_t count = size() - 1;
  encoded_.erase(place.begin, place.end - place.begin);
  SetCount(count, encoded_);
  return true;
}

}  // namespace stator
