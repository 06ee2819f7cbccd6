// An attribute value, as the bytes in which it lives in memory, on disk and in comparisons.
//
//   Value name = "Ada";                        // S
//   Value visits = 42;                         // N
//   Value raw = Binary("\x01\x02");            // B
//   Value flags = StringSet{"new", "paid"};    // SS
//   Value nested = Map{{"city", "Turin"}, {"zips", List{10121, 10122}}};
//
// The encoding is canonical: maps are sorted by name, sets are sorted and unique, numbers have one
// form. So two values are equal exactly if their bytes are (docs/format.md has the grammar).
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "stator/internal/encoding.h"
#include "stator/number.h"

namespace stator {

// The ten attribute types. The numbers stand on disk: never change or reuse one.
enum class Type : uint8_t {
  kNull = 0x10,       // NULL
  kBool = 0x20,       // BOOL; stored as 0x20 false and 0x21 true
  kNumber = 0x30,     // N
  kString = 0x40,     // S
  kBinary = 0x50,     // B
  kNumberSet = 0x60,  // NS
  kStringSet = 0x70,  // SS
  kBinarySet = 0x80,  // BS
  kList = 0x90,       // L
  kMap = 0xA0,        // M
};

// DynamoDB's name of the type: "S", "N", "BOOL", ...
std::string_view TypeName(Type type);
std::optional<Type> TypeFromName(std::string_view name);
constexpr bool IsSet(Type t) {
  return t == Type::kNumberSet || t == Type::kStringSet || t == Type::kBinarySet;
}

class ListView;
class MapView;
class SetView;

// Borrowed bytes of exactly one well-formed value. Cheap to copy; lives no longer than what it
// points into. The accessors require the matching type (a mistake of the caller is checked and ends
// the program). To read bytes of unknown origin, use CheckEncoded first.
class ValueView {
 public:
  ValueView() = default;  // Points at nothing: only assignment and destruction are allowed.
  explicit ValueView(std::string_view encoded) : bytes_(encoded) {}

  Type type() const {
    const auto tag = static_cast<uint8_t>(bytes_[0]);
    return static_cast<Type>(tag & 0xF0);
  }
  std::string_view encoded() const { return bytes_; }

  std::string_view AsString() const;         // S
  std::string_view AsBinary() const;         // B
  std::string_view AsEncodedNumber() const;  // N, the canonical encoding of number.h
  Number AsNumber() const;                   // N
  bool AsBool() const;                       // BOOL
  ListView AsList() const;                   // L
  MapView AsMap() const;                     // M
  SetView AsSet() const;                     // SS, NS, BS

  // Of a scalar or a set element: the payload behind tag and length, in comparison order. S, N, B.
  std::string_view ScalarBytes() const;

  // Bytes counted against the 400 KB of an item, by DynamoDB's rule: S and B their length, N see
  // Number::SizeInItem, BOOL and NULL 1, L and M 3 plus, for each element, 1 and its size (and for
  // M the length of its name), sets the sum of their elements.
  size_t SizeInItem() const;

  // Equality of values is equality of bytes.
  friend bool operator==(ValueView a, ValueView b) { return a.bytes_ == b.bytes_; }

 private:
  std::string_view bytes_;
};

// The elements of an L, in order.
class ListView {
 public:
  explicit ListView(std::string_view encoded);  // Of the whole value, tag included.
  size_t size() const { return count_; }
  bool empty() const { return count_ == 0; }
  // nullopt beyond the end. Linear in `index`.
  std::optional<ValueView> At(size_t index) const;

  class iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = ValueView;
    using difference_type = std::ptrdiff_t;
    using pointer = const ValueView*;
    using reference = ValueView;
    iterator() = default;
    explicit iterator(const char* at) : at_(at) {}
    ValueView operator*() const { return ValueView(internal::ValueAt(at_)); }
    iterator& operator++() {
      at_ = internal::SkipValue(at_);
      return *this;
    }
    iterator operator++(int) {
      const iterator old = *this;
      ++*this;
      return old;
    }
    friend bool operator==(iterator a, iterator b) { return a.at_ == b.at_; }

