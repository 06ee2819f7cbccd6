"""A data model as NoSQL Workbench exports it, committed as Workbench does: each table created and
waited for, its sample data written in batches of 25; then what its operation builder runs on it."""

import json
import os
import unittest
from pathlib import Path

import boto3
from botocore.config import Config

MODEL = Path(__file__).resolve().parent / "library.json"
BATCH_MAX = 25  # Of BatchWriteItem.


def key_schema(key):
    roles = (("PartitionKey", "HASH"), ("SortKey", "RANGE"))
    return [{"AttributeName": key[part]["AttributeName"], "KeyType": role}
            for part, role in roles if part in key]


def create_request(table, name):
    """What CreateTable is asked for a table of a model."""
    keys = [table["KeyAttributes"]]
    keys += [index["KeyAttributes"] for index in table.get("GlobalSecondaryIndexes", [])]
    definitions = {part["AttributeName"]: part["AttributeType"] for key in keys
                   for part in key.values()}
    request = {
        "TableName": name,
        "KeySchema": key_schema(table["KeyAttributes"]),
        "AttributeDefinitions": [{"AttributeName": attribute, "AttributeType": kind}
                                 for attribute, kind in definitions.items()],
        "BillingMode": table["BillingMode"],
    }
    throughput = {}
    if table["BillingMode"] == "PROVISIONED":
        settings = table["ProvisionedCapacitySettings"]
        throughput = {"ProvisionedThroughput": settings["ProvisionedThroughput"]}
    if "GlobalSecondaryIndexes" in table:
        request["GlobalSecondaryIndexes"] = [
            {"IndexName": index["IndexName"], "KeySchema": key_schema(index["KeyAttributes"]),
             "Projection": index["Projection"], **throughput}
            for index in table["GlobalSecondaryIndexes"]
        ]
    return request | throughput


