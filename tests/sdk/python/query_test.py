"""Query and Scan through boto3: ranges, order, filters, pages, segments."""

import unittest

from boto3.dynamodb.conditions import Attr, Key

from support import SdkCase, raises

ITEMS = 40


class Queries(SdkCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.table = cls("test_a_partition_comes_in_order").new_table("S")
        for number in range(ITEMS):
            cls.client.put_item(
                TableName=cls.table,
                Item={
                    "pk": {"S": f"p{number % 2}"},
                    "sk": {"S": f"{number:03}"},
                    "n": {"N": str(number)},
                    "tag": {"S": "even" if number % 4 == 0 else "odd"},
                },
            )
        # Pages in bytes: 30 items of 60 KB are nearly 2 MB.
        cls.big = cls("test_a_partition_comes_in_order").new_table("N")
        for number in range(30):
            cls.client.put_item(
                TableName=cls.big,
                Item={"pk": {"S": "p"}, "sk": {"N": str(number)}, "text": {"S": "x" * 60_000}},
            )

    def query(self, condition, values, **more):
        return self.client.query(
            TableName=self.table,
            KeyConditionExpression=condition,
            ExpressionAttributeValues={name: {"S": value} for name, value in values.items()},
            **more,
        )

    def sort_keys(self, condition, values, **more):
        return [item["sk"]["S"] for item in self.query(condition, values, **more)["Items"]]

    def test_a_partition_comes_in_order(self):
        expected = [f"{number:03}" for number in range(0, ITEMS, 2)]
        self.assertEqual(self.sort_keys("pk = :p", {":p": "p0"}), expected)
        self.assertEqual(
            self.sort_keys("pk = :p", {":p": "p0"}, ScanIndexForward=False), expected[::-1]
        )

    def test_each_sort_condition(self):
        for condition, values, expected in (
            ("sk = :a", {":a": "004"}, ["004"]),
            ("sk < :a", {":a": "004"}, ["000", "002"]),
            ("sk <= :a", {":a": "004"}, ["000", "002", "004"]),
            ("sk > :a", {":a": "034"}, ["036", "038"]),
            ("sk >= :a", {":a": "036"}, ["036", "038"]),
            ("sk BETWEEN :a AND :b", {":a": "003", ":b": "008"}, ["004", "006", "008"]),
            ("begins_with(sk, :a)", {":a": "00"}, ["000", "002", "004", "006", "008"]),
            ("sk = :a", {":a": "005"}, []),
        ):
            with self.subTest(condition=condition):
                self.assertEqual(
                    self.sort_keys(f"pk = :p AND {condition}", {":p": "p0", **values}), expected
                )

    def test_a_filter_counts_what_it_drops(self):
        answer = self.client.query(
            TableName=self.table,
            KeyConditionExpression="pk = :p",
            FilterExpression="tag = :even AND n < :limit",
            ExpressionAttributeValues={
                ":p": {"S": "p0"}, ":even": {"S": "even"}, ":limit": {"N": "10"},
            },
        )
        self.assertEqual([item["n"]["N"] for item in answer["Items"]], ["0", "4", "8"])
        self.assertEqual(answer["Count"], 3)
        self.assertEqual(answer["ScannedCount"], ITEMS // 2)

    def test_counting(self):
        answer = self.query("pk = :p", {":p": "p1"}, Select="COUNT")
        self.assertEqual(answer["Count"], ITEMS // 2)
        self.assertNotIn("Items", answer)

    def test_projection(self):
        answer = self.query(
            "pk = :p", {":p": "p1"}, Limit=1, ProjectionExpression="#n",
            ExpressionAttributeNames={"#n": "n"},
        )
        self.assertEqual(answer["Items"], [{"n": {"N": "1"}}])

    def test_pages_by_limit(self):
        for forward in (True, False):
            whole = self.sort_keys("pk = :p", {":p": "p0"}, ScanIndexForward=forward)
            pages = self.client.get_paginator("query").paginate(
                TableName=self.table,
                KeyConditionExpression="pk = :p",
                ExpressionAttributeValues={":p": {"S": "p0"}},
                ScanIndexForward=forward,
                PaginationConfig={"PageSize": 7},
            )
            pages = [[item["sk"]["S"] for item in page["Items"]] for page in pages]
            self.assertEqual([sk for page in pages for sk in page], whole)
            self.assertTrue(all(len(page) <= 7 for page in pages))

    def test_a_start_key_need_not_exist(self):
        start = {"pk": {"S": "p0"}, "sk": {"S": "0335"}}
        self.assertEqual(
            self.sort_keys("pk = :p", {":p": "p0"}, ExclusiveStartKey=start), ["034", "036", "038"]
        )
        with raises(self, "ValidationException"):
            self.query("pk = :p", {":p": "p0"}, ExclusiveStartKey={"pk": {"S": "p0"}})

    def test_pages_by_bytes(self):
        answer = self.client.query(
            TableName=self.big,
            KeyConditionExpression="pk = :p",
            ExpressionAttributeValues={":p": {"S": "p"}},
        )
        self.assertIn("LastEvaluatedKey", answer)
        self.assertIn(answer["Count"], (17, 18))  # On either side of 1 MB.
        rest = self.client.query(
            TableName=self.big,
            KeyConditionExpression="pk = :p",
            ExpressionAttributeValues={":p": {"S": "p"}},
            ExclusiveStartKey=answer["LastEvaluatedKey"],
        )
        self.assertNotIn("LastEvaluatedKey", rest)
        numbers = [int(item["sk"]["N"]) for item in answer["Items"] + rest["Items"]]
        self.assertEqual(numbers, list(range(30)))

    def test_scan_meets_every_item_once(self):
        pages = self.client.get_paginator("scan").paginate(
            TableName=self.table, PaginationConfig={"PageSize": 9}
        )
        found = sorted(item["sk"]["S"] for page in pages for item in page["Items"])
        self.assertEqual(found, [f"{number:03}" for number in range(ITEMS)])

    def test_segments_cover_the_table(self):
        found = []
        for segment in range(4):
            pages = self.client.get_paginator("scan").paginate(
                TableName=self.table, Segment=segment, TotalSegments=4,
                PaginationConfig={"PageSize": 3},
            )
            found += [item["sk"]["S"] for page in pages for item in page["Items"]]
        self.assertEqual(sorted(found), [f"{number:03}" for number in range(ITEMS)])

    def test_scan_with_a_filter(self):
        answer = self.client.scan(
            TableName=self.table, FilterExpression="n >= :n",
            ExpressionAttributeValues={":n": {"N": "38"}},
        )
        self.assertEqual(sorted(item["n"]["N"] for item in answer["Items"]), ["38", "39"])
        self.assertEqual(answer["ScannedCount"], ITEMS)

    def test_conditions_of_the_resource_interface(self):
        table = self.resource_table(self.table)
        answer = table.query(
            KeyConditionExpression=Key("pk").eq("p0") & Key("sk").between("004", "012"),
            FilterExpression=Attr("n").is_in([4, 12]) | Attr("tag").begins_with("od"),
        )
        self.assertEqual([item["sk"] for item in answer["Items"]], ["004", "006", "010", "012"])


if __name__ == "__main__":
    unittest.main()
