// What an update makes of an item.
//
//   const BoundUpdate update(std::move(binding));
//   std::string after;
//   UpdateTrace trace;
//   STATOR_RETURN_IF_ERROR(update.Apply(before, after, trace));
//   std::optional<Item> updated_new = trace.TouchedAfter(ItemView(std::string_view(after)));
//
// All right-hand sides are evaluated on the item as it was, into edits; then one pass merges edits
// and old bytes, copying untouched runs. So Apply either fails, having written nothing, or
// succeeds.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "db/expression/binding.h"
#include "db/expression/path.h"
#include "stator/item.h"

namespace stator::expression {

struct Edit;

// Which parts of an item an update touched, for UPDATED_OLD and UPDATED_NEW, and what it counts as.
// Borrows from the BoundUpdate that filled it in.
class UpdateTrace {
 public:
  // The touched parts as they were. nullopt when there was no item or none of them was there.
  std::optional<Item> TouchedBefore(const std::optional<ItemView>& before) const;
  // What the same paths lead to in the item as it is. So an element of a list that moved up into
  // the place of a removed one is shown, and one that was appended for an index far beyond the end
  // is not. nullopt when the paths lead nowhere.
  std::optional<Item> TouchedAfter(const std::optional<ItemView>& after) const;

  // The size that DynamoDB holds to the limit of items, beside that of the item: what the actions
  // write, with an overhead for each.
  size_t bytes_written() const { return bytes_written_; }

 private:
  friend class BoundUpdate;
  void Add(const Edit& edit);

  Names names_;
  std::vector<Path> paths_;  // Sorted.
  size_t bytes_written_ = 0;
};

// What a request had: the service words a mismatch of types by it.
enum class UpdateOrigin : uint8_t { kExpression, kAttributeUpdates };

// Immutable, safe to share between threads. Borrows what its Binding borrows.
class BoundUpdate {
 public:
  // REQUIRES: binding.kind() is kUpdate, and Check found no fault; but AttributeUpdates may ADD a
  // list, whose elements go behind those of the attribute.
  explicit BoundUpdate(Binding binding, UpdateOrigin origin = UpdateOrigin::kExpression);

  // An update that only removes (REMOVE, DELETE) makes no item where there is none.
  bool CreatesItem() const;

  // The attributes that the actions change, in order of the text; the same one may come twice.
  struct Target {
    std::string_view attribute;
    bool is_nested;  // A part of the attribute is changed, not the whole.
    Clause clause;
    // Of a whole attribute, the value it is set to or has added, where that is known beforehand.
    std::optional<ValueView> value;
  };
  std::vector<Target> Targets() const;

  // Appends the encoding of the new item to `after` and notes in `trace` what it touched. `before`
  // is the item as it was, or its key alone if there was none. Errors: a path that leads through
  // what is not there or not a container, an operand that is missing or of the wrong type, a number
  // that overflows; then nothing is written.
  absl::Status Apply(ItemView before, std::string& after, UpdateTrace& trace) const;

  const Binding& binding() const { return binding_; }

 private:
  Binding binding_;
  UpdateOrigin origin_;
};

}  // namespace stator::expression