   private:
    const char* at_ = nullptr;
  };
  iterator begin() const { return iterator(body_.data()); }
  iterator end() const { return iterator(body_.data() + body_.size()); }

 private:
  std::string_view body_;
  uint32_t count_ = 0;
};

// The attributes of an M (and so of an item), sorted by the bytes of their names.
class MapView {
 public:
  struct Entry {
    std::string_view name;
    ValueView value;
  };

  MapView() = default;  // An empty map.
  // Of the whole value, tag included; of no bytes (such as a moved-from Item has) an empty map.
  explicit MapView(std::string_view encoded)
      : encoded_(encoded),
        count_(encoded.empty() ? 0 : internal::ReadFixed32(encoded.data() + 5)) {}
  explicit MapView(ValueView value) : MapView(value.encoded()) {}

  size_t size() const { return count_; }
  bool empty() const { return count_ == 0; }
  // nullopt when there is no attribute of that name. One pass over the names before it.
  std::optional<ValueView> Find(std::string_view name) const;
  // The whole value, tag included; of a default-constructed view the encoding of an empty map.
  std::string_view encoded() const;
  // Sum over the attributes of the length of the name and the size of the value: for an item, the
  // size that DynamoDB counts.
  size_t SizeAsItem() const;

  class iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = Entry;
    using difference_type = std::ptrdiff_t;
    using pointer = const Entry*;
    using reference = Entry;
    iterator() = default;
    explicit iterator(const char* at) : at_(at) {}
    Entry operator*() const {
      std::string_view name;
      const char* const value = internal::ReadPrefixed(at_, &name);
      return {name, ValueView(internal::ValueAt(value))};
    }
    iterator& operator++() {
      std::string_view name;
      at_ = internal::SkipValue(internal::ReadPrefixed(at_, &name));
      return *this;
    }
    iterator operator++(int) {
      const iterator old = *this;
      ++*this;
      return old;
    }
    friend bool operator==(iterator a, iterator b) { return a.at_ == b.at_; }

   private:
    const char* at_ = nullptr;
  };
  iterator begin() const {
    return iterator(count_ == 0 ? nullptr : encoded_.data() + internal::kContainerHeaderBytes);
  }
  iterator end() const {
    return iterator(count_ == 0 ? nullptr : encoded_.data() + encoded_.size());
  }

  friend bool operator==(MapView a, MapView b) { return a.encoded() == b.encoded(); }

 private:
  std::string_view encoded_;  // Empty for the default-constructed view.
  uint32_t count_ = 0;
};

// The elements of an SS, NS or BS, sorted and unique; each is the payload of a scalar: text, bytes,
// or the encoding of a number.
class SetView {
 public:
  explicit SetView(std::string_view encoded);
  Type type() const { return type_; }  // kStringSet, kNumberSet or kBinarySet.
  Type element_type() const;           // kString, kNumber or kBinary.
  size_t size() const { return count_; }
  bool Contains(std::string_view element) const;

  class iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = std::string_view;
    using difference_type = std::ptrdiff_t;
    using pointer = const std::string_view*;
    using reference = std::string_view;
    iterator() = default;
    explicit iterator(const char* at) : at_(at) {}
    std::string_view operator*() const {
      std::string_view element;
      internal::ReadPrefixed(at_, &element);
      return element;
    }
    iterator& operator++() {
      std::string_view element;
      at_ = internal::ReadPrefixed(at_, &element);
      return *this;
    }
    iterator operator++(int) {
      const iterator old = *this;
      ++*this;
      return old;
    }
    friend bool operator==(iterator a, iterator b) { return a.at_ == b.at_; }

   private:
    const char* at_ = nullptr;
  };
  iterator begin() const { return iterator(body_.data()); }
  iterator end() const { return iterator(body_.data() + body_.size()); }

 private:
  std::string_view body_;
  Type type_;
  uint32_t count_ = 0;
};

