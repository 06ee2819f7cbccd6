// The errors that the engine gives, by name.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "stator/item.h"

namespace stator::engine::error {

// Of operations on tables (DescribeTable, UpdateTable, DeleteTable), which name the table.
absl::Status TableNotFound(std::string_view name);
// Of operations on items, which do not.
absl::Status RequestedResourceNotFound();
// The same of operations that name their table by its ARN.
absl::Status ResourceNotFound(std::string_view arn);
// TableNotFoundException, which operations on backups give instead.
absl::Status TableOfBackupsNotFound(std::string_view name);
absl::Status TableExists(std::string_view name);
// `what` is being done to it: "created", "updated", "deleted".
absl::Status TableInUse(std::string_view what, std::string_view name);
absl::Status TooManyTables();
absl::Status DeletionProtected();
// A catalog row that this version cannot read.
absl::Status DamagedCatalogRow(std::string_view name);
// An item record that is not one, or is not the item that its key says.
absl::Status DamagedItem();
absl::Status DamagedLogRecord();
// ResourceNotFoundException.
absl::Status TableHasNoStream(std::string_view table);

// kOutcomeUnknown: the store lost the answer to a commit; `why` is how, in its words.
absl::Status OutcomeUnknown(const absl::Status& why);

// With the item as it was, where it was asked for.
absl::Status ConditionFailed(const std::optional<Item>& item);
absl::Status DuplicateItem();            // INSERT
absl::Status ItemTooLargeAfterUpdate();  // UpdateItem
absl::Status ItemCollectionTooLarge();

// Of write hooks: they fire each other without end; they want too much beside one write.
absl::Status WriteHooksTooDeep(std::string_view table);
absl::Status TooManyHookedWrites();

// What this version never has.
absl::Status BackupNotFound(std::string_view arn);
absl::Status ExportNotFound(std::string_view arn);
absl::Status ImportNotFound(std::string_view arn);
absl::Status GlobalTableNotFound(std::string_view name);
absl::Status PolicyNotFound();
absl::Status IndexNotFound(std::string_view table, std::string_view index);

// UpdateTimeToLive.
absl::Status TimeToLiveAlreadyEnabled();
absl::Status TimeToLiveAlreadyDisabled();
absl::Status TimeToLiveOnOtherAttribute(std::string_view attribute);
absl::Status TimeToLiveChangedTooOften();

// TransactionCanceledException: each action's own status, OK where it would have done.
absl::Status TransactionCanceled(const std::vector<absl::Status>& actions);
// A token that came with another transaction before.
absl::Status IdempotentParameterMismatch();

}  // namespace stator::engine::error
