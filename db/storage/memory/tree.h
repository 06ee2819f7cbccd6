// One space as a B+tree: search in any version of it, and edits of the version begun.
//
//   const Record* record = Find(roots.trees[space], key);    // null: there is none
//   Tree tree(versions, roots, space);
//   tree.Put(versions.NewRecord(key, value));
//   tree.Erase(key);
//
// Edits copy the path from the root to the leaf, unless the version begun has made it already. A
// node that falls under a quarter is joined with a neighbour if they fit well together.
#pragma once

#include <cstdint>
#include <string_view>

#include "db/storage/keyspace.h"
#include "db/storage/memory/node.h"
#include "db/storage/memory/versions.h"

namespace stator::storage::memory {

// Null if there is none. Thread-safe on published roots that are pinned.
const Record* Find(const Node* root, std::string_view key);

// For the writer, between Begin and Finish. Everything may throw std::bad_alloc; the tree is then
// good for nothing but Abandon.
class Tree {
 public:
  Tree(Versions& versions, Roots& roots, Space space)
      : versions_(versions),
        space_(space),
        root_(roots.trees[static_cast<int>(space)]),
        rows_(roots.rows[static_cast<int>(space)]) {}

  // Inserts the record, or puts it in the place of the one with the same key.
  void Put(Record* record);
  // Nothing happens if there is no such key.
  void Erase(std::string_view key);

 private:
  struct Step {
    Node* node;
    int index;  // Of the child taken; in the leaf, of the key or of where it belongs.
  };
  // The way from the root to a leaf, all of it made editable.
  struct Path {
    Step steps[kHeightMax];
    int length = 0;
  };

  Path Descend(std::string_view key);
  void InsertAndSplit(Path& path, Record* record);
  Node* Split(Step step, Record*& key, Node* child);
  Record* Separator(const Node& left, const Node& right);
  void AddRoot(Record* key, Node* child);
  bool JoinChild(Node& parent, int index);
  void Append(Node& to, const Node& from, Record* separator);
  void DropEmptyRoots();

  Versions& versions_;
  const Space space_;
  Node*& root_;
  uint64_t& rows_;
};

}  // namespace stator::storage::memory
