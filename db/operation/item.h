// GetItem, PutItem, UpdateItem, DeleteItem.
#pragma once

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "db/operation/context.h"
#include "stator/database.h"
#include "stator/request/item.h"

namespace stator::operation {

absl::StatusOr<GetItemResult> GetItem(const Context& context, const GetItemRequest& request);
absl::StatusOr<PutItemResult> PutItem(const Context& context, const PutItemRequest& request);
absl::StatusOr<UpdateItemResult> UpdateItem(const Context& context,
                                            const UpdateItemRequest& request);
absl::StatusOr<DeleteItemResult> DeleteItem(const Context& context,
                                            const DeleteItemRequest& request);

// The completing forms (stator/database.h).
void PutItem(const Context& context, PutItemRequest request, Completion<PutItemResult> done);
void UpdateItem(const Context& context, UpdateItemRequest request,
                Completion<UpdateItemResult> done);
void DeleteItem(const Context& context, DeleteItemRequest request,
                Completion<DeleteItemResult> done);

// EmbeddedDatabase::View.
absl::Status ViewItem(const Context& context, const GetItemRequest& request,
                      absl::FunctionRef<void(std::optional<ItemView>)> visit);

}  // namespace stator::operation
