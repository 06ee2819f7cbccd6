"""PartiQL through boto3: what the client makes of statements and their answers."""

import unittest

from support import SdkCase, raises


class Statements(SdkCase):
    def setUp(self):
        self.table = self.new_table("N")
        for i in range(1, 5):
            self.execute(
                f"INSERT INTO \"{self.table}\" VALUE {{'pk': 'a', 'sk': ?, 'name': ?}}",
                [{"N": str(i)}, {"S": f"name {i}"}],
            )

    def execute(self, statement, parameters=None, **more):
        if parameters:
            more["Parameters"] = parameters
        return self.client.execute_statement(Statement=statement, **more)

    def test_select(self):
        answer = self.execute(
            f'SELECT sk, name FROM "{self.table}" WHERE pk = ? AND sk > ? ORDER BY sk DESC',
            [{"S": "a"}, {"N": "2"}],
            ConsistentRead=True, ReturnConsumedCapacity="TOTAL",
        )
        self.assertEqual(
            answer["Items"],
            [
                {"sk": {"N": "4"}, "name": {"S": "name 4"}},
                {"sk": {"N": "3"}, "name": {"S": "name 3"}},
            ],
        )
        self.assertEqual(
            answer["ConsumedCapacity"], {"TableName": self.table, "CapacityUnits": 1.0}
        )

    def test_pages(self):
        statement = f"SELECT sk FROM \"{self.table}\" WHERE pk = 'a'"
        page = self.execute(statement, Limit=3)
        self.assertEqual(len(page["Items"]), 3)
        self.assertEqual(page["LastEvaluatedKey"], {"pk": {"S": "a"}, "sk": {"N": "3"}})
        page = self.execute(statement, Limit=3, NextToken=page["NextToken"])
        self.assertEqual(page["Items"], [{"sk": {"N": "4"}}])
        self.assertNotIn("NextToken", page)

    def test_update_and_delete(self):
        where = "WHERE pk = 'a' AND sk = 1"
        answer = self.execute(
            f'UPDATE "{self.table}" SET name = ? SET n = 1 {where} RETURNING MODIFIED NEW *',
            [{"S": "new"}],
        )
        self.assertEqual(answer["Items"], [{"name": {"S": "new"}, "n": {"N": "1"}}])
        answer = self.execute(f'DELETE FROM "{self.table}" {where} RETURNING ALL OLD *')
        self.assertEqual(answer["Items"][0]["name"], {"S": "new"})

    def test_through_the_resource(self):
        client = self.resource_table(self.table).meta.client
        answer = client.execute_statement(
            Statement=f'SELECT name FROM "{self.table}" WHERE pk = ? AND sk = ?',
            Parameters=["a", 2],
        )
        self.assertEqual(answer["Items"], [{"name": "name 2"}])

    def test_refusals(self):
        with raises(self, "DuplicateItemException", "Duplicate primary key exists in table"):
            self.execute(f"INSERT INTO \"{self.table}\" VALUE {{'pk': 'a', 'sk': 1}}")
        with raises(self, "ValidationException", "Expected data manipulation"):
            self.execute("garbage")
        with raises(self, "ConditionalCheckFailedException", "The conditional request failed"):
            self.execute(f"UPDATE \"{self.table}\" SET n = 1 WHERE pk = 'z' AND sk = 1")
        with raises(self, "ResourceNotFoundException", "Requested resource not found"):
            self.execute("SELECT * FROM nosuch")

    def test_batch(self):
        read = f"SELECT sk FROM \"{self.table}\" WHERE pk = 'a'"
        answer = self.client.batch_execute_statement(
            Statements=[{"Statement": f"{read} AND sk = 1"}, {"Statement": read}]
        )
        self.assertEqual(answer["Responses"][0]["Item"], {"sk": {"N": "1"}})
        self.assertEqual(answer["Responses"][1]["Error"]["Code"], "ValidationError")

    def test_transaction(self):
        insert = f"INSERT INTO \"{self.table}\" VALUE {{'pk': 'b', 'sk': ?}}"
        statements = [
            {"Statement": insert, "Parameters": [{"N": "1"}]},
            {"Statement": insert, "Parameters": [{"N": "2"}]},
        ]
        self.client.execute_transaction(TransactStatements=statements)
        with raises(self, "TransactionCanceledException", "[DuplicateItem, DuplicateItem]"):
            self.client.execute_transaction(TransactStatements=statements)


if __name__ == "__main__":
    unittest.main()
