"""Errors through boto3: class, message and HTTP status are the service's."""

import unittest

from support import SdkCase, raises


class Errors(SdkCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.table = cls("test_no_such_table").new_table("N")

    def put(self, **item):
        return self.client.put_item(TableName=self.table, Item=item)

    def test_no_such_table(self):
        with raises(self, "ResourceNotFoundException", "Requested resource not found") as caught:
            self.client.get_item(TableName="absent", Key={"pk": {"S": "a"}})
        self.assertEqual(caught.exception.response["ResponseMetadata"]["HTTPStatusCode"], 400)
        with self.assertRaises(self.client.exceptions.ResourceNotFoundException):
            self.client.scan(TableName="absent")
        with raises(self, "ResourceNotFoundException",
                    "Requested resource not found: Table: absent not found"):
            self.client.describe_table(TableName="absent")

    def test_a_failed_condition_is_its_own_class(self):
        with self.assertRaises(self.client.exceptions.ConditionalCheckFailedException):
            self.client.delete_item(
                TableName=self.table, Key={"pk": {"S": "a"}, "sk": {"N": "1"}},
                ConditionExpression="attribute_exists(pk)",
            )

    def test_keys_are_checked(self):
        with raises(self, "ValidationException",
                    "One or more parameter values were invalid: Missing the key sk in the item"):
            self.put(pk={"S": "a"})
        with raises(self, "ValidationException", "Type mismatch for key sk expected: N actual: S"):
            self.put(pk={"S": "a"}, sk={"S": "1"})
        with raises(self, "ValidationException",
                    "The provided key element does not match the schema"):
            self.client.get_item(TableName=self.table, Key={"pk": {"S": "a"}})
        with raises(self, "ValidationException", "empty string value. Key: pk"):
            self.put(pk={"S": ""}, sk={"N": "1"})

    def test_expressions_are_checked(self):
        key = {"TableName": self.table, "Key": {"pk": {"S": "a"}, "sk": {"N": "1"}}}
        with raises(self, "ValidationException", "Syntax error"):
            self.client.update_item(**key, UpdateExpression="SET a = = b")
        with raises(self, "ValidationException", "reserved keyword: name"):
            self.client.update_item(
                **key, UpdateExpression="SET name = :v",
                ExpressionAttributeValues={":v": {"S": "x"}},
            )
        with raises(self, "ValidationException",
                    "attribute value used in expression is not defined"):
            self.client.update_item(**key, UpdateExpression="SET a = :missing")
        with raises(self, "ValidationException", "unused in expressions: keys: {:u}"):
            self.client.update_item(
                **key, UpdateExpression="SET a = :v",
                ExpressionAttributeValues={":v": {"S": "x"}, ":u": {"S": "y"}},
            )
        with raises(self, "ValidationException", "Cannot update attribute sk"):
            self.client.update_item(
                **key, UpdateExpression="SET sk = :v", ExpressionAttributeValues={":v": {"N": "2"}}
            )
        with raises(self, "ValidationException", "Two document paths overlap"):
            self.client.update_item(
                **key, UpdateExpression="SET a = :v, a.b = :v",
                ExpressionAttributeValues={":v": {"N": "2"}},
            )

    def test_data_is_checked(self):
        self.put(pk={"S": "a"}, sk={"N": "1"}, word={"S": "x"})
        key = {"TableName": self.table, "Key": {"pk": {"S": "a"}, "sk": {"N": "1"}}}
        with raises(self, "ValidationException", "incorrect data type"):
            self.client.update_item(
                **key, UpdateExpression="SET b = word + :n",
                ExpressionAttributeValues={":n": {"N": "1"}},
            )
        with raises(self, "ValidationException",
                    "The document path provided in the update expression is invalid for update"):
            self.client.update_item(
                **key, UpdateExpression="SET absent.deep = :n",
                ExpressionAttributeValues={":n": {"N": "1"}},
            )

    def test_values_are_checked(self):
        for value, message in (
            ({"SS": []}, "An string set  may not be empty"),
            ({"SS": ["a", "a"]}, "Input collection [a, a] contains duplicates"),
            ({"NULL": False}, "Null attribute value types must have the value of true"),
            ({}, "Supplied AttributeValue is empty"),
        ):
            with self.subTest(value=value), raises(self, "ValidationException", message):
                self.put(pk={"S": "a"}, sk={"N": "1"}, v=value)

    def test_members_are_checked_together(self):
        with raises(self, "ValidationException", "2 validation errors detected: "):
            self.client.put_item(
                TableName=self.table, Item={"pk": {"S": "a"}}, ReturnValues="SOMETHING",
                ReturnConsumedCapacity="NOTHING",
            )

    def test_every_answer_has_a_request_id_and_a_checksum(self):
        answer = self.client.list_tables()["ResponseMetadata"]
        self.assertRegex(answer["RequestId"], r"^[A-Z0-9]{52}$")
        self.assertRegex(answer["HTTPHeaders"]["x-amz-crc32"], r"^\d+$")
        self.assertEqual(answer["HTTPHeaders"]["content-type"], "application/x-amz-json-1.0")


if __name__ == "__main__":
    unittest.main()
