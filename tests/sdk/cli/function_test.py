"""The AWS CLI with functions: from a folder to its first event, and every operation that there is
on functions and mappings."""

import json
import tempfile
import unittest
import zipfile
from pathlib import Path

from cli_test import aws

FOLDER = Path(__file__).resolve().parent.parent / "functions" / "python"


def awsl(*arguments, **more):
    return aws(*arguments, service="lambda", **more)


def create_function(name):
    return awsl("create-function", "--function-name", name, "--runtime", "python3.11",
                "--handler", "app.handler", "--role", "arn:aws:iam::000000000000:role/any",
                "--timeout", "60", "--code", f"S3Bucket=hot-reload,S3Key={FOLDER}")


def create_table(name):
    """The ARN of its stream."""
    aws("create-table", "--table-name", name, "--billing-mode", "PAY_PER_REQUEST",
        "--key-schema", "AttributeName=pk,KeyType=HASH",
        "--attribute-definitions", "AttributeName=pk,AttributeType=S",
        "--stream-specification", "StreamEnabled=true,StreamViewType=NEW_IMAGE")
    return aws("describe-table", "--table-name", name, "--query", "Table.LatestStreamArn")


class Functions(unittest.TestCase):
    def invoke(self, name, event):
        with tempfile.TemporaryDirectory() as scratch:
            out = Path(scratch) / "out.json"
            payload = Path(scratch) / "in.json"
            payload.write_text(json.dumps(event), encoding="utf-8")
            invoked = awsl("invoke", "--function-name", name, "--payload", f"fileb://{payload}",
                           str(out))
            self.assertEqual(invoked["StatusCode"], 200)
            return json.loads(out.read_text(encoding="utf-8"))

    def test_a_function_is_made_invoked_and_mapped(self):
        stream = create_table("CliFired")
        created = create_function("cli")
        self.assertEqual(created["State"], "Active")
        awsl("wait", "function-active-v2", "--function-name", "cli")
        self.assertEqual(self.invoke("cli", {"a": 1})["event"], {"a": 1})
        mapping = awsl("create-event-source-mapping", "--function-name", "cli",
                       "--starting-position", "LATEST", "--event-source-arn", stream)
        listed = awsl("list-event-source-mappings", "--function-name", "cli")
        self.assertEqual([m["UUID"] for m in listed["EventSourceMappings"]], [mapping["UUID"]])
        arn = created["FunctionArn"]
        awsl("tag-resource", "--resource", arn, "--tags", "stage=dev,team=a")
        awsl("untag-resource", "--resource", arn, "--tag-keys", "team")
        self.assertEqual(awsl("list-tags", "--resource", arn), {"Tags": {"stage": "dev"}})
        for verb in ("list-aliases", "list-function-url-configs", "list-versions-by-function",
                     "list-function-event-invoke-configs", "list-provisioned-concurrency-configs"):
            awsl(verb, "--function-name", "cli")
        self.assertIn("PublishVersion is not supported by this version",
                      awsl("publish-version", "--function-name", "cli", expected_status=254))
        awsl("delete-event-source-mapping", "--uuid", mapping["UUID"])
        awsl("delete-function", "--function-name", "cli")
        self.assertIn("Function not found",
                      awsl("get-function", "--function-name", "cli", expected_status=254))

    def test_a_function_is_read_and_changed(self):
        create_function("cliChanged")
        name = ("--function-name", "cliChanged")
        updated = awsl("update-function-configuration", *name, "--description", "second",
                       "--environment", "Variables={STAGE=dev}", "--memory-size", "256")
        self.assertEqual((updated["Description"], updated["MemorySize"]), ("second", 256))
        awsl("wait", "function-updated-v2", *name)
        read = awsl("get-function-configuration", *name)
        self.assertEqual(read["Environment"], {"Variables": {"STAGE": "dev"}})
        self.assertEqual(self.invoke("cliChanged", {})["stage"], "dev")
        self.assertEqual(awsl("get-function", *name)["Configuration"]["Description"], "second")
        names = awsl("list-functions", "--query", "Functions[].FunctionName")
        self.assertIn("cliChanged", names)
        with tempfile.TemporaryDirectory() as scratch:
            upload = Path(scratch) / "code.zip"
            with zipfile.ZipFile(upload, "w") as archive:
                archive.writestr("app.py", "def handler(event, context): return 'uploaded'\n")
            code = awsl("update-function-code", *name, "--zip-file", f"fileb://{upload}")
            self.assertEqual(code["CodeSize"], upload.stat().st_size)
        self.assertEqual(self.invoke("cliChanged", {}), "uploaded")
        awsl("delete-function", *name)

    def test_a_mapping_is_read_and_changed(self):
        stream = create_table("CliMapped")
        create_function("cliMapped")
        uuid = awsl("create-event-source-mapping", "--function-name", "cliMapped", "--batch-size",
                    "5", "--starting-position", "TRIM_HORIZON", "--event-source-arn", stream,
                    "--no-enabled")["UUID"]
        read = awsl("get-event-source-mapping", "--uuid", uuid)
        self.assertEqual((read["BatchSize"], read["EventSourceArn"]), (5, stream))
        self.assertEqual(read["State"], "Disabled")
        updated = awsl("update-event-source-mapping", "--uuid", uuid, "--batch-size", "7",
                       "--enabled", "--maximum-retry-attempts", "3", "--filter-criteria",
                       '{"Filters":[{"Pattern":"{\\"eventName\\":[\\"INSERT\\"]}"}]}')
        self.assertEqual((updated["BatchSize"], updated["MaximumRetryAttempts"]), (7, 3))
        read = awsl("get-event-source-mapping", "--uuid", uuid)
        self.assertEqual(read["State"], "Enabled")
        self.assertEqual(read["FilterCriteria"],
                         {"Filters": [{"Pattern": '{"eventName":["INSERT"]}'}]})
        awsl("delete-event-source-mapping", "--uuid", uuid)
        self.assertIn("The resource you requested does not exist.",
                      awsl("get-event-source-mapping", "--uuid", uuid, expected_status=254))
        awsl("delete-function", "--function-name", "cliMapped")

    def test_what_becomes_of_events_is_configured(self):
        create_function("cliTold")
        told = create_function("cliTelling")["FunctionArn"].replace("cliTelling", "cliTold")
        name = ("--function-name", "cliTelling")
        put = awsl("put-function-event-invoke-config", *name, "--maximum-retry-attempts", "1",
                   "--destination-config", json.dumps({"OnFailure": {"Destination": told}}))
        self.assertEqual(put["MaximumRetryAttempts"], 1)
        awsl("update-function-event-invoke-config", *name, "--maximum-event-age-in-seconds", "60")
        read = awsl("get-function-event-invoke-config", *name)
        self.assertEqual((read["MaximumRetryAttempts"], read["MaximumEventAgeInSeconds"]), (1, 60))
        self.assertEqual(read["DestinationConfig"]["OnFailure"], {"Destination": told})
        awsl("delete-function-event-invoke-config", *name)
        self.assertIn("doesn't have an EventInvokeConfig",
                      awsl("get-function-event-invoke-config", *name, expected_status=254))
        awsl("delete-function", *name)
        awsl("delete-function", "--function-name", "cliTold")
