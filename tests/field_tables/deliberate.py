"""Where our field tables differ from the model on purpose: "Shape.member aspect", or
"*.member aspect" for one of several shapes, with the reason.
"""

NEWER = "so in the reference of 2026, which is newer than this model"

OTHER_SOURCE = "mappings of other kinds of sources"

LIMIT_IN_WORDS = "the reference has the maximum in the words of its description"

# Constraints. An entry that is not needed any more fails the test.
DELIBERATE = {
    "*.TableName min": "requests on items take shorter names, and find no such table",
    "ScanInput.Segment max": "the service holds it against TotalSegments only",
    "*.AttributesToGet max": "the service takes at most 255 names",
    "BatchStatementError.Code enum": "of results alone, where it is a text like other codes",
    "*.TableStatus enum": "no table is archived, or loses its key of encryption",
    "*.ResourceArn required": "the service looks for it behind the members",
    "*.ResourceArn min": "as above: its texts are told with what is wrong with them as ARNs",
    "*.ResourceArn max": "as above",
    "ListExportsInput.TableArn min": NEWER,
    "ListExportsInput.TableArn max": NEWER,
    "ListImportsInput.TableArn min": NEWER,
    "ListImportsInput.TableArn max": NEWER,
    "ListContributorInsightsInput.MaxResults min": "fewer than none cannot be asked for",
    "KinesisDataStreamDestination.DestinationStatus enum": NEWER,
    "ListStreamsInput.Limit max": LIMIT_IN_WORDS,
    "DescribeStreamInput.Limit max": LIMIT_IN_WORDS,
    "GetRecordsInput.Limit max": LIMIT_IN_WORDS,
    "*.UUID min": NEWER,
    "*.UUID max": NEWER,
    "*.EventSourceArn min": NEWER,
    "*.EventSourceArn max": NEWER,
    "*.FunctionName max": NEWER,
}

# Members of results that this version never has anything for.
NEVER_ANSWERED = {
    "EventSourceMappingConfiguration.StartingPositionTimestamp missing": "not of tables' streams",
    "EventSourceMappingConfiguration.Topics missing": OTHER_SOURCE,
    "EventSourceMappingConfiguration.Queues missing": OTHER_SOURCE,
    "EventSourceMappingConfiguration.SourceAccessConfigurations missing": OTHER_SOURCE,
    "EventSourceMappingConfiguration.SelfManagedEventSource missing": OTHER_SOURCE,
    "EventSourceMappingConfiguration.AmazonManagedKafkaEventSourceConfig missing": OTHER_SOURCE,
    "EventSourceMappingConfiguration.SelfManagedKafkaEventSourceConfig missing": OTHER_SOURCE,
    "ConsumedCapacity.LocalSecondaryIndexes missing": "capacity by index",
    "ConsumedCapacity.GlobalSecondaryIndexes missing": "capacity by index",
    "TableDescription.GlobalTableVersion missing": "global tables",
    "TableDescription.Replicas missing": "global tables",
    "TableDescription.RestoreSummary missing": "backups",
    "TableDescription.ArchivalSummary missing": "no table is archived",
    "SSEDescription.InaccessibleEncryptionDateTime missing": "no table loses its key",
    "DescribeBackupOutput.BackupDescription missing": "backups",
    "DescribeExportOutput.ExportDescription missing": "exports",
    "DescribeImportOutput.ImportTableDescription missing": "imports",
    "DescribeGlobalTableOutput.GlobalTableDescription missing": "global tables",
    "DescribeGlobalTableSettingsOutput.GlobalTableName missing": "global tables",
    "DescribeGlobalTableSettingsOutput.ReplicaSettings missing": "global tables",
    "ReplicaAutoScalingDescription.GlobalSecondaryIndexes missing": "replicas",
    "*.ReplicaProvisionedReadCapacityAutoScalingSettings missing": "replicas",
    "*.ReplicaProvisionedWriteCapacityAutoScalingSettings missing": "replicas",
    "ReplicaAutoScalingDescription.ReplicaStatus missing": "replicas",
    "DescribeContributorInsightsOutput.FailureException missing": "contributor insights",
}
