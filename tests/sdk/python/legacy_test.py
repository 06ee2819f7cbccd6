"""The legacy parameters through boto3's client, whose model still has them."""

import unittest

from support import SdkCase, raises

KEY = {"pk": {"S": "a"}}


class LegacyParameters(SdkCase):
    def setUp(self):
        self.table = self.new_table()
        self.client.put_item(
            TableName=self.table, Item={**KEY, "n": {"N": "1"}, "tags": {"SS": ["x", "y"]}}
        )

    def get(self, **more):
        return self.client.get_item(TableName=self.table, Key=KEY, **more).get("Item")

    def update(self, updates, **more):
        answer = self.client.update_item(
            TableName=self.table, Key=KEY, AttributeUpdates=updates, **more
        )
        return answer.get("Attributes")

    def test_attribute_updates_put_add_and_delete(self):
        attributes = self.update(
            {
                "n": {"Action": "ADD", "Value": {"N": "2.5"}},
                "tags": {"Action": "DELETE", "Value": {"SS": ["x"]}},
                "gone": {"Action": "DELETE"},
                "new": {"Value": {"B": b"\x00\xff"}},
            },
            ReturnValues="ALL_NEW",
        )
        self.assertEqual(
            attributes,
            {**KEY, "n": {"N": "3.5"}, "tags": {"SS": ["y"]}, "new": {"B": b"\x00\xff"}},
        )

    def test_expected_guards_writes(self):
        with raises(self, "ConditionalCheckFailedException", "The conditional request failed"):
            self.client.put_item(
                TableName=self.table, Item=KEY, Expected={"pk": {"Exists": False}}
            )
        self.update({"n": {"Value": {"N": "2"}}}, Expected={"n": {"Value": {"N": "1"}}})
        with raises(self, "ConditionalCheckFailedException"):
            self.update({"n": {"Value": {"N": "3"}}}, Expected={"n": {"Value": {"N": "1"}}})
        self.client.delete_item(
            TableName=self.table,
            Key=KEY,
            Expected={
                "n": {"ComparisonOperator": "GT", "AttributeValueList": [{"N": "5"}]},
                "tags": {"ComparisonOperator": "CONTAINS", "AttributeValueList": [{"S": "x"}]},
            },
            ConditionalOperator="OR",
        )
        self.assertIsNone(self.get())

    def test_attributes_to_get(self):
        self.assertEqual(self.get(AttributesToGet=["n", "none"]), {"n": {"N": "1"}})
        with raises(self, "ValidationException", "Duplicate value in attribute name: n"):
            self.get(AttributesToGet=["n", "n"])

    def test_key_conditions_and_filters(self):
        table = self.new_table("N")
        for number in range(6):
            self.client.put_item(
                TableName=table,
                Item={**KEY, "sk": {"N": str(number)}, "odd": {"BOOL": number % 2 == 1}},
            )
        conditions = {
            "pk": {"ComparisonOperator": "EQ", "AttributeValueList": [{"S": "a"}]},
            "sk": {
                "ComparisonOperator": "BETWEEN",
                "AttributeValueList": [{"N": "1"}, {"N": "4"}],
            },
        }
        odd = {"odd": {"ComparisonOperator": "EQ", "AttributeValueList": [{"BOOL": True}]}}
        answer = self.client.query(
            TableName=table,
            KeyConditions=conditions,
            QueryFilter=odd,
            AttributesToGet=["sk"],
            ScanIndexForward=False,
        )
        self.assertEqual(answer["Items"], [{"sk": {"N": "3"}}, {"sk": {"N": "1"}}])
        self.assertEqual(answer["ScannedCount"], 4)
        self.assertEqual(self.client.scan(TableName=table, ScanFilter=odd)["Count"], 3)

    def test_refusals_carry_the_services_texts(self):
        with raises(
            self,
            "ValidationException",
            "Can not use both expression and non-expression parameters in the same request: "
            "Non-expression parameters: {AttributeUpdates} Expression parameters: "
            "{UpdateExpression}",
        ):
            self.update({"n": {"Value": {"N": "2"}}}, UpdateExpression="REMOVE n")
        with raises(
            self,
            "ValidationException",
            "Value 'SET' at 'attributeUpdates.n.member.action' failed to satisfy constraint",
        ):
            self.update({"n": {"Action": "SET", "Value": {"N": "2"}}})


if __name__ == "__main__":
    unittest.main()
