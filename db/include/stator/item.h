// An item: attributes by name, as one block of canonical bytes (the encoding of an M, value.h).
//
//   Item visit{{"page", "/home"}, {"count", 1}, {"seen", StringSet{"ada"}}};
//   visit.Find("count")->AsNumber();          // 1
//   for (auto [name, value] : visit) ...      // sorted by name
//
// Keys are items too: an item of exactly the key attributes.
#pragma once

#include <initializer_list>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>

#include "stator/value.h"

namespace stator {

// Borrowed attributes; see MapView for what can be asked of it.
using ItemView = MapView;

// Owned attributes. Regular: copies, compares (by memcmp) and prints. Thread-compatible.
class Item {
 public:
  Item();  // No attributes.
  // Sorted by name; of attributes with the same name the last one counts.
  Item(std::initializer_list<std::pair<std::string_view, Value>> attributes);
  explicit Item(const Map& attributes);
  explicit Item(ItemView view) : encoded_(view.encoded()) {}

  // Takes bytes that are already the canonical encoding of an M (see CheckEncoded).
  static Item FromEncoded(std::string encoded);

  ItemView view() const { return ItemView(std::string_view(encoded_)); }
  operator ItemView() const { return view(); }  // NOLINT: an item can be looked at anywhere

  size_t size() const { return view().size(); }
  bool empty() const { return view().empty(); }
  std::optional<ValueView> Find(std::string_view name) const { return view().Find(name); }
  ItemView::iterator begin() const { return view().begin(); }
  ItemView::iterator end() const { return view().end(); }

  // Adds or replaces one attribute, in time linear in the item's size. To build a large item at
  // once, collect the entries of a Map.
  Item& Set(std::string_view name, const Value& value);
  // True if there was one.
  bool Remove(std::string_view name);

  const std::string& encoded() const& { return encoded_; }
  std::string&& TakeEncoded() && { return std::move(encoded_); }

  friend bool operator==(const Item& a, const Item& b) { return a.encoded_ == b.encoded_; }

 private:
  struct Adopt {};
  explicit Item(Adopt) {}

  std::string encoded_;
};

// DynamoDB JSON, for people: {"page": {"S": "/home"}}. Sorted by name. Never fails.
std::ostream& operator<<(std::ostream& out, ItemView item);
std::ostream& operator<<(std::ostream& out, const Item& item);
std::ostream& operator<<(std::ostream& out, ValueView value);
std::ostream& operator<<(std::ostream& out, const Value& value);

}  // namespace stator
