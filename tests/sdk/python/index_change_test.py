"""Indexes of a live table through boto3: added, updated and deleted, with its waiters."""

import unittest

from support import SdkCase, raises


class IndexChanges(SdkCase):
    def setUp(self):
        self.name = self.new_name()
        self.client.create_table(
            TableName=self.name,
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
            KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        )
        self.client.get_waiter("table_exists").wait(TableName=self.name)

    def add(self, index, attribute):
        return self.client.update_table(
            TableName=self.name,
            AttributeDefinitions=[{"AttributeName": attribute, "AttributeType": "S"}],
            GlobalSecondaryIndexUpdates=[{"Create": {
                "IndexName": index,
                "KeySchema": [{"AttributeName": attribute, "KeyType": "HASH"}],
                "Projection": {"ProjectionType": "KEYS_ONLY"},
            }}],
        )["TableDescription"]

    def indexes(self):
        table = self.client.describe_table(TableName=self.name)["Table"]
        return {index["IndexName"]: index for index in table.get("GlobalSecondaryIndexes", [])}

    def test_an_index_is_added_and_deleted(self):
        for number in range(100):
            self.client.put_item(TableName=self.name, Item={
                "pk": {"S": str(number)}, "team": {"S": "red" if number % 2 else "blue"}})
        answer = self.add("teams", "team")
        self.assertEqual(answer["TableStatus"], "UPDATING")
        self.assertEqual(answer["GlobalSecondaryIndexes"][0]["IndexStatus"], "CREATING")
        self.assertIs(answer["GlobalSecondaryIndexes"][0]["Backfilling"], False)
        self.client.get_waiter("table_exists").wait(TableName=self.name)
        self.assertEqual(self.indexes()["teams"]["IndexStatus"], "ACTIVE")
        self.assertEqual(self.indexes()["teams"]["ItemCount"], 100)
        page = self.client.query(
            TableName=self.name, IndexName="teams", Select="COUNT",
            KeyConditionExpression="team = :t", ExpressionAttributeValues={":t": {"S": "red"}})
        self.assertEqual(page["Count"], 50)
        answer = self.client.update_table(
            TableName=self.name, GlobalSecondaryIndexUpdates=[{"Delete": {"IndexName": "teams"}}],
        )["TableDescription"]
        self.assertEqual(answer["GlobalSecondaryIndexes"][0]["IndexStatus"], "DELETING")
        self.assertEqual(self.indexes(), {})
        self.client.delete_table(TableName=self.name)
        self.client.get_waiter("table_not_exists").wait(TableName=self.name)

    def test_one_index_at_a_time(self):
        create = {"Create": {
            "IndexName": "one", "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
            "Projection": {"ProjectionType": "ALL"}}}
        second = {"Create": {**create["Create"], "IndexName": "two"}}
        with raises(self, "LimitExceededException"):
            self.client.update_table(
                TableName=self.name,
                AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
                GlobalSecondaryIndexUpdates=[create, second])


if __name__ == "__main__":
    unittest.main()
