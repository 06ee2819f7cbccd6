// What the requests of several families share. Requests and results are plain structs with
// DynamoDB's member names in snake_case; a member that is absent is nullopt, since absence and
// emptiness mean different things to DynamoDB. Designated initializers read well:
//
//   GetItemRequest{.table_name = "visits", .key = Item{{"page", "/home"}}, .consistent_read = true}
//
// Shapes, defaults and meanings are those of the DynamoDB API reference. (The `{}` behind each
// member keeps compilers from warning of those that such an initializer leaves out.)
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stator/item.h"

namespace stator {

enum class ReturnValues : uint8_t { kNone, kAllOld, kUpdatedOld, kAllNew, kUpdatedNew };
enum class ReturnValuesOnConditionCheckFailure : uint8_t { kNone, kAllOld };
enum class ReturnConsumedCapacity : uint8_t { kNone, kTotal, kIndexes };
enum class ReturnItemCollectionMetrics : uint8_t { kNone, kSize };

// ExpressionAttributeNames: "#n" → attribute name.
using AttributeNames = std::map<std::string, std::string, std::less<>>;

namespace expression {
class Tree;
}

// The text of an expression, or one that Database::Prepare has parsed. Both go wherever a request
// takes an expression; a prepared one is not looked up or parsed again. Copies share the parse.
class Expression {
 public:
  Expression(std::string_view text) : text_(text) {}        // NOLINT: text is an expression
  Expression(const char* text) : text_(text) {}             // NOLINT
  Expression(std::string text) : text_(std::move(text)) {}  // NOLINT
  Expression(std::string text, std::shared_ptr<const expression::Tree> tree)
      : text_(std::move(text)), tree_(std::move(tree)) {}

  const std::string& text() const { return text_; }
  // nullptr for mere text.
  const std::shared_ptr<const expression::Tree>& tree() const { return tree_; }

 private:
  std::string text_;
  std::shared_ptr<const expression::Tree> tree_;
};

// Units of one table or index. Only the members that the service fills in for the request are set.
struct Capacity {
  std::optional<double> read_capacity_units{};
  std::optional<double> write_capacity_units{};
  std::optional<double> capacity_units{};
};

struct ConsumedCapacity {
  std::optional<std::string> table_name{};
  std::optional<double> capacity_units{};
  std::optional<double> read_capacity_units{};
  std::optional<double> write_capacity_units{};
  // With ReturnConsumedCapacity::kIndexes; the indexes by name, those that were read or written.
  std::optional<Capacity> table{};
  std::optional<std::map<std::string, Capacity>> local_secondary_indexes{};
  std::optional<std::map<std::string, Capacity>> global_secondary_indexes{};
};

}  // namespace stator
