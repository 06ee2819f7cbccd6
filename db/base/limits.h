// The limits of DynamoDB that Stator holds, each with where it comes from. Page names are those of
// the Amazon DynamoDB Developer Guide, "Quotas" unless another is named.
#pragma once

#include <cstddef>
#include <cstdint>

namespace stator::limits {

// Items ("Items", "Item size").
inline constexpr size_t kItemBytesMax = 400 * 1024;
// "Attributes", "Nested attribute depth": levels of lists and maps below the item.
inline constexpr int kNestingMax = 32;
// "Partition key values", "Sort key values".
inline constexpr size_t kPartitionKeyBytesMax = 2048;
inline constexpr size_t kSortKeyBytesMax = 1024;
// "Naming rules", "Attribute names" (the API reference has the exact number): names of attributes,
// which are not empty either, and of key attributes.
inline constexpr size_t kAttributeNameBytesMax = 64 * 1024 - 1;
inline constexpr size_t kKeyAttributeNameBytesMax = 255;

// Numbers ("Data types", "Number").
inline constexpr int kNumberDigitsMax = 38;
inline constexpr int kNumberExponentMax = 125;
inline constexpr int kNumberExponentMin = -130;

// Expressions ("Expression parameters", "Lengths", "Operators and operands").
inline constexpr size_t kExpressionBytesMax = 4096;
inline constexpr size_t kExpressionOperatorsMax = 300;
inline constexpr size_t kInOperandsMax = 100;
inline constexpr size_t kSubstitutionNameBytesMax = 255;
inline constexpr size_t kSubstitutionValuesBytesMax = 2 * 1024 * 1024;

// PartiQL statements (API reference, ExecuteStatement, BatchExecuteStatement, ExecuteTransaction;
// "IN" in the table of operators of the Developer Guide's PartiQL reference). The limit of nesting
// is our own: the service names none.
inline constexpr size_t kStatementCharactersMax = 8192;
inline constexpr size_t kStatementsPerBatchMax = 25;
inline constexpr size_t kStatementsPerTransactionMax = 100;
inline constexpr size_t kNextTokenCharactersMax = 32768;
inline constexpr size_t kHashKeysInListMax = 50;
inline constexpr int kItemsPerListPage = 10;
inline constexpr int kStatementNestingMax = 100;

// Names in AttributesToGet. The API reference has no maximum; the service does.
inline constexpr size_t kAttributesToGetMax = 255;

// A page of a Query or Scan (API reference, Query: "a single Query operation can retrieve ... 1
// MB").
inline constexpr size_t kPageBytesMax = 1024 * 1024;
// API reference, Scan: TotalSegments.
inline constexpr int kScanSegmentsMax = 1'000'000;

// Batches (API reference, BatchGetItem and BatchWriteItem).
inline constexpr size_t kBatchGetKeysMax = 100;
inline constexpr size_t kBatchGetBytesMax = 16 * 1024 * 1024;
inline constexpr size_t kBatchWritesMax = 25;

// Transactions ("DynamoDB transactions"; API reference, TransactWriteItems).
inline constexpr size_t kTransactionItemsMax = 100;
inline constexpr size_t kTransactionBytesMax = 4 * 1024 * 1024;
inline constexpr size_t kClientRequestTokenLengthMax = 36;
inline constexpr int kClientRequestTokenMinutes = 10;

// Tables ("Service, account, and table quotas"; API reference, CreateTable and ListTables).
inline constexpr size_t kTableNameBytesMin = 3;
inline constexpr size_t kTableNameBytesMax = 255;
inline constexpr size_t kTableKeyAttributesMax = 2;  // HASH and RANGE.
inline constexpr size_t kTablesPerPageMax = 100;
inline constexpr size_t kTablesMax = 2500;
inline constexpr size_t kTagsPerResourceMax = 50;
// API reference, Tag.
inline constexpr size_t kTagKeyCharactersMax = 128;
inline constexpr size_t kTagValueCharactersMax = 256;
// API reference, TagResource and the like: ResourceArn; DescribeBackup: BackupArn.
inline constexpr size_t kResourceArnBytesMax = 1283;
inline constexpr size_t kTableArnBytesMax = 1024;
inline constexpr size_t kBackupArnBytesMin = 37;

// Throughput an account begins with ("Throughput default quotas").
inline constexpr int kAccountCapacityUnitsMax = 80'000;
inline constexpr int kTableCapacityUnitsMax = 40'000;
// What an on-demand table can bear from the beginning ("Understanding DynamoDB warm throughput").
inline constexpr int kOnDemandWarmReadUnits = 12'000;
inline constexpr int kOnDemandWarmWriteUnits = 4'000;

// Secondary indexes ("Secondary indexes"; "Multi-attribute keys").
inline constexpr size_t kIndexNameBytesMin = 3;
inline constexpr size_t kIndexNameBytesMax = 255;
inline constexpr size_t kLocalIndexesMax = 5;
inline constexpr size_t kGlobalIndexesMax = 20;
inline constexpr size_t kNonKeyAttributesMax = 20;  // Of one index.
inline constexpr size_t kNonKeyAttributeBytesMax = 255;
inline constexpr size_t kProjectedAttributesMax = 100;  // Of all indexes of a table.
inline constexpr size_t kIndexKeyAttributesMax = 4;     // Of each kind, HASH and RANGE.

// Item collections ("Local secondary indexes", "Item collection size limit").
inline constexpr int64_t kItemCollectionBytesMax = int64_t{10} << 30;

// Capacity ("Read/write capacity mode"): bytes of one unit.
inline constexpr size_t kReadUnitBytes = 4096;
inline constexpr size_t kWriteUnitBytes = 1024;

// Streams (API reference, Amazon DynamoDB Streams; "Change data capture for DynamoDB Streams").
inline constexpr size_t kStreamsPerPageMax = 100;
inline constexpr size_t kShardsPerPageMax = 100;
inline constexpr size_t kStreamRecordsPerPageMax = 1000;
inline constexpr size_t kStreamPageBytesMax = 1024 * 1024;
inline constexpr size_t kStreamArnCharactersMin = 37;
inline constexpr size_t kStreamArnCharactersMax = 1024;
inline constexpr size_t kShardIdCharactersMin = 28;
inline constexpr size_t kShardIdCharactersMax = 65;
inline constexpr size_t kSequenceNumberCharactersMin = 21;
inline constexpr size_t kSequenceNumberCharactersMax = 40;
inline constexpr size_t kShardIteratorCharactersMax = 2048;
inline constexpr int kShardIteratorMinutes = 15;
inline constexpr int kStreamRetentionHours = 24;
inline constexpr int kShardHours = 4;  // Then a shard is closed, and its children are written.

// A request over HTTP ("API-specific limits"): 16 MB.
inline constexpr size_t kRequestBytesMax = 16 * 1024 * 1024;

}  // namespace stator::limits