// Literals for the types that C++ has no literal of. Each only carries its argument to Value.
struct Binary {
  explicit Binary(std::string_view bytes) : bytes(bytes) {}
  std::string bytes;
};
struct StringSet {
  StringSet(std::initializer_list<std::string_view> e) : elements(e.begin(), e.end()) {}
  explicit StringSet(std::vector<std::string> e) : elements(std::move(e)) {}
  std::vector<std::string> elements;
};
struct NumberSet {
  NumberSet(std::initializer_list<Number> e) : elements(e) {}
  explicit NumberSet(std::vector<Number> e) : elements(std::move(e)) {}
  std::vector<Number> elements;
};
struct BinarySet {
  explicit BinarySet(std::vector<std::string> e) : elements(std::move(e)) {}
  std::vector<std::string> elements;
};
struct List;  // Below Value, which they hold.
struct Map;

// An owned value. Regular: copies, compares and prints. Construction never fails; what DynamoDB
// refuses (an empty set, a name of no letters, nesting over 32) is found when a request uses it.
class Value {
 public:
  Value(const char* text) : Value(std::string_view(text)) {}  // S
  Value(std::string_view text);                               // S; UTF-8, which a request checks
  Value(const std::string& text) : Value(std::string_view(text)) {}
  Value(const Number& number);  // N
  template <internal::NumberLiteral T>
  Value(T number) : Value(Number(number)) {}  // N
  Value(char) = delete;  // A character is neither text nor a number: say which.
  // N, by the shortest decimal that reads back as the same double. A double that is no number of
  // DynamoDB's (NaN, infinities, out of range) is the caller's mistake and ends the program.
  Value(double number);
  template <std::same_as<bool> T>
  Value(T flag) : Value(FromBool(flag)) {}  // BOOL
  Value(std::nullptr_t);                    // NULL
  Value(const Binary& binary);
  Value(const StringSet& set);
  Value(const NumberSet& set);
  Value(const BinarySet& set);
  Value(const List& list);
  Value(const Map& map);
  explicit Value(ValueView view) : encoded_(view.encoded()) {}

  // Takes bytes that are already a well-formed value (see CheckEncoded).
  static Value FromEncoded(std::string encoded) { return Value(Adopt{}, std::move(encoded)); }

  ValueView view() const { return ValueView(encoded_); }
  operator ValueView() const { return view(); }  // NOLINT: a value can be looked at anywhere
  Type type() const { return view().type(); }
  const std::string& encoded() const& { return encoded_; }

  friend bool operator==(const Value& a, const Value& b) { return a.encoded_ == b.encoded_; }

 private:
  struct Adopt {};
  Value(Adopt, std::string encoded) : encoded_(std::move(encoded)) {}
  static Value FromBool(bool flag);

  std::string encoded_;
};

// Literals of L and M: List{1, "two"}, Map{{"name", 1}}. Of entries with the same name the last one
// counts. A list whose only element is a list is written List{Value(List{...})}, since compilers
// disagree on whether List{List{...}} is a copy.
struct List {
  List(std::initializer_list<Value> e) : elements(e) {}
  explicit List(std::vector<Value> e) : elements(std::move(e)) {}
  std::vector<Value> elements;
};
struct Map {
  Map(std::initializer_list<std::pair<std::string_view, Value>> e) : entries(e.begin(), e.end()) {}
  explicit Map(std::vector<std::pair<std::string, Value>> e) : entries(std::move(e)) {}
  std::vector<std::pair<std::string, Value>> entries;
};

// True if `encoded` is exactly one well-formed, canonical value: known tags, lengths that add up,
// sorted maps and sets, canonical numbers, valid UTF-8, nesting within bounds (32 levels below an
// item). Never reads outside. Rules of requests (no empty sets, limits of length) are not its
// matter.
bool CheckEncoded(std::string_view encoded);

}  // namespace stator
