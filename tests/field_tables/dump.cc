// Prints the field tables as JSON, for compare.py: the shapes of every operation of operations.h
// and of those on event source mappings, with their members, and for each member its type and
// constraints.
#include <cstdint>
#include <cstdio>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "db/request/account.h"
#include "db/request/attachment.h"
#include "db/request/backup.h"
#include "db/request/batch.h"
#include "db/request/common.h"
#include "db/request/event_source_mapping.h"
#include "db/request/global_table.h"
#include "db/request/index.h"
#include "db/request/item.h"
#include "db/request/key_schema.h"
#include "db/request/operations.h"
#include "db/request/query.h"
#include "db/request/statement.h"
#include "db/request/stream.h"
#include "db/request/table.h"
#include "db/request/tag.h"
#include "db/request/throughput.h"
#include "db/request/time_to_live.h"
#include "db/request/transaction.h"
#include "nlohmann/json.hpp"
#include "stator/item_list.h"

namespace stator {
namespace {

using Json = nlohmann::ordered_json;

template <typename T>
inline constexpr bool kIsVector = false;
template <typename T>
inline constexpr bool kIsVector<std::vector<T>> = true;
template <typename T>
inline constexpr bool kIsOptional = false;
template <typename T>
inline constexpr bool kIsOptional<std::optional<T>> = true;

template <typename Struct>
void AddShape(Json& shapes);

// A type by the name that the API's model has for its kind; {"any": true} for what this program
// does not know.
template <typename T>
Json TypeOf(Json& shapes) {
  if constexpr (kIsOptional<T>) {
    return TypeOf<typename T::value_type>(shapes);
  } else if constexpr (std::is_same_v<T, std::string> || std::is_same_v<T, Expression>) {
    return {{"type", "string"}};
  } else if constexpr (std::is_same_v<T, bool>) {
    return {{"type", "boolean"}};
  } else if constexpr (std::is_same_v<T, int32_t>) {
    return {{"type", "integer"}};
  } else if constexpr (std::is_same_v<T, int64_t>) {
    return {{"type", "long"}};
  } else if constexpr (std::is_same_v<T, double>) {
    return {{"type", "double"}};
  } else if constexpr (std::is_same_v<T, Time>) {
    return {{"type", "timestamp"}};
  } else if constexpr (std::is_same_v<T, AttributeNames> || std::is_same_v<T, Item>) {
    return {{"type", "map"}};
  } else if constexpr (std::is_same_v<T, ItemList>) {
    return {{"type", "list"}, {"element", {{"type", "map"}}}};
  } else if constexpr (NamedEnum<T>) {
    Json names = Json::array();
    for (const auto& [value, text] : EnumNames<T>::names) names.push_back(text);
    return {{"type", "string"}, {"enum", names}};
  } else if constexpr (HasFields<T>) {
    AddShape<T>(shapes);
    return {{"type", "structure"}, {"shape", FieldsOf<T>::name}};
  } else if constexpr (kIsVector<T>) {
    return {{"type", "list"}, {"element", TypeOf<typename T::value_type>(shapes)}};
  } else {
    return {{"any", true}};
  }
}

Json ConstraintsOf(const Constraint& constraint) {
  Json json = {{"required", constraint.required}, {"pattern", constraint.name_pattern}};
  if (constraint.min != std::numeric_limits<int64_t>::min()) json["min"] = constraint.min;
  if (constraint.max != std::numeric_limits<int64_t>::max()) json["max"] = constraint.max;
  return json;
}

template <typename Struct>
void AddShape(Json& shapes) {
  const std::string name(FieldsOf<Struct>::name);
  if (shapes.contains(name)) return;
  shapes[name] = Json::object();  // Ends the recursion of shapes that hold themselves.
  Json members = Json::object();
  ForEachField<Struct>([&](const auto& field) {
    Json& member = members[std::string(field.name)];
    if constexpr (std::is_same_v<std::decay_t<decltype(field)>, Unsupported>) {
      member = {{"unsupported", true}};
    } else {
      using Member = std::decay_t<decltype(std::declval<Struct>().*field.member)>;
      member = TypeOf<Member>(shapes);
      member.update(ConstraintsOf(field.constraint));
    }
  });
  shapes[name] = members;
}

template <typename Request, typename Result>
void AddMappingOperation(std::string_view name, Json& operations, Json& shapes) {
  AddShape<Request>(shapes);
  AddShape<Result>(shapes);
  operations[std::string(name)] = {
      {"api", "lambda"}, {"input", FieldsOf<Request>::name}, {"output", FieldsOf<Result>::name}};
}

// Those on event source mappings, which are no part of operations.h.
void AddMappingOperations(Json& operations, Json& shapes) {
  using Mapping = EventSourceMapping;
  AddMappingOperation<CreateEventSourceMappingRequest, Mapping>("CreateEventSourceMapping",
                                                                operations, shapes);
  AddMappingOperation<GetEventSourceMappingRequest, Mapping>("GetEventSourceMapping", operations,
                                                             shapes);
  AddMappingOperation<UpdateEventSourceMappingRequest, Mapping>("UpdateEventSourceMapping",
                                                                operations, shapes);
  AddMappingOperation<DeleteEventSourceMappingRequest, Mapping>("DeleteEventSourceMapping",
                                                                operations, shapes);
  AddMappingOperation<ListEventSourceMappingsRequest, ListEventSourceMappingsResult>(
      "ListEventSourceMappings", operations, shapes);
}

Json AllTables() {
  Json operations = Json::object();
  Json shapes = Json::object();
  ForEachOperation([&](const auto& operation) {
    using Operation = std::decay_t<decltype(operation)>;
    AddShape<typename Operation::Request>(shapes);
    AddShape<typename Operation::Result>(shapes);
    operations[std::string(operation.name)] = {
        {"api", operation.api == Api::kStreams ? "dynamodbstreams" : "dynamodb"},
        {"input", FieldsOf<typename Operation::Request>::name},
        {"output", FieldsOf<typename Operation::Result>::name}};
  });
  AddMappingOperations(operations, shapes);
  return {{"operations", operations}, {"shapes", shapes}};
}

}  // namespace
}  // namespace stator

int main() {
  std::puts(stator::AllTables().dump(1).c_str());
  return 0;
}
