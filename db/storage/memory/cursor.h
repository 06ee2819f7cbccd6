// A place in one version of a space, that moves both ways. Used by one thread, on roots that are
// pinned or not yet published.
//
//   for (Cursor cursor = Cursor::AtOrAfter(root, begin); cursor.valid(); cursor.Next()) ...
#pragma once

#include <cstdint>
#include <string_view>

#include "db/storage/memory/node.h"

namespace stator::storage::memory {

class Cursor {
 public:
  // At the first key not less than `key`, or at none. Null is the root of an empty space.
  static Cursor AtOrAfter(const Node* root, std::string_view key);
  // At the last key less than `key`, or at none.
  static Cursor Before(const Node* root, std::string_view key);
  static Cursor AtLast(const Node* root);

  bool valid() const { return leaf_ != nullptr; }
  const Record& record() const { return *leaf_->records[index_]; }
  void Next();
  void Previous();
  // Asks for the records that Next (or Previous) will come to in this leaf, for each is a miss of
  // the cache otherwise.
  void PrefetchNext() const;
  void PrefetchPrevious() const;

 private:
  Cursor() = default;
  void DescendTo(const Node* root, std::string_view key);
  void DescendToFirst(const Node* node);
  void DescendToLast(const Node* node);
  void EnterNextLeaf();
  void EnterPreviousLeaf();

  const Node* leaf_ = nullptr;  // Null: at no key.
  int index_ = 0;
  int depth_ = 0;
  struct Step {
    const Node* node;
    int index;
  };
  Step above_[kHeightMax];  // The inner nodes above the leaf, from the root.
};

}  // namespace stator::storage::memory
