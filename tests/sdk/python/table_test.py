"""Tables through boto3: their life, their descriptions, waiters and paginators."""

import unittest

from botocore.exceptions import WaiterError

from support import SdkCase, raises


class Tables(SdkCase):
    def test_a_table_lives_from_create_to_delete(self):
        name = self.new_name()
        created = self.client.create_table(
            TableName=name,
            KeySchema=[
                {"AttributeName": "pk", "KeyType": "HASH"},
                {"AttributeName": "sk", "KeyType": "RANGE"},
            ],
            AttributeDefinitions=[
                {"AttributeName": "pk", "AttributeType": "S"},
                {"AttributeName": "sk", "AttributeType": "N"},
            ],
            BillingMode="PAY_PER_REQUEST",
        )["TableDescription"]
        self.assertIn(created["TableStatus"], ("CREATING", "ACTIVE"))
        self.client.get_waiter("table_exists").wait(
            TableName=name, WaiterConfig={"Delay": 1, "MaxAttempts": 30}
        )

        table = self.client.describe_table(TableName=name)["Table"]
        self.assertEqual(table["TableName"], name)
        self.assertEqual(table["TableStatus"], "ACTIVE")
        self.assertEqual(
            table["KeySchema"],
            [
                {"AttributeName": "pk", "KeyType": "HASH"},
                {"AttributeName": "sk", "KeyType": "RANGE"},
            ],
        )
        self.assertCountEqual(
            table["AttributeDefinitions"],
            [
                {"AttributeName": "pk", "AttributeType": "S"},
                {"AttributeName": "sk", "AttributeType": "N"},
            ],
        )
        self.assertEqual(table["BillingModeSummary"]["BillingMode"], "PAY_PER_REQUEST")
        self.assertEqual(table["ItemCount"], 0)
        self.assertEqual(table["TableSizeBytes"], 0)
        self.assertRegex(table["TableArn"], rf"^arn:aws:dynamodb:[^:]+:\d{{12}}:table/{name}$")
        self.assertRegex(table["TableId"], r"^[0-9a-f-]{36}$")
        self.assertAlmostEqual(
            table["CreationDateTime"].timestamp(), created["CreationDateTime"].timestamp(), places=2
        )

        deleted = self.client.delete_table(TableName=name)["TableDescription"]
        self.assertEqual(deleted["TableStatus"], "DELETING")
        self.client.get_waiter("table_not_exists").wait(
            TableName=name, WaiterConfig={"Delay": 1, "MaxAttempts": 30}
        )
        with raises(self, "ResourceNotFoundException"):
            self.client.describe_table(TableName=name)

    def test_provisioned_throughput_is_kept_and_changed(self):
        name = self.new_name()
        self.client.create_table(
            TableName=name,
            KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "B"}],
            ProvisionedThroughput={"ReadCapacityUnits": 3, "WriteCapacityUnits": 4},
        )
        self.wait_until_active(name)
        throughput = self.client.describe_table(TableName=name)["Table"]["ProvisionedThroughput"]
        self.assertEqual(throughput["ReadCapacityUnits"], 3)
        self.assertEqual(throughput["WriteCapacityUnits"], 4)
        self.client.update_table(
            TableName=name,
            ProvisionedThroughput={"ReadCapacityUnits": 7, "WriteCapacityUnits": 8},
        )
        self.wait_until_active(name)
        throughput = self.client.describe_table(TableName=name)["Table"]["ProvisionedThroughput"]
        self.assertEqual(throughput["ReadCapacityUnits"], 7)
        self.assertEqual(throughput["WriteCapacityUnits"], 8)

    def test_names_are_listed_in_order_and_in_pages(self):
        names = sorted(self.new_table() for _ in range(3))
        paginator = self.client.get_paginator("list_tables")
        pages = list(paginator.paginate(PaginationConfig={"PageSize": 2}))
        self.assertTrue(all(len(page["TableNames"]) <= 2 for page in pages))
        listed = [name for page in pages for name in page["TableNames"]]
        self.assertEqual(listed, sorted(listed))
        self.assertEqual([name for name in listed if name in names], names)

        after = self.client.list_tables(ExclusiveStartTableName=names[0], Limit=1)
        self.assertEqual(after["TableNames"], [listed[listed.index(names[0]) + 1]])

    def test_a_name_can_be_used_once_at_a_time(self):
        name = self.new_table()
        with raises(self, "ResourceInUseException", f"Table already exists: {name}"):
            self.create(name)
        self.client.delete_table(TableName=name)
        self.client.get_waiter("table_not_exists").wait(
            TableName=name, WaiterConfig={"Delay": 1, "MaxAttempts": 30}
        )
        self.create(name)

    def test_waiting_for_a_table_that_never_comes_fails(self):
        with self.assertRaises(WaiterError):
            self.client.get_waiter("table_exists").wait(
                TableName=self.new_name(), WaiterConfig={"Delay": 0, "MaxAttempts": 2}
            )

    def test_key_schemas_are_checked(self):
        with raises(self, "ValidationException"):
            self.client.create_table(
                TableName=self.new_name(),
                KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
                AttributeDefinitions=[{"AttributeName": "other", "AttributeType": "S"}],
                BillingMode="PAY_PER_REQUEST",
            )
        with raises(self, "ValidationException", "Member must have length"):
            self.client.create_table(
                TableName="ab",
                KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
                AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
                BillingMode="PAY_PER_REQUEST",
            )


if __name__ == "__main__":
    unittest.main()
