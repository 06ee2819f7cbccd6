"""Tags, limits and the reads of what cannot exist, through boto3."""

import unittest

import boto3

from support import ENDPOINT, SdkCase, options, raises


class Tags(SdkCase):
    def listed(self, arn):
        tags = self.client.list_tags_of_resource(ResourceArn=arn)["Tags"]
        return {tag["Key"]: tag["Value"] for tag in tags}

    def test_are_set_and_removed(self):
        name = self.new_table(Tags=[{"Key": "owner", "Value": "ada"}])
        arn = self.client.describe_table(TableName=name)["Table"]["TableArn"]
        self.assertEqual(self.listed(arn), {"owner": "ada"})
        self.client.tag_resource(
            ResourceArn=arn,
            Tags=[{"Key": "owner", "Value": "eve"}, {"Key": "größe", "Value": "日本"}],
        )
        self.assertEqual(self.listed(arn), {"owner": "eve", "größe": "日本"})
        self.client.untag_resource(ResourceArn=arn, TagKeys=["owner"])
        self.assertEqual(self.listed(arn), {"größe": "日本"})

    def test_need_a_table(self):
        name = self.new_table()
        arn = self.client.describe_table(TableName=name)["Table"]["TableArn"]
        with raises(self, "AccessDeniedException", "not authorized to perform"):
            self.client.list_tags_of_resource(ResourceArn=arn + "-not")
        with raises(self, "ResourceNotFoundException", "ResourcArn"):
            self.client.tag_resource(ResourceArn=arn + "-not", Tags=[{"Key": "a", "Value": "b"}])
        with raises(self, "ValidationException", "Invalid TableArn"):
            self.client.tag_resource(ResourceArn=name, Tags=[{"Key": "a", "Value": "b"}])
        with raises(self, "ValidationException", "Atleast one Tag needs to be provided"):
            self.client.tag_resource(ResourceArn=arn, Tags=[])


class TruthfulReads(SdkCase):
    def test_of_a_table(self):
        name = self.new_table()
        backups = self.client.describe_continuous_backups(TableName=name)
        self.assertEqual(
            backups["ContinuousBackupsDescription"],
            {
                "ContinuousBackupsStatus": "ENABLED",
                "PointInTimeRecoveryDescription": {"PointInTimeRecoveryStatus": "DISABLED"},
            },
        )
        insights = self.client.describe_contributor_insights(TableName=name)
        self.assertEqual(insights["ContributorInsightsStatus"], "DISABLED")
        kinesis = self.client.describe_kinesis_streaming_destination(TableName=name)
        self.assertEqual(kinesis["TableName"], name)
        self.assertEqual(kinesis["KinesisDataStreamDestinations"], [])
        scaling = self.client.describe_table_replica_auto_scaling(TableName=name)
        self.assertEqual(scaling["TableAutoScalingDescription"]["Replicas"], [])

    def test_lists_are_empty(self):
        self.assertEqual(self.client.list_backups()["BackupSummaries"], [])
        self.assertEqual(self.client.list_exports()["ExportSummaries"], [])
        self.assertEqual(self.client.list_imports()["ImportSummaryList"], [])
        self.assertEqual(self.client.list_global_tables()["GlobalTables"], [])
        insights = self.client.list_contributor_insights()
        self.assertEqual(insights["ContributorInsightsSummaries"], [])

    def test_what_does_not_exist_is_not_found(self):
        arn = "arn:aws:dynamodb:us-east-1:000000000000:table/none/backup/01489602797149-73d8d5bc"
        with raises(self, "BackupNotFoundException", arn):
            self.client.describe_backup(BackupArn=arn)
        with raises(self, "ExportNotFoundException", arn):
            self.client.describe_export(ExportArn=arn)
        with raises(self, "ImportNotFoundException", arn):
            self.client.describe_import(ImportArn=arn)
        with raises(self, "GlobalTableNotFoundException", "'none'"):
            self.client.describe_global_table(GlobalTableName="none")
        with raises(self, "GlobalTableNotFoundException", "'none'"):
            self.client.describe_global_table_settings(GlobalTableName="none")
        with raises(self, "TableNotFoundException", "Table not found: none"):
            self.client.describe_continuous_backups(TableName="none")

    def test_what_would_make_them_is_refused_by_name(self):
        with raises(self, "UnknownOperationException", "CreateBackup is not supported"):
            self.client.create_backup(TableName="none", BackupName="backup")
        with raises(self, "UnknownOperationException", "UpdateContinuousBackups"):
            self.client.update_continuous_backups(
                TableName="none",
                PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True},
            )


class Account(SdkCase):
    def test_limits_are_positive(self):
        limits = self.client.describe_limits()
        self.assertEqual(limits["AccountMaxReadCapacityUnits"], 80000)
        self.assertEqual(limits["TableMaxWriteCapacityUnits"], 40000)

    def test_the_endpoint_is_the_one_that_was_called(self):
        for url in (ENDPOINT, ENDPOINT.replace("127.0.0.1", "localhost")):
            client = boto3.client("dynamodb", **{**options(), "endpoint_url": url})
            self.addCleanup(client.close)
            endpoints = client.describe_endpoints()["Endpoints"]
            self.assertEqual([e["Address"] for e in endpoints], [url.removeprefix("http://")])


if __name__ == "__main__":
    unittest.main()
