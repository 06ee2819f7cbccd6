// Early return on error, so that the happy path stays at the left margin.
//
//   STATOR_RETURN_IF_ERROR(Check(request));
//   STATOR_ASSIGN_OR_RETURN(auto table, catalog.Find(name));
#pragma once

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#define STATOR_RETURN_IF_ERROR(expr)                                           \
  do {                                                                         \
    if (absl::Status stator_status = (expr); !stator_status.ok()) [[unlikely]] \
      return stator_status;                                                    \
  } while (false)

#define STATOR_CONCAT_INNER(a, b) a##b
#define STATOR_CONCAT(a, b) STATOR_CONCAT_INNER(a, b)
#define STATOR_ASSIGN_OR_RETURN(lhs, expr) \
  STATOR_ASSIGN_OR_RETURN_INNER(STATOR_CONCAT(stator_statusor_, __LINE__), lhs, expr)
#define STATOR_ASSIGN_OR_RETURN_INNER(statusor, lhs, expr) \
  auto statusor = (expr);                                  \
  if (!statusor.ok()) [[unlikely]]                         \
    return std::move(statusor).status();                   \
  lhs = *std::move(statusor)
