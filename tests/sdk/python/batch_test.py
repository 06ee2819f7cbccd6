"""Batches and transactions through boto3: what the client and its helpers make of the answers."""

import unittest

from support import SdkCase, raises


def key(name):
    return {"pk": {"S": name}}


class Batches(SdkCase):
    def setUp(self):
        self.table = self.new_table()

    def test_writes_and_reads(self):
        answer = self.client.batch_write_item(
            RequestItems={
                self.table: [
                    {"PutRequest": {"Item": {**key("a"), "n": {"N": "1"}}}},
                    {"PutRequest": {"Item": key("b")}},
                    {"DeleteRequest": {"Key": key("c")}},
                ]
            },
            ReturnConsumedCapacity="TOTAL",
        )
        self.assertEqual(answer["UnprocessedItems"], {})
        self.assertEqual(
            answer["ConsumedCapacity"], [{"TableName": self.table, "CapacityUnits": 3.0}]
        )
        answer = self.client.batch_get_item(
            RequestItems={
                self.table: {
                    "Keys": [key("a"), key("b"), key("c")],
                    "ProjectionExpression": "#p, n",
                    "ExpressionAttributeNames": {"#p": "pk"},
                    "ConsistentRead": True,
                }
            }
        )
        self.assertEqual(
            answer["Responses"][self.table], [{**key("a"), "n": {"N": "1"}}, key("b")]
        )
        self.assertEqual(answer["UnprocessedKeys"], {})

    def test_the_batch_writer_of_a_table(self):
        table = self.resource_table(self.table)
        with table.batch_writer(overwrite_by_pkeys=["pk"]) as batch:
            for i in range(60):
                batch.put_item(Item={"pk": str(i % 40), "n": i})
            batch.delete_item(Key={"pk": "0"})
        self.assertEqual(table.scan()["Count"], 39)

    def test_refusals(self):
        with raises(self, "ValidationException", "contains duplicates"):
            self.client.batch_get_item(
                RequestItems={self.table: {"Keys": [key("a"), key("a")]}}
            )
        with raises(self, "ResourceNotFoundException", "Requested resource not found"):
            self.client.batch_write_item(
                RequestItems={"nosuch": [{"DeleteRequest": {"Key": key("a")}}]}
            )


class Transactions(SdkCase):
    def setUp(self):
        self.table = self.new_table()

    def put(self, name, **more):
        return {"Put": {"TableName": self.table, "Item": key(name), **more}}

    def get(self, name):
        return {"Get": {"TableName": self.table, "Key": key(name)}}

    def test_writes_and_reads(self):
        self.client.transact_write_items(
            TransactItems=[
                self.put("a"),
                {
                    "Update": {
                        "TableName": self.table,
                        "Key": key("b"),
                        "UpdateExpression": "SET n = :n",
                        "ExpressionAttributeValues": {":n": {"N": "7"}},
                    }
                },
                {
                    "ConditionCheck": {
                        "TableName": self.table,
                        "Key": key("c"),
                        "ConditionExpression": "attribute_not_exists(pk)",
                    }
                },
            ]
        )
        answer = self.client.transact_get_items(
            TransactItems=[self.get("b"), self.get("c"), self.get("a")],
            ReturnConsumedCapacity="TOTAL",
        )
        self.assertEqual(
            answer["Responses"],
            [{"Item": {**key("b"), "n": {"N": "7"}}}, {}, {"Item": key("a")}],
        )
        self.assertEqual(
            answer["ConsumedCapacity"],
            [{"TableName": self.table, "CapacityUnits": 6.0, "ReadCapacityUnits": 6.0}],
        )

    def test_reasons_arrive(self):
        self.client.put_item(TableName=self.table, Item={**key("a"), "n": {"N": "1"}})
        with self.assertRaises(self.client.exceptions.TransactionCanceledException) as caught:
            self.client.transact_write_items(
                TransactItems=[
                    self.put("b"),
                    self.put(
                        "a",
                        ConditionExpression="attribute_not_exists(pk)",
                        ReturnValuesOnConditionCheckFailure="ALL_OLD",
                    ),
                    {"Delete": {"TableName": self.table, "Key": {"other": {"S": "a"}}}},
                ]
            )
        response = caught.exception.response
        self.assertEqual(
            response["Error"]["Message"],
            "Transaction cancelled, please refer cancellation reasons for specific reasons "
            "[None, ConditionalCheckFailed, ValidationError]",
        )
        self.assertEqual(
            response["CancellationReasons"],
            [
                {"Code": "None"},
                {
                    "Code": "ConditionalCheckFailed",
                    "Message": "The conditional request failed",
                    "Item": {**key("a"), "n": {"N": "1"}},
                },
                {
                    "Code": "ValidationError",
                    "Message": "The provided key element does not match the schema",
                },
            ],
        )
        self.assertNotIn("Item", self.client.get_item(TableName=self.table, Key=key("b")))

    def test_a_token_makes_it_happen_once(self):
        request = {
            "TransactItems": [
                {
                    "Update": {
                        "TableName": self.table,
                        "Key": key("a"),
                        "UpdateExpression": "ADD n :one",
                        "ExpressionAttributeValues": {":one": {"N": "1"}},
                    }
                }
            ],
            "ClientRequestToken": self.new_name()[-36:],
        }
        for _ in range(3):
            self.client.transact_write_items(**request)
        item = self.client.get_item(TableName=self.table, Key=key("a"))["Item"]
        self.assertEqual(item["n"], {"N": "1"})
        request["TransactItems"].append(self.put("b"))
        with self.assertRaises(self.client.exceptions.IdempotentParameterMismatchException):
            self.client.transact_write_items(**request)

    def test_malformed_ones_are_no_cancellations(self):
        with raises(self, "ValidationException", "multiple operations on one item"):
            self.client.transact_write_items(TransactItems=[self.put("a"), self.put("a")])
        with raises(self, "ValidationException", "Invalid ConditionExpression: Syntax error"):
            self.client.transact_write_items(
                TransactItems=[self.put("a", ConditionExpression="a b")]
            )


if __name__ == "__main__":
    unittest.main()
