"""The AWS CLI with functions: from a folder to its first event."""

import json
import tempfile
import unittest
from pathlib import Path

from cli_test import aws

FOLDER = Path(__file__).resolve().parent.parent / "functions" / "python"


class Functions(unittest.TestCase):
    def test_a_function_is_made_invoked_and_mapped(self):
        aws("create-table", "--table-name", "CliFired", "--billing-mode", "PAY_PER_REQUEST",
            "--key-schema", "AttributeName=pk,KeyType=HASH",
            "--attribute-definitions", "AttributeName=pk,AttributeType=S",
            "--stream-specification", "StreamEnabled=true,StreamViewType=NEW_IMAGE")
        stream = aws("describe-table", "--table-name", "CliFired", "--query",
                     "Table.LatestStreamArn")
        created = aws("create-function", "--function-name", "cli", "--runtime", "python3.11",
                      "--handler", "app.handler", "--role", "arn:aws:iam::000000000000:role/any",
                      "--timeout", "60",
                      "--code", f"S3Bucket=hot-reload,S3Key={FOLDER}", service="lambda")
        self.assertEqual(created["State"], "Active")
        aws("wait", "function-active-v2", "--function-name", "cli", service="lambda")
        with tempfile.TemporaryDirectory() as scratch:
            out = Path(scratch) / "out.json"
            payload = Path(scratch) / "in.json"
            payload.write_text('{"a": 1}', encoding="utf-8")
            invoked = aws("invoke", "--function-name", "cli", "--payload", f"fileb://{payload}",
                          str(out), service="lambda")
            self.assertEqual(invoked["StatusCode"], 200)
            self.assertEqual(json.loads(out.read_text())["event"], {"a": 1})
        mapping = aws("create-event-source-mapping", "--function-name", "cli",
                      "--starting-position", "LATEST", "--event-source-arn", stream,
                      service="lambda")
        listed = aws("list-event-source-mappings", "--function-name", "cli", service="lambda")
        self.assertEqual([m["UUID"] for m in listed["EventSourceMappings"]], [mapping["UUID"]])
        arn = created["FunctionArn"]
        aws("tag-resource", "--resource", arn, "--tags", "stage=dev,team=a", service="lambda")
        aws("untag-resource", "--resource", arn, "--tag-keys", "team", service="lambda")
        self.assertEqual(aws("list-tags", "--resource", arn, service="lambda"),
                         {"Tags": {"stage": "dev"}})
        for verb in ("list-aliases", "list-function-url-configs", "list-versions-by-function",
                     "list-function-event-invoke-configs", "list-provisioned-concurrency-configs"):
            aws(verb, "--function-name", "cli", service="lambda")
        self.assertIn("PublishVersion is not supported by this version",
                      aws("publish-version", "--function-name", "cli", service="lambda",
                          expected_status=254))
        aws("delete-event-source-mapping", "--uuid", mapping["UUID"], service="lambda")
        aws("delete-function", "--function-name", "cli", service="lambda")
        self.assertIn("Function not found",
                      aws("get-function", "--function-name", "cli", service="lambda",
                          expected_status=254))
