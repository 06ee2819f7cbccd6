#include "db/storage/memory/versions.h"

#include <algorithm>
#include <cstring>
#include <new>
#include <utility>

#include "db/base/check.h"

namespace stator::storage::memory {
namespace {

// Freed by one commit at most: several times what one commit retires, so the queue gets shorter.
constexpr int64_t kReclaimBlocks = 256;
// What may gather before a look at the pins.
constexpr size_t kGatherBlocks = 64;
constexpr size_t kGatherBytes = size_t{1} << 20;

}  // namespace

uint64_t Block::version() const {
  switch (word_ & kKinds) {
    case kNode:
      return As<Node>()->version;
    case kRoots:
      return As<Roots>()->version;
    default:
      return As<Record>()->version;
  }
}

size_t Block::bytes() const {
  switch (word_ & kKinds) {
    case kNode:
      return As<Node>()->bytes();
    case kRoots:
      return sizeof(Roots);
    default:
      return As<Record>()->bytes();
  }
}

void Block::Free() { ::operator delete(As<void>()); }

Versions::Versions(const Roots& origin) : origin_(origin.version), newest_(new Roots(origin)) {
  bytes_.store(sizeof(Roots), std::memory_order_relaxed);
}

Versions::~Versions() {
  STATOR_CHECK(begun_ == nullptr);
  while (!queue_.empty()) Reclaim(newest_->version);
  for (MarkedVersion& mark : marks_) {
    for (Block block : mark.held) Free(block);
  }
  for (Node* root : newest_->trees) FreeAll(root);
  Free(Block(newest_));
  STATOR_CHECK(bytes() == 0);
}

// Remembers the block before anything can throw, so that it is freed if the version is abandoned.
template <typename T>
T* Versions::Made(size_t bytes) {
  if (made_.size() == made_.capacity()) made_.reserve(2 * made_.size() + 64);
  T* block = static_cast<T*>(::operator new(bytes));
  block->version = begun_ != nullptr ? begun_->version : newest_->version + 1;
  made_.push_back(Block(block));
  bytes_.store(this->bytes() + bytes, std::memory_order_relaxed);
  return block;
}

Roots* Versions::Begin() {
  STATOR_CHECK(begun_ == nullptr);
  before_ = {queue_.size(), queued_bytes_, marks_.empty() ? 0 : marks_.back().held.size()};
  begun_ = Made<Roots>(sizeof(Roots));
  begun_->trees = newest_->trees;
  begun_->rows = newest_->rows;
  return begun_;
}

const Roots* Versions::Finish() {
  Enqueue(Block(newest_), begun_->version);
  made_.clear();
  return newest_ = std::exchange(begun_, nullptr);
}

void Versions::Abandon() {
  queue_.erase(queue_.begin() + before_.queue, queue_.end());
  queued_bytes_ = before_.queued_bytes;
  if (!marks_.empty()) {
    std::vector<Block>& held = marks_.back().held;
    held.erase(held.begin() + before_.held, held.end());
  }
  for (Block block : made_) Free(block);
  made_.clear();
  begun_ = nullptr;
}

Record* Versions::NewRecord(std::string_view key, std::string_view value) {
  Record* record = Made<Record>(sizeof(Record) + key.size() + value.size());
  record->key_bytes = static_cast<uint32_t>(key.size());
  record->value_bytes = static_cast<uint32_t>(value.size());
  if (!key.empty()) std::memcpy(record->data(), key.data(), key.size());
  if (!value.empty()) std::memcpy(record->data() + key.size(), value.data(), value.size());
  return record;
}

Node* Versions::NewNode(uint8_t height) {
  Node* node = Made<Node>(height == 0 ? sizeof(Node) : sizeof(Inner));
  node->height = height;
  node->count = 0;
  node->prefix_bytes = 0;
  return node;
}

Node* Versions::Editable(Node* node, Space space) {
  if (node->version == begun_->version) return node;
  Node* copy = NewNode(node->height);
  copy->CopyFrom(*node);
  Retire(Block(node), space);
  return copy;
}

void Versions::Retire(Block block, Space space) {
  if (!Owns(block.version())) return;
  const bool held =
      Rewinds(space) && !marks_.empty() && block.version() <= marks_.back().roots.version;
  if (held) {
    marks_.back().held.push_back(block);
  } else {
    Enqueue(block, begun_->version);
  }
}

void Versions::Enqueue(Block block, uint64_t since) {
  queue_.push_back({since, block});
  queued_bytes_ += block.bytes();
}

void Versions::EnqueueLeft(LeftTree left, uint64_t since) {
  left_trees_.push_back(std::move(left));
  try {
    queue_.push_back({since, Block()});
  } catch (...) {
    left_trees_.pop_back();
    throw;
  }
  worth_blocks_ = 1;  // It is one entry of the queue, with many blocks behind it.
}

bool Versions::WorthReclaiming() const {
  return queue_.size() >= worth_blocks_ || queued_bytes_ >= worth_bytes_;
}

void Versions::Reclaim(uint64_t oldest) {
  int64_t budget = kReclaimBlocks;
  while (budget > 0 && !queue_.empty() && queue_.front().since <= oldest) {
    const Block block = queue_.front().block;
    if (block.none()) {
      if (!FreeSome(left_trees_.front(), budget)) break;
      left_trees_.pop_front();
    } else {
      queued_bytes_ -= block.bytes();
      Free(block);
      --budget;
    }
    queue_.pop_front();
  }
  const bool more = budget <= 0;
  worth_blocks_ = more ? 1 : queue_.size() + kGatherBlocks;
  worth_bytes_ = queued_bytes_ + kGatherBytes;
}

void Versions::Free(Block block) {
  bytes_.store(bytes() - block.bytes(), std::memory_order_relaxed);
  block.Free();
}

bool Versions::FreeSome(LeftTree& tree, int64_t& budget) {
  while (budget > 0) {
    if (!tree.nodes.empty()) {
      FreeNode(tree, budget);
    } else if (tree.held.empty()) {
      return true;
    } else if (tree.held.back().empty()) {
      tree.held.pop_back();
    } else {
      const Block block = tree.held.back().back();
      tree.held.back().pop_back();
      if (block.version() > tree.base) Free(block);
      --budget;
    }
  }
  return false;
}

// Whatever is not younger than the base is shared with the tree that was gone back to, and so is
// all below it.
void Versions::FreeNode(LeftTree& tree, int64_t& budget) {
  Node* node = tree.nodes.back();
  tree.nodes.pop_back();
  for (int i = 0; i < node->count; ++i) {
    if (!node->leaf() && node->child(i)->version > tree.base) tree.nodes.push_back(node->child(i));
    Record* record = node->records[i];
    if (record == nullptr || record->version <= tree.base) continue;
    Free(Block(record));
    --budget;
  }
  Free(Block(node));
  --budget;
}

// Recursive, and so without a list that might find no memory: it is as deep as the tree is high.
void Versions::FreeAll(Node* node) {
  if (node == nullptr || !Owns(node->version)) return;
  for (int i = 0; i < node->count; ++i) {
    if (!node->leaf()) FreeAll(node->child(i));
    Record* record = node->records[i];
    if (record != nullptr && Owns(record->version)) Free(Block(record));
  }
  Free(Block(node));
}

// Reserves what a walk in depth can need, so that freeing never allocates.
Versions::LeftTree Versions::Leave(const Roots& roots, uint64_t base) {
  LeftTree tree{base, {}, {}};
  size_t pending_max = 0;
  for (const Node* root : roots.trees) {
    if (root != nullptr) pending_max += size_t{root->height} * kFanOut + 1;
  }
  tree.nodes.reserve(pending_max);
  for (int space = 0; space < kSpaces; ++space) {
    Node* root = roots.trees[space];
    if (root == nullptr || root->version <= base || !Rewinds(static_cast<Space>(space))) continue;
    tree.nodes.push_back(root);
  }
  return tree;
}

std::vector<Versions::MarkedVersion>::iterator Versions::FindMark(uint64_t id) {
  return std::find_if(marks_.begin(), marks_.end(),
                      [id](const MarkedVersion& mark) { return mark.id == id; });
}

std::vector<uint64_t> Versions::Marks() const {
  std::vector<uint64_t> ids;
  ids.reserve(marks_.size());
  for (const MarkedVersion& mark : marks_) ids.push_back(mark.id);
  return ids;
}

void Versions::Mark(uint64_t id) { marks_.push_back({id, *newest_, {}}); }

// All that can throw comes first.
bool Versions::Release(uint64_t id) {
  const auto mark = FindMark(id);
  if (mark == marks_.end()) return false;
  const bool oldest = mark == marks_.begin();
  LeftTree left{oldest ? 0 : (mark - 1)->roots.version, {}, {}};
  left.held.reserve(1);
  if (!oldest) (mark - 1)->held.reserve((mark - 1)->held.size() + mark->held.size());
  // No reader of the newest version sees any of it, and older readers hold back the queue.
  EnqueueLeft(std::move(left), newest_->version);
  for (Block block : mark->held) {
    if (!oldest && block.version() <= (mark - 1)->roots.version) (mark - 1)->held.push_back(block);
  }
  left_trees_.back().held.push_back(std::move(mark->held));
  marks_.erase(mark);
  return true;
}

const Roots* Versions::Rewind(uint64_t id) {
  const auto mark = FindMark(id);
  if (mark == marks_.end()) return nullptr;
  const size_t left_before = left_trees_.size();
  Roots* roots = Begin();
  try {
    LeftTree left = Leave(*newest_, mark->roots.version);
    left.held.reserve(marks_.end() - mark);
    EnqueueLeft(std::move(left), roots->version);
    for (int space = 0; space < kSpaces; ++space) {
      if (!Rewinds(static_cast<Space>(space))) continue;
      roots->trees[space] = mark->roots.trees[space];
      roots->rows[space] = mark->roots.rows[space];
    }
    Finish();
  } catch (...) {
    if (left_trees_.size() > left_before) left_trees_.pop_back();
    Abandon();
    throw;
  }
  mark->held.clear();
  for (auto later = mark + 1; later != marks_.end(); ++later) {
    left_trees_.back().held.push_back(std::move(later->held));
  }
  marks_.erase(mark + 1, marks_.end());
  return newest_;
}

}  // namespace stator::storage::memory
