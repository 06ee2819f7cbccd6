"""boto3's resource interface: tables as objects, Python's own values, condition builders, the
batch writer, collections and the waiters of an object."""

import unittest
from decimal import Decimal

import boto3
from boto3.dynamodb.conditions import Attr, Key
from boto3.dynamodb.types import Binary

from support import SdkCase, options, raises


class Resources(SdkCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.resource = boto3.resource("dynamodb", **options())
        cls.addClassCleanup(cls.resource.meta.client.close)

    def make(self):
        table = self.resource.create_table(
            TableName=self.new_name(),
            KeySchema=[
                {"AttributeName": "owner", "KeyType": "HASH"},
                {"AttributeName": "number", "KeyType": "RANGE"},
            ],
            AttributeDefinitions=[
                {"AttributeName": "owner", "AttributeType": "S"},
                {"AttributeName": "number", "AttributeType": "N"},
                {"AttributeName": "colour", "AttributeType": "S"},
            ],
            GlobalSecondaryIndexes=[{
                "IndexName": "byColour",
                "KeySchema": [
                    {"AttributeName": "colour", "KeyType": "HASH"},
                    {"AttributeName": "number", "KeyType": "RANGE"},
                ],
                "Projection": {"ProjectionType": "ALL"},
            }],
            BillingMode="PAY_PER_REQUEST",
        )
        table.wait_until_exists()
        return table

    def fill(self, table, count):
        """`count` items, of which every third lacks a note."""
        with table.batch_writer() as batch:
            for number in range(count):
                item = {
                    "owner": f"o{number % 2}", "number": number, "tags": {f"t{number % 4}", "all"},
                    "colour": ["red", "blue"][number % 2],
                    "price": Decimal(number) / 4, "box": {"size": [number, number + 1]},
                }
                if number % 3:
                    item["note"] = "n" * (number % 5)
                batch.put_item(Item=item)

    def test_a_table_is_an_object(self):
        table = self.make()
        table.reload()
        self.assertEqual(table.table_status, "ACTIVE")
        self.assertEqual(table.item_count, 0)
        self.assertEqual([key["AttributeName"] for key in table.key_schema], ["owner", "number"])
        self.assertEqual(table.global_secondary_indexes[0]["IndexStatus"], "ACTIVE")
        table.put_item(Item={"owner": "ann", "number": 1})
        table.reload()
        self.assertEqual(table.item_count, 1)
        self.assertIn(table.name, [found.name for found in self.resource.tables.all()])
        table.delete()
        table.wait_until_not_exists()
        self.assertNotIn(table.name, [found.name for found in self.resource.tables.all()])

    def test_values_are_python_s_own(self):
        table = self.make()
        item = {
            "owner": "ann", "number": Decimal("-12.5"), "blob": Binary(b"\x00\xff"), "none": None,
            "yes": True, "strings": {"a", "b"}, "numbers": {Decimal(1), Decimal("2.5")},
            "list": [Decimal(1), "two", [b"3"]], "map": {"deep": {"er": Decimal("1E+20")}},
        }
        table.put_item(Item=item)
        found = table.get_item(Key={"owner": "ann", "number": Decimal("-12.5")})["Item"]
        self.assertEqual(found, item | {"list": [Decimal(1), "two", [Binary(b"3")]]})

    def test_the_batch_writer_sends_what_fits_and_the_last_of_each_key(self):
        table = self.make()
        self.fill(table, 60)
        with table.batch_writer(overwrite_by_pkeys=["owner", "number"]) as batch:
            for number in range(60):
                key = {"owner": f"o{number % 2}", "number": number}
                batch.put_item(Item=key | {"late": True})
                if number >= 4:
                    batch.delete_item(Key=key)
        left = table.scan()["Items"]
        self.assertEqual(sorted(item["number"] for item in left), [0, 1, 2, 3])
        self.assertTrue(all(item == {"owner": item["owner"], "number": item["number"],
                                     "late": True} for item in left))

    def test_each_condition_on_attributes(self):
        table = self.make()
        self.fill(table, 12)
        every = set(range(12))
        for condition, expected in (
            (Attr("number").eq(3), {3}),
            (Attr("number").ne(3), every - {3}),
            (Attr("price").lt(Decimal("0.5")), {0, 1}),
            (Attr("price").lte(Decimal("0.5")), {0, 1, 2}),
            (Attr("price").gt(Decimal("2.5")), {11}),
            (Attr("price").gte(Decimal("2.5")), {10, 11}),
            (Attr("number").between(4, 6), {4, 5, 6}),
            (Attr("number").is_in([1, 2, 99]), {1, 2}),
            (Attr("colour").begins_with("bl"), {1, 3, 5, 7, 9, 11}),
            (Attr("tags").contains("t3"), {3, 7, 11}),
            (Attr("colour").contains("lu"), {1, 3, 5, 7, 9, 11}),
            (Attr("note").exists(), every - {0, 3, 6, 9}),
            (Attr("note").not_exists(), {0, 3, 6, 9}),
            (Attr("note").size().gte(4), {4}),
            (Attr("tags").attribute_type("SS"), every),
            (Attr("box.size[1]").eq(5), {4}),
            (~Attr("colour").eq("red") & Attr("number").lt(4), {1, 3}),
            (Attr("number").eq(1) | (Attr("number").gt(9) & Attr("colour").eq("red")), {1, 10}),
        ):
            with self.subTest(condition=condition.get_expression()):
                found = table.scan(FilterExpression=condition, ConsistentRead=True)
                self.assertEqual({int(item["number"]) for item in found["Items"]}, expected)
                self.assertEqual(found["ScannedCount"], 12)

    def test_queries_page_through_an_index(self):
        table = self.make()
        self.fill(table, 30)
        found, pages, more = [], 0, {}
        while True:
            page = table.query(
                IndexName="byColour", ScanIndexForward=False, Limit=4,
                KeyConditionExpression=Key("colour").eq("red") & Key("number").gte(4), **more)
            found += [int(item["number"]) for item in page["Items"]]
            pages += 1
            if "LastEvaluatedKey" not in page:
                break
            more = {"ExclusiveStartKey": page["LastEvaluatedKey"]}
        self.assertEqual(found, list(range(28, 3, -2)))
        self.assertEqual(pages, 4)

    def test_updates_and_batches_of_the_service_resource(self):
        table = self.make()
        self.fill(table, 4)
        with raises(self, "ConditionalCheckFailedException"):
            table.update_item(
                Key={"owner": "o0", "number": 0}, UpdateExpression="SET price = price + :p",
                ConditionExpression=Attr("note").exists() & Key("owner").eq("o0"),
                ExpressionAttributeValues={":p": Decimal("0.25")})
        changed = table.update_item(
            Key={"owner": "o0", "number": 2}, UpdateExpression="SET price = price + :p",
            ConditionExpression=Attr("note").exists() & Attr("price").eq(Decimal("0.5")),
            ExpressionAttributeValues={":p": Decimal("0.25")}, ReturnValues="UPDATED_NEW")
        self.assertEqual(changed["Attributes"], {"price": Decimal("0.75")})
        answer = self.resource.batch_get_item(RequestItems={table.name: {
            "Keys": [{"owner": "o0", "number": 2}, {"owner": "o1", "number": 1}],
            "ProjectionExpression": "#n, price", "ExpressionAttributeNames": {"#n": "number"},
        }})
        self.assertCountEqual(answer["Responses"][table.name], [
            {"number": Decimal(1), "price": Decimal("0.25")},
            {"number": Decimal(2), "price": Decimal("0.75")},
        ])


if __name__ == "__main__":
    unittest.main()
