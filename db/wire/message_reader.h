// Reads the members of a request or result by its field table. This file is what all messages
// share; message_reader_inl.h has the walk over a table.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "db/request/check_members.h"
#include "db/request/value_error.h"
#include "db/request/violations.h"
#include "db/wire/scalar_reader.h"
#include "db/wire/value_reader.h"
#include "stator/clock.h"
#include "stator/item_list.h"
#include "stator/request/common.h"

namespace stator::wire {

// The Java type of a map from texts to structures of this name, as messages print it.
std::string JavaMapOf(std::string_view structure);
// To lists of them.
std::string JavaMapOfLists(std::string_view structure);

// For one message. Functions that read return false when the text is no JSON or has a wrong type.
// Thread-compatible.
class MessageReader {
 public:
  // `text` and `index` must outlive this. `enveloping`: see kEnveloping.
  MessageReader(std::string_view text, const JsonIndex& index, bool enveloping)
      : text_(text), index_(index), enveloping_(enveloping), cursor_(text, index) {}

  // Reads the whole text into `message`, which is empty.
  template <typename Message>
  bool Read(Message* message);

  // Why Read returned false.
  absl::Status ShapeError() const;
  // Behind the member gate: a member that is not supported, a defect of a value. OK: neither.
  absl::Status LateError() const;
  // Behind the parameters: a defect in ExpressionAttributeValues that is found late.
  const absl::Status& last_error() const { return last_defect_; }
  // Texts that are no values of their enums.
  const InvalidEnums& invalid_enums() const { return invalid_enums_; }

 private:
  template <typename Struct>
  bool ReadStruct(Struct* value, const MemberPath* parent);
  template <typename Field, typename Struct>
  bool ReadField(const Field& field, Struct* value, const MemberPath* parent);
  template <typename Element>
  bool ReadList(std::vector<Element>* list, const MemberPath& path);
  template <NamedEnum Element>
  bool ReadEnums(std::vector<Element>* list, const MemberPath& path);
  template <typename Element>
  bool ReadElement(Element* element, const MemberPath& path);
  template <typename Element>
  bool ReadElement(std::vector<Element>* list, const MemberPath& path);
  bool ReadElement(Item* item, const MemberPath& path);
  bool ReadElement(ItemList* items, const MemberPath& path) { return ReadMember(items, path); }

  // One for each type of member.
  bool ReadMember(std::string* value, const MemberPath& path);
  bool ReadMember(bool* value, const MemberPath&) { return scalars_.ReadBoolean(value); }
  bool ReadMember(int32_t* value, const MemberPath&) { return scalars_.ReadInteger(value); }
  bool ReadMember(int64_t* value, const MemberPath&) { return scalars_.ReadInteger(value); }
  bool ReadMember(double* value, const MemberPath&) { return scalars_.ReadDouble(value); }
  bool ReadMember(Time* value, const MemberPath& path);
  bool ReadMember(AttributeNames* names, const MemberPath& path);
  bool ReadMember(Item* item, const MemberPath& path);
  bool ReadMember(ItemList* items, const MemberPath& path);
  template <typename Element>
  bool ReadMember(std::vector<Element>* list, const MemberPath& path) {
    return ReadList(list, path);
  }
  template <typename Element, typename Less>
  bool ReadMember(std::map<std::string, Element, Less>* map, const MemberPath& path);
  template <typename Struct>
  requires HasFields<Struct>
  bool ReadMember(Struct* value, const MemberPath& path);
  // An attribute value that is a member by itself, or an element of a list.
  bool ReadMember(std::optional<Value>* value, const MemberPath& path);
  bool ReadSingleValue(Value* value);

  // Of several members of one name the last one counts: what was noted of the others goes.
  void ForgetInvalidEnums(const MemberPath& path);

  // A member that this version does not support: passed, and noted unless it counts as absent.
  bool ReadUnsupported(const Unsupported& member);

  std::string_view text_;
  const JsonIndex& index_;
  bool enveloping_;
  JsonCursor cursor_;
  ScalarReader scalars_{cursor_};
  ValueReader values_{scalars_};
  std::string name_scratch_;
  InvalidEnums invalid_enums_;
  std::string_view unsupported_;
  absl::Status defect_;             // Of the first value with one, ...
  absl::Status expression_defect_;  // ... of the first in ExpressionAttributeValues, ...
  absl::Status last_defect_;        // ... and of the first there that is found late.
};

}  // namespace stator::wire
