"""Batches that a function fails with: they become letters in a table, and go to it again.
Everything over HTTP, with a function in a process of its own."""

import json
import urllib.error
import urllib.request
from pathlib import Path

import boto3

from support import ENDPOINT, SdkCase, options

FOLDER = Path(__file__).resolve().parent.parent / "functions" / "python"
TABLE_ARN = "arn:aws:dynamodb:us-east-1:000000000000:table/"
RECORDS = 3


def admin(path, body=None):
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(f"{ENDPOINT}/_stator/{path}", data) as answer:
        return json.load(answer)


class DeadLetters(SdkCase):
    def setUp(self):
        self.functions = boto3.client("lambda", **options())
        self.addCleanup(self.functions.close)
        self.copies = self.new_table()
        self.letters = self.new_name()
        self.client.create_table(
            TableName=self.letters,
            KeySchema=[{"AttributeName": "mapping", "KeyType": "HASH"},
                       {"AttributeName": "id", "KeyType": "RANGE"}],
            AttributeDefinitions=[{"AttributeName": "mapping", "AttributeType": "S"},
                                  {"AttributeName": "id", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
        )
        self.wait_until_active(self.letters)
        self.table = self.new_table(
            StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"}
        )
        for number in range(RECORDS):
            self.put(number)

    def put(self, number):
        item = {"pk": {"S": f"k{number}"}, "n": {"N": str(number)}}
        self.client.put_item(TableName=self.table, Item=item)

    def fire(self, fails):
        """A function and its mapping, which begins with the oldest record; the mapping's UUID."""
        self.function = self.new_name()
        self.functions.create_function(
            FunctionName=self.function, Runtime="python3.11", Handler="app.handler", Timeout=60,
            Role="arn:aws:iam::000000000000:role/any",
            Code={"S3Bucket": "hot-reload", "S3Key": str(FOLDER)},
            Environment={"Variables": self.variables(fails)},
        )
        self.addCleanup(self.functions.delete_function, FunctionName=self.function)
        uuid = self.functions.create_event_source_mapping(
            EventSourceArn=self.client.describe_table(TableName=self.table)["Table"][
                "LatestStreamArn"],
            FunctionName=self.function, StartingPosition="TRIM_HORIZON", BatchSize=2,
            MaximumRetryAttempts=1,
            DestinationConfig={"OnFailure": {"Destination": TABLE_ARN + self.letters}},
        )["UUID"]
        self.addCleanup(self.functions.delete_event_source_mapping, UUID=uuid)
        return uuid

    def variables(self, fails):
        return {"COPIES": self.copies, **({"FAIL": "not today"} if fails else {})}

    def copied(self):
        items = self.client.scan(TableName=self.copies)["Items"]
        return sorted(int(item["n"]["N"]) for item in items)

    def stats(self, uuid):
        return next(m for m in admin("functions")["mappings"] if m["uuid"] == uuid)

    def test_hold_full_records_and_are_delivered_when_the_function_works(self):
        uuid = self.fire(fails=True)
        admin("drain", {})
        stats = self.stats(uuid)
        # Batches of two records and of one, each of them tried twice.
        self.assertEqual((stats["invocations"], stats["errors"]), (4, 4))
        self.assertEqual((stats["dropped"], stats["dead_lettered"]), (RECORDS, 2))
        self.assertEqual(self.copied(), [])

        found = self.client.query(
            TableName=self.letters, KeyConditionExpression="mapping = :m",
            ExpressionAttributeValues={":m": {"S": uuid}},
        )["Items"]
        self.assertEqual(found, self.client.scan(TableName=self.letters)["Items"])
        self.assertEqual([len(letter["records"]["L"]) for letter in found], [2, 1])
        for letter in found:
            document = letter["document"]["M"]
            context = document["requestContext"]["M"]
            self.assertEqual(context["condition"], {"S": "RetryAttemptsExhausted"})
            self.assertEqual(context["approximateInvokeCount"], {"N": "2"})
            self.assertEqual(document["responseContext"]["M"]["functionError"], {"S": "Unhandled"})
            batch = document["DDBStreamBatchInfo"]["M"]
            records = [record["M"] for record in letter["records"]["L"]]
            numbers = [r["dynamodb"]["M"]["SequenceNumber"] for r in records]
            self.assertEqual(batch["startSequenceNumber"], numbers[0])
            self.assertEqual(batch["endSequenceNumber"], numbers[-1])
        records = [r["M"] for letter in found for r in letter["records"]["L"]]
        self.assertEqual({r["eventName"]["S"] for r in records}, {"INSERT"})
        images = [r["dynamodb"]["M"]["NewImage"]["M"] for r in records]
        self.assertEqual(sorted(image["n"]["N"] for image in images), ["0", "1", "2"])

        # As long as it fails they stay.
        with self.assertRaises(urllib.error.HTTPError) as refused:
            admin(f"functions/{uuid}/redrive", {})
        refused.exception.close()
        self.assertEqual(len(self.client.scan(TableName=self.letters)["Items"]), 2)

        self.functions.update_function_configuration(
            FunctionName=self.function, Environment={"Variables": self.variables(fails=False)}
        )
        self.assertEqual(admin(f"functions/{uuid}/redrive", {}), {"delivered": 2})
        self.assertEqual(self.client.scan(TableName=self.letters)["Items"], [])
        self.assertEqual(self.copied(), [0, 1, 2])
        self.assertEqual(admin(f"functions/{uuid}/redrive", {}), {"delivered": 0})

    def test_a_mapping_is_replayed(self):
        uuid = self.fire(fails=False)
        admin("drain", {})
        self.assertEqual(self.copied(), [0, 1, 2])
        for number in range(RECORDS):
            self.client.delete_item(TableName=self.copies, Key={"pk": {"S": f"k{number}"}})
        admin("drain", {})
        self.assertEqual(self.copied(), [])
        admin(f"functions/{uuid}/replay", {})
        admin("drain", {})
        self.assertEqual(self.copied(), [0, 1, 2])
        later = admin("clock")["now"] + 3600
        admin(f"functions/{uuid}/replay", {"since": later})
        self.assertEqual(admin("drain", {})["records"], 0)

    def test_a_rewind_takes_the_function_back_with_the_table(self):
        self.fire(fails=False)
        admin("drain", {})
        mark = admin("marks", {})["mark"]
        self.put(3)
        admin("drain", {})
        self.assertEqual(self.copied(), [0, 1, 2, 3])
        admin("rewind", {"mark": mark})
        self.assertEqual(self.copied(), [0, 1, 2])
        self.put(4)
        admin("drain", {})
        self.assertEqual(self.copied(), [0, 1, 2, 4])
        request = urllib.request.Request(f"{ENDPOINT}/_stator/marks/{mark}", method="DELETE")
        urllib.request.urlopen(request).close()
