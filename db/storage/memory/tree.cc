#include "db/storage/memory/tree.h"

#include <algorithm>

#include "db/base/check.h"

namespace stator::storage::memory {
namespace {

constexpr int kFew = kFanOut / 4;         // A node with less looks for a neighbour to join.
constexpr int kJoined = kFanOut * 3 / 4;  // What two joined may hold, to leave room to grow again.

}  // namespace

const Record* Find(const Node* root, std::string_view key) {
  if (root == nullptr) return nullptr;
  const Node* node = root;
  while (!node->leaf()) node = node->child(node->ChildFor(key));
  const Node::Place place = node->Find(key);
  return place.exact ? node->records[place.index] : nullptr;
}

Tree::Path Tree::Descend(std::string_view key) {
  Path path;
  for (Node** at = &root_;;) {
    Node* node = *at = versions_.Editable(*at, space_);
    STATOR_CHECK(path.length < kHeightMax);
    Step& step = path.steps[path.length++];
    step.node = node;
    if (node->leaf()) return path;
    step.index = node->ChildFor(key);
    at = &node->child(step.index);
  }
}

void Tree::Put(Record* record) {
  if (root_ == nullptr) root_ = versions_.NewNode(0);
  Path path = Descend(record->key());
  Step& leaf = path.steps[path.length - 1];
  const Node::Place place = leaf.node->Find(record->key());
  leaf.index = place.index;
  if (place.exact) {
    versions_.Retire(Block(leaf.node->records[place.index]), space_);
    leaf.node->records[place.index] = record;
  } else {
    InsertAndSplit(path, record);
    ++rows_;
  }
}

void Tree::InsertAndSplit(Path& path, Record* record) {
  Record* key = record;
  Node* child = nullptr;
  for (int i = path.length - 1; i >= 0; --i) {
    Step step = path.steps[i];
    if (!step.node->leaf()) ++step.index;  // To the right of the child that was split.
    if (!step.node->full()) {
      step.node->Insert(step.index, key, child);
      return;
    }
    child = Split(step, key, child);
  }
  AddRoot(key, child);
}

// Splits the node and inserts the entry. Returns the new right half, and in `key` the separator
// that goes one level up. A node that grows at its end is left full: keys in ascending order, such
// as those of a log, then fill their nodes.
Node* Tree::Split(Step step, Record*& key, Node* child) {
  Node& left = *step.node;
  Node* right = versions_.NewNode(left.height);
  const bool at_end = step.index == left.count;
  const int half = at_end ? left.count : left.count / 2;
  Record* separator = left.MoveTail(half, *right);
  if (at_end && !left.leaf()) {
    right->Insert(0, nullptr, child);
    return right;  // The key of the new child is the separator.
  }
  if (step.index > half || at_end) {
    right->Insert(step.index - half, key, child);
  } else {
    left.Insert(step.index, key, child);
  }
  key = left.leaf() ? Separator(left, *right) : separator;
  return right;
}

// The shortest key that is greater than all of `left` and not greater than any of `right`.
Record* Tree::Separator(const Node& left, const Node& right) {
  const std::string_view below = left.records[left.count - 1]->key();
  const std::string_view above = right.records[0]->key();
  const int shared = CommonPrefix(below, above, above.size());
  return versions_.NewRecord(above.substr(0, shared + 1), {});
}

void Tree::AddRoot(Record* key, Node* child) {
  Node* root = versions_.NewNode(static_cast<uint8_t>(root_->height + 1));
  root->Insert(0, nullptr, root_);
  root->Insert(1, key, child);
  root_ = root;
}

void Tree::Erase(std::string_view key) {
  if (memory::Find(root_, key) == nullptr) return;
  Path path = Descend(key);
  Node& leaf = *path.steps[path.length - 1].node;
  const int index = leaf.Find(key).index;
  versions_.Retire(Block(leaf.records[index]), space_);
  leaf.Remove(index);
  --rows_;
  for (int i = path.length - 2; i >= 0; --i) {
    const Step& step = path.steps[i];
    if (step.node->child(step.index)->count >= kFew) break;
    if (!JoinChild(*step.node, step.index)) break;
  }
  DropEmptyRoots();
}

// Joins a small child with a neighbour, or takes it out if it is empty and alone. False if it
// stays.
bool Tree::JoinChild(Node& parent, int index) {
  Node* small = parent.child(index);
  if (parent.count == 1) {
    if (small->count > 0) return false;
    versions_.Retire(Block(small), space_);
    parent.Remove(0);
    return true;
  }
  const int left = std::max(0, index - 1);
  const int right = left + 1;
  const int together = parent.child(left)->count + parent.child(right)->count;
  if (together > kJoined && small->count > 0) return false;
  Node* to = parent.child(left) = versions_.Editable(parent.child(left), space_);
  Node* from = parent.child(right);
  Append(*to, *from, parent.records[right]);
  parent.Remove(right);
  versions_.Retire(Block(from), space_);
  return true;
}

// The separator between two inner nodes becomes the key of the first child that moves; with none
// to move, or between leaves, it is needed no more.
void Tree::Append(Node& to, const Node& from, Record* separator) {
  for (int i = 0; i < from.count; ++i) {
    Record* key = i < from.first() ? separator : from.records[i];
    // The first child of a node has no key: it takes all that is less than the next one.
    if (!to.leaf() && to.count == 0 && key != nullptr) {
      versions_.Retire(Block(key), space_);
      key = nullptr;
    }
    to.Insert(to.count, key, from.leaf() ? nullptr : from.child(i));
  }
  if (from.leaf() || from.count == 0) versions_.Retire(Block(separator), space_);
}

void Tree::DropEmptyRoots() {
  while (root_ != nullptr && (root_->count == 0 || (!root_->leaf() && root_->count == 1))) {
    Node* old = root_;
    root_ = old->count == 0 ? nullptr : old->child(0);
    versions_.Retire(Block(old), space_);
  }
}

}  // namespace stator::storage::memory
