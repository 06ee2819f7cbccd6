// The errors of specifications of streams, by name. Each is a ValidationException.
#pragma once

#include <string_view>

#include "absl/status/status.h"

namespace stator::plan::error {

// Of CreateTable.
absl::Status NewStreamWithoutViewType();
absl::Status ViewTypeWithoutNewStream();

// Of UpdateTable.
absl::Status StreamUpdateWithoutViewType();
absl::Status ViewTypeWithoutStreamUpdate();
// Another view type too needs a new stream: there is one already.
absl::Status StreamAlreadyEnabled(std::string_view table);
absl::Status NoStreamToDisable(std::string_view table);

}  // namespace stator::plan::error
