"""Streams, through the client that boto3 has for them."""

import urllib.error
import urllib.request
from datetime import datetime, timezone

import boto3

from support import ENDPOINT, SdkCase, options, raises


class Streams(SdkCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.streams = boto3.client("dynamodbstreams", **options())
        cls.addClassCleanup(cls.streams.close)

    def new_stream(self, view="NEW_AND_OLD_IMAGES"):
        """A table with a stream: its name and the ARN."""
        name = self.new_table(StreamSpecification={"StreamEnabled": True, "StreamViewType": view})
        table = self.client.describe_table(TableName=name)["Table"]
        self.assertEqual(table["StreamSpecification"]["StreamViewType"], view)
        self.assertTrue(table["LatestStreamArn"].endswith("/stream/" + table["LatestStreamLabel"]))
        return name, table["LatestStreamArn"]

    def iterator(self, arn, kind="TRIM_HORIZON", **more):
        shards = self.streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]
        return self.streams.get_shard_iterator(
            StreamArn=arn, ShardId=shards[-1]["ShardId"], ShardIteratorType=kind, **more
        )["ShardIterator"]

    def records(self, arn):
        return self.streams.get_records(ShardIterator=self.iterator(arn))["Records"]

    def put(self, name, key, **attributes):
        self.client.put_item(TableName=name, Item={"pk": {"S": key}, **attributes})

    def test_describe_themselves(self):
        name, arn = self.new_stream("KEYS_ONLY")
        stream = self.streams.describe_stream(StreamArn=arn)["StreamDescription"]
        self.assertEqual(stream["TableName"], name)
        self.assertEqual(stream["StreamStatus"], "ENABLED")
        self.assertEqual(stream["KeySchema"], [{"AttributeName": "pk", "KeyType": "HASH"}])
        self.assertIsInstance(stream["CreationRequestDateTime"], datetime)
        (shard,) = stream["Shards"]
        self.assertTrue(28 <= len(shard["ShardId"]) <= 65)
        start = shard["SequenceNumberRange"]["StartingSequenceNumber"]
        self.assertTrue(21 <= len(start) <= 40 and start.isdigit())

    def test_show_what_was_written(self):
        name, arn = self.new_stream()
        self.put(name, "a", n={"N": "1"})
        self.client.update_item(
            TableName=name, Key={"pk": {"S": "a"}}, UpdateExpression="SET n = n + :one",
            ExpressionAttributeValues={":one": {"N": "1"}},
        )
        insert, modify = self.records(arn)
        self.assertEqual(insert["eventName"], "INSERT")
        self.assertEqual(modify["eventName"], "MODIFY")
        self.assertNotEqual(insert["eventID"], modify["eventID"])
        self.assertEqual(modify["dynamodb"]["OldImage"]["n"], {"N": "1"})
        self.assertEqual(modify["dynamodb"]["NewImage"]["n"], {"N": "2"})
        when = modify["dynamodb"]["ApproximateCreationDateTime"]
        self.assertEqual(when.microsecond, 0)
        self.assertLess(abs((datetime.now(timezone.utc) - when).total_seconds()), 600)

    def test_are_read_page_by_page(self):
        name, arn = self.new_stream("KEYS_ONLY")
        for i in range(7):
            self.put(name, str(i))
        iterator, keys = self.iterator(arn), []
        while len(keys) < 7:
            page = self.streams.get_records(ShardIterator=iterator, Limit=3)
            self.assertLessEqual(len(page["Records"]), 3)
            keys += [record["dynamodb"]["Keys"]["pk"]["S"] for record in page["Records"]]
            iterator = page["NextShardIterator"]
        self.assertEqual(keys, [str(i) for i in range(7)])

    def test_are_listed(self):
        name, arn = self.new_stream()
        (stream,) = self.streams.list_streams(TableName=name)["Streams"]
        self.assertEqual(stream["StreamArn"], arn)
        with raises(self, "ValidationException", "'limit' failed to satisfy constraint"):
            self.streams.list_streams(Limit=101)

    def test_end_when_they_are_disabled(self):
        name, arn = self.new_stream()
        self.put(name, "a")
        self.client.update_table(TableName=name, StreamSpecification={"StreamEnabled": False})
        page = self.streams.get_records(ShardIterator=self.iterator(arn))
        self.assertEqual(len(page["Records"]), 1)
        self.assertNotIn("NextShardIterator", page)

    def test_have_a_target_of_their_own(self):
        # Each API answers to its own operations and to no other's.
        for target, status in (
            ("DynamoDBStreams_20120810.ListStreams", 200),
            ("DynamoDB_20120810.ListStreams", 400),
            ("DynamoDBStreams_20120810.ListTables", 400),
        ):
            request = urllib.request.Request(
                ENDPOINT, b"{}",
                {"Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": target},
            )
            try:
                with urllib.request.urlopen(request) as answer:
                    self.assertEqual(answer.status, status, target)
            except urllib.error.HTTPError as refused:
                with refused:
                    self.assertEqual(refused.code, status, target)
                    self.assertIn(b"UnknownOperationException", refused.read())
