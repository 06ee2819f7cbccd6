// Whether a table has a stream, and what of each change the records of the stream show.
#pragma once

#include <cstdint>
#include <optional>

namespace stator {

enum class StreamViewType : uint8_t { kKeysOnly, kNewImage, kOldImage, kNewAndOldImages };

struct StreamSpecification {
  std::optional<bool> stream_enabled{};  // required
  // Required with a stream, and refused without one.
  std::optional<StreamViewType> stream_view_type{};
};

}  // namespace stator
