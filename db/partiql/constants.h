// The values that a statement gives: its literals, with the parameters of one request in their
// places.
#pragma once

#include <deque>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "db/model/builder.h"
#include "db/partiql/statement.h"
#include "stator/value.h"

namespace stator::partiql {

// Owns the values that it makes: views of them live as long as this. Neither copied nor moved.
class Constants {
 public:
  // Both outlive this.
  Constants(const Statement& statement, absl::Span<const Value> parameters)
      : statement_(statement), parameters_(parameters) {}
  Constants(const Constants&) = delete;
  Constants& operator=(const Constants&) = delete;

  // There are as many parameters as the statement has places.
  absl::Status CheckCount() const;

  // True for what depends on no item: literals, parameters, sums of such.
  bool IsConstant(NodeId id) const;

  // REQUIRES: IsConstant(id), and CheckCount found no fault. Refuses what is no value of
  // DynamoDB's: MISSING, a set that is empty, mixed or has duplicates, a path within a list or map.
  absl::StatusOr<ValueView> Of(NodeId id);
  // A value that the statement implies.
  ValueView Keep(Value value) { return made_.emplace_back(std::move(value)).view(); }
  // The elements of a constant list or set: of IN.
  absl::StatusOr<std::vector<ValueView>> ElementsOf(NodeId id);

 private:
  absl::Status Write(NodeId id, int depth, ValueBuilder& out) const;
  absl::Status WriteContainer(const Node& node, int depth, ValueBuilder& out) const;
  absl::Status WriteBag(const Node& node, ValueBuilder& out) const;
  absl::Status WriteSum(const Node& node, ValueBuilder& out) const;
  absl::StatusOr<Value> Scalar(NodeId id) const;
  absl::StatusOr<std::string_view> NameOf(const Node& node) const;

  const Statement& statement_;
  absl::Span<const Value> parameters_;
  std::deque<Value> made_;
};

}  // namespace stator::partiql