class Workbench(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.client = boto3.client(
            "dynamodb", endpoint_url=os.environ["STATOR_TOOLS_ENDPOINT"], region_name="us-east-1",
            aws_access_key_id="local", aws_secret_access_key="secret",
            config=Config(retries={"total_max_attempts": 1}))
        cls.addClassCleanup(cls.client.close)
        cls.model = json.loads(MODEL.read_text(encoding="utf-8"))["DataModel"]
        cls.names = {table["TableName"]: f"{table['TableName']}-{os.getpid()}"
                     for table in cls.model}
        for table in cls.model:
            cls.commit(table, cls.names[table["TableName"]])

    @classmethod
    def commit(cls, table, name):
        cls.client.create_table(**create_request(table, name))
        cls.client.get_waiter("table_exists").wait(
            TableName=name, WaiterConfig={"Delay": 1, "MaxAttempts": 30})
        items = table["TableData"]
        for first in range(0, len(items), BATCH_MAX):
            answer = cls.client.batch_write_item(RequestItems={
                name: [{"PutRequest": {"Item": item}} for item in items[first:first + BATCH_MAX]]
            })
            assert answer["UnprocessedItems"] == {}, answer

    def query(self, condition, index=None, **values):
        """The items of the library that a key condition finds; `values` are strings."""
        more = {"IndexName": index} if index else {}
        return self.client.query(
            TableName=self.names["Library"], KeyConditionExpression=condition,
            ExpressionAttributeValues={f":{name}": {"S": value} for name, value in values.items()},
            **more)["Items"]

    def sort_keys(self, condition, **values):
        return [item["sk"]["S"] for item in self.query(condition, **values)]

    def test_tables_are_as_the_model_says(self):
        for table in self.model:
            with self.subTest(table=table["TableName"]):
                name = self.names[table["TableName"]]
                found = self.client.describe_table(TableName=name)["Table"]
                self.assertEqual(found["TableStatus"], "ACTIVE")
                self.assertEqual(found["KeySchema"], key_schema(table["KeyAttributes"]))
                self.assertEqual(found["ItemCount"], len(table["TableData"]))
                indexes = {index["IndexName"]: index
                           for index in found.get("GlobalSecondaryIndexes", [])}
                for index in table.get("GlobalSecondaryIndexes", []):
                    described = indexes.pop(index["IndexName"])
                    self.assertEqual(described["IndexStatus"], "ACTIVE")
                    self.assertEqual(described["KeySchema"], key_schema(index["KeyAttributes"]))
                    self.assertEqual(described["Projection"], index["Projection"])
                    self.assertEqual(described["ProvisionedThroughput"]["WriteCapacityUnits"], 5)
                self.assertEqual(indexes, {})

    def test_scans_give_back_the_sample_data(self):
        for table in self.model:
            with self.subTest(table=table["TableName"]):
                pages = self.client.get_paginator("scan").paginate(
                    TableName=self.names[table["TableName"]], PaginationConfig={"PageSize": 7})
                found = [item for page in pages for item in page["Items"]]
                self.assertCountEqual(map(self.in_order, found),
                                      map(self.in_order, table["TableData"]))

    @staticmethod
    def in_order(item):
        """An item whose sets have an order, as the model's have."""
        return {name: {kind: sorted(value) if kind.endswith("S") and kind != "S" else value}
                for name, typed in item.items() for kind, value in typed.items()}

    def test_each_facet_is_a_query(self):
        self.assertEqual(
            [item["name"]["S"] for item in self.query("pk = :p AND sk = :s", p="READER#ann",
                                                      s="PROFILE")], ["Ann Arbor"])
        self.assertEqual(
            self.sort_keys("pk = :p AND begins_with(sk, :s)", p="READER#ann", s="LOAN#"),
            ["LOAN#2024-02-01#b01", "LOAN#2024-03-05#b04", "LOAN#2024-03-05#b05"])
        self.assertEqual(
            self.sort_keys("pk = :p AND sk BETWEEN :a AND :b", p="READER#cyd", a="LOAN#2023",
                           b="LOAN#2024"), ["LOAN#2023-12-01#b01"])
        self.assertEqual(
            [item["pages"]["N"] for item in self.query("pk = :p", p="BOOK#b05")], ["1024"])

    def test_each_index_answers_its_question(self):
        loans = self.query("book = :b AND due < :d", index="LoansOfBook", b="BOOK#b01",
                           d="2024-03-02")
        self.assertEqual(loans, [
            {"pk": {"S": reader}, "sk": {"S": loan}, "book": {"S": "BOOK#b01"},
             "due": {"S": due}, "returned": {"BOOL": True}}
            for reader, loan, due in (
                ("READER#cyd", "LOAN#2023-12-01#b01", "2024-01-01"),
                ("READER#ann", "LOAN#2024-02-01#b01", "2024-03-01"))
        ])
        books = self.query("shelf = :s", index="BooksOnShelf", s="geography")
        self.assertEqual([book["title"]["S"] for book in books],
                         ["Maps Nobody Drew", "Atlas of Small Rivers"])
        self.assertEqual(
            self.query("joined = :j", index="KeysOfReaders", j="2022-09-15"),
            [{"pk": {"S": "READER#bob"}, "sk": {"S": "PROFILE"}, "joined": {"S": "2022-09-15"}}])

    def test_numbers_are_in_their_order(self):
        found = self.client.query(
            TableName=self.names["Visits"], KeyConditionExpression="#b = :b AND #at >= :t",
            FilterExpression="#w.#s = :rain", ScanIndexForward=False,
            ExpressionAttributeNames={"#b": "branch", "#at": "at", "#w": "weather", "#s": "sky"},
            ExpressionAttributeValues={":b": {"S": "south"}, ":t": {"N": "1700086400"},
                                       ":rain": {"S": "rain"}})
        self.assertEqual([item["visitors"]["N"] for item in found["Items"]], ["45", "39"])

    def test_the_operation_builder_speaks_partiql(self):
        library = self.names["Library"]
        answer = self.client.execute_statement(
            Statement=f'SELECT title FROM "{library}"."BooksOnShelf" WHERE shelf = ? AND pages > ?',
            Parameters=[{"S": "geography"}, {"N": "100"}])
        self.assertEqual(answer["Items"], [{"title": {"S": "Atlas of Small Rivers"}}])
        answers = self.client.batch_execute_statement(Statements=[
            {"Statement": f"SELECT name FROM \"{library}\" WHERE pk = 'READER#{name}' "
                          "AND sk = 'PROFILE'"}
            for name in ("bob", "nobody")
        ])["Responses"]
        self.assertEqual([answer.get("Item") for answer in answers],
                         [{"name": {"S": "Bob Bell"}}, None])

    def test_the_operation_builder_writes_in_transactions(self):
        library = self.names["Library"]
        loan = {"pk": {"S": "READER#bob"}, "sk": {"S": "LOAN#2024-03-11#b03"}}
        self.client.transact_write_items(TransactItems=[
            {"Put": {"TableName": library, "Item": loan | {"book": {"S": "BOOK#b03"}},
                     "ConditionExpression": "attribute_not_exists(pk)"}},
            {"ConditionCheck": {"TableName": library,
                                "Key": {"pk": {"S": "BOOK#b03"}, "sk": {"S": "BOOK"}},
                                "ConditionExpression": "attribute_exists(pk)"}},
        ])
        self.addCleanup(self.client.delete_item, TableName=library, Key=loan)
        found = self.client.transact_get_items(TransactItems=[
            {"Get": {"TableName": library, "Key": loan, "ProjectionExpression": "book"}}])
        self.assertEqual(found["Responses"], [{"Item": {"book": {"S": "BOOK#b03"}}}])


if __name__ == "__main__":
    unittest.main()
