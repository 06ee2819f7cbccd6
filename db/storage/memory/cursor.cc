#include "db/storage/memory/cursor.h"

namespace stator::storage::memory {
namespace {

// How far ahead of the visitor records are asked for.
constexpr int kAhead = 4;

void Prefetch(const Record* record) {
  __builtin_prefetch(record);
  __builtin_prefetch(reinterpret_cast<const char*>(record) + 64);
}

}  // namespace

void Cursor::DescendTo(const Node* root, std::string_view key) {
  const Node* node = root;
  while (!node->leaf()) {
    const int child = node->ChildFor(key);
    above_[depth_++] = {node, child};
    node = node->child(child);
  }
  leaf_ = node;
  index_ = node->Find(key).index;
}

void Cursor::DescendToFirst(const Node* node) {
  for (; !node->leaf(); node = node->child(0)) above_[depth_++] = {node, 0};
  leaf_ = node;
  index_ = 0;
}

void Cursor::DescendToLast(const Node* node) {
  for (; !node->leaf(); node = node->child(node->count - 1)) {
    above_[depth_++] = {node, node->count - 1};
  }
  leaf_ = node;
  index_ = node->count - 1;
}

Cursor Cursor::AtOrAfter(const Node* root, std::string_view key) {
  Cursor cursor;
  if (root == nullptr) return cursor;
  cursor.DescendTo(root, key);
  if (cursor.index_ == cursor.leaf_->count) cursor.EnterNextLeaf();
  return cursor;
}

Cursor Cursor::Before(const Node* root, std::string_view key) {
  Cursor cursor;
  if (root == nullptr) return cursor;
  cursor.DescendTo(root, key);
  cursor.Previous();
  return cursor;
}

Cursor Cursor::AtLast(const Node* root) {
  Cursor cursor;
  if (root != nullptr) cursor.DescendToLast(root);
  return cursor;
}

void Cursor::Next() {
  if (++index_ == leaf_->count) EnterNextLeaf();
}

void Cursor::Previous() {
  if (--index_ < 0) EnterPreviousLeaf();
}

void Cursor::EnterNextLeaf() {
  leaf_ = nullptr;
  while (depth_ > 0) {
    Step& step = above_[depth_ - 1];
    if (++step.index < step.node->count) return DescendToFirst(step.node->child(step.index));
    --depth_;
  }
}

void Cursor::EnterPreviousLeaf() {
  leaf_ = nullptr;
  while (depth_ > 0) {
    Step& step = above_[depth_ - 1];
    if (--step.index >= 0) return DescendToLast(step.node->child(step.index));
    --depth_;
  }
}

void Cursor::PrefetchNext() const {
  if (index_ + kAhead < leaf_->count) Prefetch(leaf_->records[index_ + kAhead]);
}

void Cursor::PrefetchPrevious() const {
  if (index_ >= kAhead) Prefetch(leaf_->records[index_ - kAhead]);
}

}  // namespace stator::storage::memory
