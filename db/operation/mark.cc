// The store is put back in one exclusive commit, and what was read from it into memory is read
// again there, before the next write is decided: every table becomes another one, so whatever was
// planned with one of the old ones is planned again.
#include "db/operation/mark.h"

#include "db/base/status_macros.h"
#include "stator/error.h"

namespace stator::operation {
namespace {

absl::Status ReadAgain(const Context& context, MarkId mark) {
  context.epochs.Rewound(mark);
  return context.catalog.Reload();
}

}  // namespace

absl::StatusOr<MarkId> Mark(const Context& context) {
  return context.store.Mark([&](MarkId mark) { context.epochs.Marked(mark); });
}

absl::Status Rewind(const Context& context, MarkId mark) {
  absl::Status reread;
  const absl::Status rewound =
      context.store.Rewind(mark, [&] { reread = ReadAgain(context, mark); });
  if (IsError(rewound, ErrorCode::kOutcomeUnknown)) ReadAgain(context, mark).IgnoreError();
  STATOR_RETURN_IF_ERROR(rewound);
  // The background may have believed that nothing was left to do.
  context.wake_background();
  return reread;
}

void Release(const Context& context, MarkId mark) {
  context.store.Release(mark);
  context.epochs.Released(mark);
}

}  // namespace stator::operation
