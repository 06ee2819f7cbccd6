"""Single items through boto3's client: every type, expressions, conditions, return values."""

import unittest

from support import SdkCase, raises

EVERY_TYPE = {
    "pk": {"S": "every type"},
    "string": {"S": "grüße, 世界 \u0000 \"quoted\" \\ \U0001f600"},
    "empty": {"S": ""},
    "number": {"N": "-12.5"},
    "binary": {"B": bytes(range(256))},
    "empty_binary": {"B": b""},
    "yes": {"BOOL": True},
    "no": {"BOOL": False},
    "nothing": {"NULL": True},
    "strings": {"SS": ["a", "b", "ü"]},
    "numbers": {"NS": ["-1", "0", "2.5"]},
    "binaries": {"BS": [b"\x00", b"\xff"]},
    "list": {"L": [{"N": "1"}, {"S": "two"}, {"L": []}, {"M": {}}]},
    "map": {"M": {"inner": {"M": {"deep": {"BOOL": True}}}}},
}


def normal(item):
    """An item with its sets sorted: their order means nothing."""
    return {
        name: {kind: sorted(value) if kind in ("SS", "NS", "BS") else value}
        for name, attribute in item.items()
        for kind, value in attribute.items()
    }


class Items(SdkCase):
    def setUp(self):
        self.table = self.new_table()

    def get(self, key, **more):
        answer = self.client.get_item(TableName=self.table, Key={"pk": {"S": key}}, **more)
        return answer.get("Item")

    def put(self, key, **attributes):
        self.client.put_item(TableName=self.table, Item={"pk": {"S": key}, **attributes})

    def update(self, key, expression, values=None, **more):
        if values:
            more["ExpressionAttributeValues"] = values
        return self.client.update_item(
            TableName=self.table, Key={"pk": {"S": key}}, UpdateExpression=expression, **more
        ).get("Attributes")

    def test_every_type_comes_back_as_it_went(self):
        self.client.put_item(TableName=self.table, Item=EVERY_TYPE)
        self.assertEqual(normal(self.get("every type")), normal(EVERY_TYPE))
        self.assertEqual(
            normal(self.get("every type", ConsistentRead=True)), normal(EVERY_TYPE)
        )

    def test_a_missing_item_is_absent_not_empty(self):
        answer = self.client.get_item(TableName=self.table, Key={"pk": {"S": "nobody"}})
        self.assertNotIn("Item", answer)

    def test_put_replaces_and_returns_the_old_item(self):
        self.put("a", old={"N": "1"})
        answer = self.client.put_item(
            TableName=self.table, Item={"pk": {"S": "a"}, "new": {"N": "2"}}, ReturnValues="ALL_OLD"
        )
        self.assertEqual(answer["Attributes"], {"pk": {"S": "a"}, "old": {"N": "1"}})
        self.assertEqual(self.get("a"), {"pk": {"S": "a"}, "new": {"N": "2"}})

    def test_put_on_condition(self):
        put = {"TableName": self.table, "Item": {"pk": {"S": "a"}, "v": {"N": "1"}}}
        self.client.put_item(**put, ConditionExpression="attribute_not_exists(pk)")
        with raises(
            self, "ConditionalCheckFailedException", "The conditional request failed"
        ) as caught:
            self.client.put_item(**put, ConditionExpression="attribute_not_exists(pk)")
        self.assertEqual(caught.exception.response["ResponseMetadata"]["HTTPStatusCode"], 400)

    def test_update_makes_and_changes_an_item(self):
        self.assertEqual(
            self.update(
                "a",
                "SET #n = :one, tags = :tags, deep = :map",
                {":one": {"N": "1"}, ":tags": {"SS": ["x"]}, ":map": {"M": {"steps": {"L": []}}}},
                ExpressionAttributeNames={"#n": "name"},
                ReturnValues="ALL_NEW",
            ),
            {
                "pk": {"S": "a"},
                "name": {"N": "1"},
                "tags": {"SS": ["x"]},
                "deep": {"M": {"steps": {"L": []}}},
            },
        )
        self.update(
            "a",
            "SET #n = #n + :two, deep.steps = list_append(deep.steps, :list), seen = "
            "if_not_exists(seen, :two) ADD tags :more, hits :two",
            {
                ":two": {"N": "2"},
                ":list": {"L": [{"S": "p"}, {"S": "q"}]},
                ":more": {"SS": ["y"]},
            },
            ExpressionAttributeNames={"#n": "name"},
        )
        self.assertEqual(
            normal(self.get("a")),
            {
                "pk": {"S": "a"},
                "name": {"N": "3"},
                "tags": {"SS": ["x", "y"]},
                "deep": {"M": {"steps": {"L": [{"S": "p"}, {"S": "q"}]}}},
                "seen": {"N": "2"},
                "hits": {"N": "2"},
            },
        )
        self.update("a", "REMOVE deep.steps[0], hits DELETE tags :x", {":x": {"SS": ["x"]}})
        self.assertEqual(
            self.get("a"),
            {
                "pk": {"S": "a"},
                "name": {"N": "3"},
                "tags": {"SS": ["y"]},
                "deep": {"M": {"steps": {"L": [{"S": "q"}]}}},
                "seen": {"N": "2"},
            },
        )

    def test_each_kind_of_return_values(self):
        self.put("a", x={"N": "1"}, y={"N": "1"})
        for kind, expected in (
            ("NONE", None),
            ("ALL_OLD", {"pk": {"S": "a"}, "x": {"N": "2"}, "y": {"N": "1"}}),
            ("UPDATED_OLD", {"x": {"N": "3"}}),
            ("ALL_NEW", {"pk": {"S": "a"}, "x": {"N": "5"}, "y": {"N": "1"}}),
            ("UPDATED_NEW", {"x": {"N": "6"}}),
        ):
            with self.subTest(kind=kind):
                returned = self.update("a", "ADD x :one", {":one": {"N": "1"}}, ReturnValues=kind)
                self.assertEqual(returned, expected)

    def test_update_on_condition(self):
        self.put("a", version={"N": "1"})
        change = {
            "expression": "SET version = :next",
            "ConditionExpression": "version = :expected AND attribute_type(version, :n)",
            "values": {":next": {"N": "2"}, ":expected": {"N": "1"}, ":n": {"S": "N"}},
        }
        self.update("a", **change)
        with raises(self, "ConditionalCheckFailedException"):
            self.update("a", **change)
        self.assertEqual(self.get("a")["version"], {"N": "2"})

    def test_conditions(self):
        self.put("a", n={"N": "5"}, s={"S": "hello"}, steps={"L": [{"N": "1"}]}, ss={"SS": ["x"]})
        for condition, holds in (
            ("n BETWEEN :four AND :six", True),
            ("n IN (:four, :six)", False),
            ("begins_with(s, :he) AND contains(s, :ll)", True),
            ("contains(ss, :x) OR n > :six", True),
            ("NOT (n <> :five)", True),
            ("size(s) = :five AND size(steps) < :four", True),
            ("attribute_exists(steps[0]) AND attribute_not_exists(steps[1])", True),
            ("n < :four", False),
            ("s > :four", False),
        ):
            values = {
                ":four": {"N": "4"}, ":five": {"N": "5"}, ":six": {"N": "6"},
                ":he": {"S": "he"}, ":ll": {"S": "ll"}, ":x": {"S": "x"},
            }
            used = {name: value for name, value in values.items() if name in condition}
            with self.subTest(condition=condition):
                more = {"ExpressionAttributeValues": used} if used else {}
                call = {
                    "TableName": self.table, "Key": {"pk": {"S": "a"}},
                    "UpdateExpression": "SET touched = pk", "ConditionExpression": condition,
                    **more,
                }
                if holds:
                    self.client.update_item(**call)
                else:
                    with raises(self, "ConditionalCheckFailedException"):
                        self.client.update_item(**call)

    def test_delete(self):
        self.put("a", v={"N": "1"})
        key = {"TableName": self.table, "Key": {"pk": {"S": "a"}}}
        with raises(self, "ConditionalCheckFailedException"):
            self.client.delete_item(
                **key, ConditionExpression="v = :two",
                ExpressionAttributeValues={":two": {"N": "2"}},
            )
        answer = self.client.delete_item(**key, ReturnValues="ALL_OLD")
        self.assertEqual(answer["Attributes"], {"pk": {"S": "a"}, "v": {"N": "1"}})
        self.assertNotIn("Attributes", self.client.delete_item(**key, ReturnValues="ALL_OLD"))
        self.assertIsNone(self.get("a"))

    def test_projection(self):
        self.put("a", m={"M": {"x": {"N": "1"}, "y": {"N": "2"}}},
                 l={"L": [{"N": "7"}, {"N": "8"}]}, size={"N": "3"})
        self.assertEqual(
            self.get("a", ProjectionExpression="m.x, l[1], #s",
                     ExpressionAttributeNames={"#s": "size"}),
            {"m": {"M": {"x": {"N": "1"}}}, "l": {"L": [{"N": "8"}]}, "size": {"N": "3"}},
        )
        self.assertEqual(self.get("a", ProjectionExpression="absent"), {})

    def test_consumed_capacity(self):
        answer = self.client.put_item(
            TableName=self.table,
            Item={"pk": {"S": "a"}, "text": {"S": "x" * 2000}},
            ReturnConsumedCapacity="TOTAL",
        )
        self.assertEqual(
            answer["ConsumedCapacity"], {"TableName": self.table, "CapacityUnits": 2.0}
        )
        for consistent, units in ((False, 0.5), (True, 1.0)):
            answer = self.client.get_item(
                TableName=self.table, Key={"pk": {"S": "a"}}, ConsistentRead=consistent,
                ReturnConsumedCapacity="TOTAL",
            )
            self.assertEqual(answer["ConsumedCapacity"]["CapacityUnits"], units)

    def test_an_item_near_the_limit(self):
        text = "x" * (400 * 1024 - 6)  # Beside it: "pk", "a", "big".
        self.put("a", big={"S": text})
        self.assertEqual(self.get("a")["big"]["S"], text)
        with raises(self, "ValidationException", "Item size has exceeded the maximum allowed size"):
            self.put("a", big={"S": text + "x"})


if __name__ == "__main__":
    unittest.main()
