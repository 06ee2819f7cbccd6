"""The AWS CLI, as a person types it: tables, items, paging, errors, --output json.

Each command starts a Python of its own (a second or so), so there are few, each with its own point.
"""

import json
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

AWS = "/usr/bin/aws"  # The distribution's.
ENDPOINT = os.environ["STATOR_SDK_ENDPOINT"]


def aws(*words, service="dynamodb", expected_status=0):
    """Runs `aws <service> ...`; what it prints, parsed, or the error text when one is expected."""
    done = subprocess.run(
        [AWS, "--endpoint-url", ENDPOINT, "--region", "us-east-1", "--output", "json",
         "--no-cli-pager", service, *words],
        capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
        env={
            "PATH": os.environ["PATH"],
            "HOME": os.environ.get("HOME", "/"),
            "AWS_ACCESS_KEY_ID": "local",
            "AWS_SECRET_ACCESS_KEY": "secret",
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "AWS_MAX_ATTEMPTS": "1",
        },
    )
    if done.returncode != expected_status:
        command = " ".join(words)
        raise AssertionError(f"{command}: {done.returncode}\n{done.stdout}{done.stderr}")
    if expected_status:
        return done.stderr
    return json.loads(done.stdout) if done.stdout.strip() else None


class Cli(unittest.TestCase):
    table = f"Music-{os.getpid()}"

    @classmethod
    def setUpClass(cls):
        created = aws(
            "create-table", "--table-name", cls.table, "--billing-mode", "PAY_PER_REQUEST",
            "--key-schema", "AttributeName=Artist,KeyType=HASH", "AttributeName=Song,KeyType=RANGE",
            "--attribute-definitions", "AttributeName=Artist,AttributeType=S",
            "AttributeName=Song,AttributeType=S",
        )
        assert created["TableDescription"]["TableName"] == cls.table, created
        aws("wait", "table-exists", "--table-name", cls.table)

    def put(self, song, **more):
        item = {"Artist": {"S": "Nina Simone"}, "Song": {"S": song}, **more}
        aws("put-item", "--table-name", self.table, "--item", json.dumps(item))
        return item

    def key(self, song):
        return json.dumps({"Artist": {"S": "Nina Simone"}, "Song": {"S": song}})

    def test_describes_and_lists(self):
        table = aws("describe-table", "--table-name", self.table)["Table"]
        self.assertEqual(table["TableStatus"], "ACTIVE")
        self.assertEqual([key["AttributeName"] for key in table["KeySchema"]], ["Artist", "Song"])
        self.assertIn(self.table, aws("list-tables")["TableNames"])

    def test_puts_and_gets(self):
        item = self.put("Sinnerman", Seconds={"N": "622"}, Cover={"B": "AAECAw=="})
        found = aws("get-item", "--table-name", self.table, "--key", self.key("Sinnerman"))
        self.assertEqual(found["Item"], item)

    def test_updates_on_condition(self):
        self.put("Feeling Good", Plays={"N": "1"})
        words = (
            "update-item", "--table-name", self.table, "--key", self.key("Feeling Good"),
            "--update-expression", "SET Plays = Plays + :one",
            "--condition-expression", "Plays < :two",
            "--expression-attribute-values", '{":one": {"N": "1"}, ":two": {"N": "2"}}',
            "--return-values", "UPDATED_NEW",
        )
        self.assertEqual(aws(*words)["Attributes"], {"Plays": {"N": "2"}})
        text = aws(*words, expected_status=254)
        self.assertIn("(ConditionalCheckFailedException)", text)
        self.assertIn("The conditional request failed", text)

    def test_queries_in_pages_of_its_own_making(self):
        for number in range(5):
            item = {"Artist": {"S": "Bach"}, "Song": {"S": f"Fugue {number}"}}
            aws("put-item", "--table-name", self.table, "--item", json.dumps(item))
        words = (
            "query", "--table-name", self.table,
            "--key-condition-expression", "Artist = :a AND begins_with(Song, :f)",
            "--expression-attribute-values", '{":a": {"S": "Bach"}, ":f": {"S": "Fugue"}}',
        )
        whole = aws(*words, "--page-size", "2")
        self.assertEqual(
            [item["Song"]["S"] for item in whole["Items"]], [f"Fugue {n}" for n in range(5)]
        )
        first = aws(*words, "--max-items", "2")
        rest = aws(*words, "--starting-token", first["NextToken"])
        self.assertEqual(first["Items"] + rest["Items"], whole["Items"])

    def test_scans_and_deletes(self):
        self.put("Gone", Marker={"S": "to be deleted"})
        words = (
            "scan", "--table-name", self.table, "--filter-expression", "Marker = :m",
            "--expression-attribute-values", '{":m": {"S": "to be deleted"}}',
            "--query", "Items[].Song.S",
        )
        self.assertEqual(aws(*words), ["Gone"])
        aws("delete-item", "--table-name", self.table, "--key", self.key("Gone"))
        self.assertEqual(aws(*words), [])

    def test_says_what_went_wrong(self):
        text = aws("describe-table", "--table-name", "absent", expected_status=254)
        self.assertIn("(ResourceNotFoundException) when calling the DescribeTable operation", text)
        self.assertIn("Requested resource not found: Table: absent not found", text)

    def test_sets_time_to_live(self):
        aws(
            "update-time-to-live", "--table-name", self.table,
            "--time-to-live-specification", "Enabled=true, AttributeName=Expires",
        )
        described = aws("describe-time-to-live", "--table-name", self.table)
        self.assertEqual(described["TimeToLiveDescription"]["AttributeName"], "Expires")

    def test_tags(self):
        arn = aws("describe-table", "--table-name", self.table)["Table"]["TableArn"]
        aws("tag-resource", "--resource-arn", arn, "--tags", "Key=a,Value=1", "Key=b,Value=2")
        aws("untag-resource", "--resource-arn", arn, "--tag-keys", "b")
        tags = aws("list-tags-of-resource", "--resource-arn", arn)
        self.assertEqual(tags["Tags"], [{"Key": "a", "Value": "1"}])

    def test_reads_what_cannot_exist(self):
        backups = aws("describe-continuous-backups", "--table-name", self.table)
        status = backups["ContinuousBackupsDescription"]["ContinuousBackupsStatus"]
        self.assertEqual(status, "ENABLED")
        self.assertEqual(aws("list-backups"), {"BackupSummaries": []})
        text = aws("describe-global-table", "--global-table-name", "none", expected_status=254)
        self.assertIn("(GlobalTableNotFoundException)", text)
        self.assertEqual(aws("describe-limits")["TableMaxReadCapacityUnits"], 40000)

    def test_takes_its_input_from_files(self):
        name = f"{self.table}-from-files"
        with tempfile.TemporaryDirectory() as folder:
            def file(content):
                path = Path(folder) / f"{len(os.listdir(folder))}.json"
                path.write_text(json.dumps(content), encoding="utf-8")
                return f"file://{path}"

            aws("create-table", "--cli-input-json", file({
                "TableName": name,
                "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
                "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
                "BillingMode": "PAY_PER_REQUEST",
                "Tags": [{"Key": "from", "Value": "file"}],
            }))
            written = aws("batch-write-item", "--request-items", file({name: [
                {"PutRequest": {"Item": {"pk": {"S": f"k{number}"}, "n": {"N": str(number)}}}}
                for number in range(9)
            ]}))
            self.assertEqual(written["UnprocessedItems"], {})
        # Pages of two, which the CLI joins.
        whole = aws("scan", "--table-name", name, "--page-size", "2")
        self.assertEqual([whole["Count"], len(whole["Items"])], [9, 9])

    def test_runs_statements(self):
        self.put("Ne me quitte pas", Seconds={"N": "218"})
        statement = f'SELECT Seconds FROM "{self.table}" WHERE Artist = ? AND Song = ?'
        parameters = [{"S": "Nina Simone"}, {"S": "Ne me quitte pas"}]
        words = ("--statement", statement, "--parameters", json.dumps(parameters))
        self.assertEqual(aws("execute-statement", *words)["Items"], [{"Seconds": {"N": "218"}}])
        answers = aws("batch-execute-statement", "--statements", json.dumps([
            {"Statement": f"{statement[:-1]}'None'", "Parameters": parameters[:1]},
            {"Statement": f'SELECT * FROM "{self.table}"'},
        ]))["Responses"]
        self.assertEqual(answers[0], {"TableName": self.table})
        self.assertEqual(answers[1]["Error"]["Code"], "ValidationError")

    def test_deletes_a_table(self):
        name = f"{self.table}-short-lived"
        aws(
            "create-table", "--table-name", name,
            "--key-schema", "AttributeName=pk,KeyType=HASH",
            "--attribute-definitions", "AttributeName=pk,AttributeType=N",
            "--provisioned-throughput", "ReadCapacityUnits=1,WriteCapacityUnits=1",
        )
        aws("wait", "table-exists", "--table-name", name)
        deleted = aws("delete-table", "--table-name", name)
        self.assertEqual(deleted["TableDescription"]["TableStatus"], "DELETING")
        aws("wait", "table-not-exists", "--table-name", name)


if __name__ == "__main__":
    unittest.main()
