"""Numbers are exact to 38 digits, whatever the notation."""

import unittest
from decimal import Decimal

from support import SdkCase, raises

LARGEST = "9.9999999999999999999999999999999999999E+125"


class Numbers(SdkCase):
    def setUp(self):
        self.table = self.new_table()

    def round_trip(self, text):
        self.client.put_item(
            TableName=self.table, Item={"pk": {"S": "a"}, "n": {"N": text}}
        )
        return self.client.get_item(TableName=self.table, Key={"pk": {"S": "a"}})["Item"]["n"]["N"]

    def test_texts_become_canonical(self):
        for text, expected in (
            ("0", "0"),
            ("-0", "0"),
            ("007", "7"),
            ("1.500", "1.5"),
            ("1e3", "1000"),
            ("-12.5E-1", "-1.25"),
            ("0.1", "0.1"),
            ("12345678901234567890123456789012345678", "12345678901234567890123456789012345678"),
            ("-0.00000000000000000000000000000000000001",
             "-0.00000000000000000000000000000000000001"),
            ("9007199254740993", "9007199254740993"),
            ("1E125", "1" + "0" * 125),
            ("1E-130", "0." + "0" * 129 + "1"),
            (LARGEST, "9" * 38 + "0" * 88),
        ):
            with self.subTest(text=text):
                self.assertEqual(self.round_trip(text), expected)

    def test_what_does_not_fit_is_refused(self):
        for text, message in (
            ("1" * 39, "Attempting to store more than 38 significant digits in a Number"),
            ("1E126", "Number overflow"),
            ("1E-131", "Number underflow"),
            ("abc", "cannot be converted to a numeric value"),
            ("", "cannot be converted to a numeric value"),
        ):
            with self.subTest(text=text), raises(self, "ValidationException", message):
                self.round_trip(text)

    def test_sums_are_exact(self):
        self.round_trip("0.1")
        for _ in range(9):
            self.client.update_item(
                TableName=self.table, Key={"pk": {"S": "a"}}, UpdateExpression="ADD n :x",
                ExpressionAttributeValues={":x": {"N": "0.1"}},
            )
        item = self.client.get_item(TableName=self.table, Key={"pk": {"S": "a"}})["Item"]
        self.assertEqual(item["n"]["N"], "1")

    def test_decimals_of_the_resource_interface(self):
        table = self.resource_table(self.table)
        value = Decimal("12345678901234567890.123456789012345678")
        table.put_item(Item={"pk": "a", "n": value, "set": {Decimal("1"), Decimal("2.5")}})
        item = table.get_item(Key={"pk": "a"})["Item"]
        self.assertEqual(item["n"], value)
        self.assertEqual(item["set"], {Decimal("1"), Decimal("2.5")})

    def test_numbers_order_keys(self):
        name = self.new_table("N")
        values = ["-1E125", "-10", "-9.5", "-1E-130", "0", "1E-130", "2", "10", "10.5", LARGEST]
        for value in reversed(values):
            self.client.put_item(TableName=name, Item={"pk": {"S": "p"}, "sk": {"N": value}})
        found = self.client.query(
            TableName=name, KeyConditionExpression="pk = :p",
            ExpressionAttributeValues={":p": {"S": "p"}},
        )["Items"]
        self.assertEqual([Decimal(item["sk"]["N"]) for item in found], [Decimal(v) for v in values])


if __name__ == "__main__":
    unittest.main()
