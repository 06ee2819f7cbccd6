"""Secondary indexes through boto3: made with their table, kept by writes, read page by page."""

import unittest
from decimal import Decimal

from boto3.dynamodb.conditions import Attr, Key

from support import SdkCase, raises

ITEMS = 12


def keys(*names):
    """A key schema; names that begin with "-" are sort keys."""
    return [
        {"AttributeName": name.lstrip("-"), "KeyType": "RANGE" if name[0] == "-" else "HASH"}
        for name in names
    ]


class Indexes(SdkCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        case = cls("test_a_global_index_is_queried")
        cls.table = case.new_name()
        cls.client.create_table(
            TableName=cls.table,
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[
                {"AttributeName": name, "AttributeType": kind}
                for name, kind in (("pk", "S"), ("sk", "N"), ("team", "S"), ("score", "N"),
                                   ("round", "S"))
            ],
            KeySchema=keys("pk", "-sk"),
            LocalSecondaryIndexes=[{
                "IndexName": "by-score", "KeySchema": keys("pk", "-score"),
                "Projection": {"ProjectionType": "KEYS_ONLY"},
            }],
            GlobalSecondaryIndexes=[
                {"IndexName": "teams", "KeySchema": keys("team", "-score"),
                 "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["note"]}},
                {"IndexName": "rounds", "KeySchema": keys("team", "round", "-score", "-sk"),
                 "Projection": {"ProjectionType": "ALL"}},
            ],
        )
        case.wait_until_active(cls.table)
        for number in range(ITEMS):
            cls.client.put_item(TableName=cls.table, Item={
                "pk": {"S": f"p{number % 2}"}, "sk": {"N": str(number)},
                "team": {"S": "red" if number % 3 else "blue"},
                "score": {"N": str(100 - number)}, "round": {"S": f"r{number % 2}"},
                "note": {"S": f"note {number}"}, "extra": {"S": "x"},
            })

    def setUp(self):
        self.games = self.resource_table(self.table)

    def test_a_global_index_is_queried(self):
        page = self.games.query(
            IndexName="teams", KeyConditionExpression=Key("team").eq("blue") & Key("score").lt(98),
            ReturnConsumedCapacity="INDEXES",
        )
        self.assertEqual([item["score"] for item in page["Items"]], [91, 94, 97])
        self.assertEqual(set(page["Items"][0]), {"pk", "sk", "team", "score", "note"})
        self.assertEqual(page["ConsumedCapacity"]["GlobalSecondaryIndexes"],
                         {"teams": {"CapacityUnits": 0.5}})

    def test_a_key_of_several_attributes_is_queried_from_the_left(self):
        condition = Key("team").eq("red") & Key("round").eq("r1") & Key("score").gte(95)
        items = self.games.query(IndexName="rounds", KeyConditionExpression=condition)["Items"]
        self.assertEqual([item["sk"] for item in items], [5, 1])
        with raises(self, "ValidationException",
                    "Query condition missed key schema element: round"):
            self.games.query(IndexName="rounds", KeyConditionExpression=Key("team").eq("red"))

    def test_a_local_index_fetches_from_the_table(self):
        items = self.games.query(
            IndexName="by-score", KeyConditionExpression=Key("pk").eq("p0"), ConsistentRead=True,
            ScanIndexForward=False, Limit=1, Select="ALL_ATTRIBUTES",
        )["Items"]
        self.assertEqual(items[0]["score"], Decimal(100))
        self.assertEqual(items[0]["extra"], "x")

    def test_pages_follow_each_other(self):
        paginator = self.client.get_paginator("query")
        seen = []
        for page in paginator.paginate(
            TableName=self.table, IndexName="teams", KeyConditionExpression="team = :t",
            ExpressionAttributeValues={":t": {"S": "red"}}, PaginationConfig={"PageSize": 3},
        ):
            self.assertLessEqual(page["Count"], 3)
            seen += [item["sk"]["N"] for item in page["Items"]]
        self.assertEqual(len(seen), 8)
        self.assertEqual(len(set(seen)), 8)
        scanned = self.games.scan(IndexName="rounds", FilterExpression=Attr("note").eq("note 4"))
        self.assertEqual(scanned["Count"], 1)

    def test_writes_are_seen_at_once(self):
        key = {"pk": "moving", "sk": 1}
        self.games.put_item(Item={**key, "team": "green", "score": 1})
        self.games.update_item(Key=key, UpdateExpression="SET team = :t",
                               ExpressionAttributeValues={":t": "yellow"})
        count = {
            team: self.games.query(IndexName="teams", Select="COUNT",
                                   KeyConditionExpression=Key("team").eq(team))["Count"]
            for team in ("green", "yellow")
        }
        self.assertEqual(count, {"green": 0, "yellow": 1})
        self.games.delete_item(Key=key)

    def test_what_an_index_refuses(self):
        with raises(self, "ValidationException",
                    "Type mismatch for Index Key team Expected: S Actual: N IndexName: teams"):
            self.games.put_item(Item={"pk": "a", "sk": 1, "team": 7})
        with raises(self, "ValidationException", "does not project [extra]"):
            self.games.query(IndexName="teams", KeyConditionExpression=Key("team").eq("red"),
                             ProjectionExpression="extra")
        with raises(self, "ValidationException",
                    "Consistent reads are not supported on global secondary indexes"):
            self.games.scan(IndexName="teams", ConsistentRead=True)
        with raises(self, "ValidationException",
                    "The table does not have the specified index: none"):
            self.games.scan(IndexName="none")


if __name__ == "__main__":
    unittest.main()
