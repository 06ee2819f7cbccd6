// The items of a page, in one buffer: a page of a thousand items is two allocations, not a
// thousand. Views of it live as long as the list is neither changed nor moved from.
//
//   for (ItemView item : result.items) ...
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "stator/item.h"

namespace stator {

// Regular; thread-compatible.
class ItemList {
 public:
  size_t size() const { return ends_.size(); }
  bool empty() const { return ends_.empty(); }
  ItemView operator[](size_t i) const {
    const size_t start = i == 0 ? 0 : ends_[i - 1];
    return ItemView(std::string_view(buffer_).substr(start, ends_[i] - start));
  }
  ItemView front() const { return (*this)[0]; }
  ItemView back() const { return (*this)[size() - 1]; }

  void Append(ItemView item) {
    buffer_.append(item.encoded());
    ends_.push_back(buffer_.size());
  }
  // For writers in place: append the encoding of one M to the buffer, then call EndItem.
  std::string& buffer() { return buffer_; }
  void EndItem() { ends_.push_back(buffer_.size()); }
  void clear() {
    buffer_.clear();
    ends_.clear();
  }

  class iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = ItemView;
    using difference_type = std::ptrdiff_t;
    using pointer = const ItemView*;
    using reference = ItemView;
    iterator() = default;
    iterator(const ItemList* list, size_t at) : list_(list), at_(at) {}
    ItemView operator*() const { return (*list_)[at_]; }
    iterator& operator++() {
      ++at_;
      return *this;
    }
    iterator operator++(int) {
      auto old = *this;
      ++at_;
      return old;
    }
    friend bool operator==(iterator a, iterator b) { return a.at_ == b.at_; }

   private:
    const ItemList* list_ = nullptr;
    size_t at_ = 0;
  };
  iterator begin() const { return {this, 0}; }
  iterator end() const { return {this, size()}; }

  friend bool operator==(const ItemList&, const ItemList&) = default;

 private:
  std::string buffer_;
  std::vector<size_t> ends_;
};

}  // namespace stator
