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

// Which parts of an item an update touched, for UPDATED_OLD and UPDATED_NEW. Borrows from the
// BoundUpdate that filled it in.
class UpdateTrace {
 public:
  // The touched parts as they were. nullopt when there was no item or none of them was there.
  std::optional<Item> TouchedBefore(const std::optional<ItemView>& before) const;
  // The touched parts as they are, without what was removed. List elements are found where the
  // update moved them. nullopt when nothing is left of them.
  std::optional<Item> TouchedAfter(const std::optional<ItemView>& after) const;

 private:
  friend class BoundUpdate;
  void Add(const Edit& edit);

  Names names_;
  std::vector<Path> before_;  // Sorted.
  std::vector<Path> after_;   // Sorted; of elements that moved, into moved_.
  std::vector<std::vector<PathElement>> moved_;
};

// Immutable, safe to share between threads. Borrows what its Binding borrows.
class BoundUpdate {
 public:
  // REQUIRES: binding.kind() is kUpdate, and Check found no fault.
  explicit BoundUpdate(Binding binding);

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

 private:
  Binding binding_;
};

}  // namespace stator::expression
