// The store is put back in one exclusive commit, and what was read from it into memory is read
// again there, before the next write is decided. Before that commit can be seen, no table is
// current any more, and after it each is another one: so a write that was planned before is planned
// again, and a read that met the commit begins again (Context::WasCurrent).
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
  bool begun = false;
  absl::Status reread;
  const auto begin = [&] {
    begun = true;
    context.catalog.Suspend();
  };
  const absl::Status rewound =
      context.store.Rewind(mark, begin, [&] { reread = ReadAgain(context, mark); });
  if (IsError(rewound, ErrorCode::kOutcomeUnknown)) {
    ReadAgain(context, mark).IgnoreError();
  } else if (!rewound.ok() && begun) {
    context.catalog.Resume();
  }
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
