"""Functions, through the client that boto3 has for AWS Lambda."""

import base64
import io
import json
import urllib.request
import zipfile
from pathlib import Path

import boto3

from support import ENDPOINT, SdkCase, options, raises

FOLDER = Path(__file__).resolve().parent.parent / "functions" / "python"
ROLE = "arn:aws:iam::000000000000:role/any"
ARN = "arn:aws:lambda:us-east-1:000000000000:function:"


class Functions(SdkCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.functions = boto3.client("lambda", **options())
        cls.addClassCleanup(cls.functions.close)

    def new_function(self, **more):
        name = self.new_name()
        arguments = {
            "Runtime": "python3.11",
            "Handler": "app.handler",
            "Role": ROLE,
            "Code": {"S3Bucket": "hot-reload", "S3Key": str(FOLDER)},
            "Timeout": 60,
            **more,
        }
        created = self.functions.create_function(FunctionName=name, **arguments)
        self.assertEqual(created["FunctionArn"], ARN + name)
        self.addCleanup(self.delete, name)
        return name

    def delete(self, name):
        try:
            self.functions.delete_function(FunctionName=name)
        except self.functions.exceptions.ResourceNotFoundException:
            pass

    def invoke(self, name, event, **more):
        answer = self.functions.invoke(
            FunctionName=name, Payload=json.dumps(event).encode(), **more
        )
        payload = answer["Payload"].read()
        return answer, json.loads(payload) if payload else None

    def admin(self, path, body=b"{}"):
        with urllib.request.urlopen(f"{ENDPOINT}/_stator/{path}", body) as answer:
            return json.load(answer)

    def test_a_function_lives_from_creation_to_deletion(self):
        name = self.new_function(Description="first", Environment={"Variables": {"STAGE": "a"}})
        for waiter in ("function_active_v2", "function_updated_v2"):
            self.functions.get_waiter(waiter).wait(FunctionName=name)
        got = self.functions.get_function(FunctionName=name)
        self.assertEqual(got["Configuration"]["State"], "Active")
        self.assertEqual(got["Configuration"]["Environment"], {"Variables": {"STAGE": "a"}})
        self.functions.update_function_configuration(
            FunctionName=name, Description="second", Environment={"Variables": {"STAGE": "b"}}
        )
        got = self.functions.get_function_configuration(FunctionName=name)
        self.assertEqual(got["Description"], "second")
        pages = self.functions.get_paginator("list_functions").paginate(
            PaginationConfig={"PageSize": 1}
        )
        self.assertIn(name, [f["FunctionName"] for page in pages for f in page["Functions"]])
        self.functions.delete_function(FunctionName=name)
        with raises(self, "ResourceNotFoundException", f"Function not found: {ARN}{name}"):
            self.functions.get_function(FunctionName=name)

    def test_a_function_is_invoked(self):
        name = self.new_function(Environment={"Variables": {"STAGE": "dev"}})
        answer, result = self.invoke(name, {"a": 1}, LogType="Tail")
        self.assertEqual(answer["StatusCode"], 200)
        self.assertEqual(answer["ExecutedVersion"], "$LATEST")
        self.assertNotIn("FunctionError", answer)
        self.assertEqual(result, {"event": {"a": 1}, "name": name, "stage": "dev"})
        self.assertIn("called with {'a': 1}", base64.b64decode(answer["LogResult"]).decode())
        answer, result = self.invoke(name, {"fail": "on purpose"})
        self.assertEqual(answer["FunctionError"], "Unhandled")
        self.assertEqual(result["errorType"], "ValueError")
        self.assertEqual(result["errorMessage"], "on purpose")
        answer, _ = self.invoke(name, {}, InvocationType="DryRun")
        self.assertEqual(answer["StatusCode"], 204)

    def test_an_event_is_queued_and_its_end_is_told(self):
        told = self.new_function()
        name = self.new_function()
        put = self.functions.put_function_event_invoke_config(
            FunctionName=name,
            MaximumRetryAttempts=0,
            DestinationConfig={"OnFailure": {"Destination": ARN + told}},
        )
        self.assertEqual(put["MaximumRetryAttempts"], 0)
        answer, _ = self.invoke(name, {"fail": "later"}, InvocationType="Event")
        self.assertEqual(answer["StatusCode"], 202)
        self.admin("drain")
        with urllib.request.urlopen(f"{ENDPOINT}/_stator/functions/{told}/log") as log:
            self.assertIn("RetriesExhausted", log.read().decode())

    def test_code_is_uploaded_as_a_zip_file(self):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("main.py", "def run(event, context): return 'one'\n")
        name = self.new_function(Handler="main.run", Code={"ZipFile": file.getvalue()})
        self.assertEqual(self.invoke(name, {})[1], "one")
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("main.py", "def run(event, context): return 'two'\n")
        updated = self.functions.update_function_code(FunctionName=name, ZipFile=file.getvalue())
        self.assertEqual(updated["CodeSize"], len(file.getvalue()))
        self.assertEqual(self.invoke(name, {})[1], "two")

    def test_a_change_of_a_table_fires_a_function(self):
        copies = self.new_table()
        table = self.new_table(
            StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"}
        )
        stream = self.client.describe_table(TableName=table)["Table"]["LatestStreamArn"]
        name = self.new_function(Environment={"Variables": {"COPIES": copies}})
        mapping = self.functions.create_event_source_mapping(
            EventSourceArn=stream, FunctionName=name, StartingPosition="TRIM_HORIZON", BatchSize=7
        )
        self.assertEqual(mapping["BatchSize"], 7)
        self.assertEqual(mapping["FunctionArn"], ARN + name)
        for i in range(20):
            self.client.put_item(TableName=table, Item={"pk": {"S": str(i)}, "n": {"N": str(i)}})
        self.admin("drain")
        self.assertEqual(self.client.scan(TableName=copies)["Count"], 20)
        fared = [m for m in self.admin("functions", None)["mappings"]
                 if m["uuid"] == mapping["UUID"]]
        self.assertEqual(fared[0]["records"], 20)

        uuid = mapping["UUID"]
        updated = self.functions.update_event_source_mapping(UUID=uuid, Enabled=False)
        self.assertIn(updated["State"], ("Disabling", "Disabled", "Updating"))
        got = self.functions.get_event_source_mapping(UUID=uuid)
        self.assertEqual(got["EventSourceArn"], stream)
        listed = self.functions.list_event_source_mappings(FunctionName=name)
        self.assertEqual([m["UUID"] for m in listed["EventSourceMappings"]], [uuid])
        with raises(self, "ResourceConflictException", "Please update or delete the existing"):
            self.functions.create_event_source_mapping(
                EventSourceArn=stream, FunctionName=name, StartingPosition="LATEST"
            )
        self.functions.delete_event_source_mapping(UUID=uuid)

    def test_functions_and_mappings_have_tags(self):
        table = self.new_table(
            StreamSpecification={"StreamEnabled": True, "StreamViewType": "KEYS_ONLY"}
        )
        stream = self.client.describe_table(TableName=table)["Table"]["LatestStreamArn"]
        name = self.new_function(Tags={"team": "a"})
        mapping = self.functions.create_event_source_mapping(
            EventSourceArn=stream, FunctionName=name, StartingPosition="LATEST"
        )
        mapping_arn = ARN.replace(":function:", ":event-source-mapping:") + mapping["UUID"]
        for arn in (ARN + name, mapping_arn):
            self.functions.tag_resource(Resource=arn, Tags={"team": "b", "stage": "dev"})
            self.assertEqual(
                self.functions.list_tags(Resource=arn)["Tags"], {"team": "b", "stage": "dev"}
            )
            self.functions.untag_resource(Resource=arn, TagKeys=["team", "none"])
            self.assertEqual(self.functions.list_tags(Resource=arn)["Tags"], {"stage": "dev"})
        self.assertEqual(self.functions.get_function(FunctionName=name)["Tags"], {"stage": "dev"})
        with raises(self, "InvalidParameterValueException", "Please specify a function ARN"):
            self.functions.list_tags(Resource=ARN + name + ":1")
        self.functions.delete_event_source_mapping(UUID=mapping["UUID"])
        with raises(self, "ResourceNotFoundException", "Event source mapping not found: arn:"):
            self.functions.list_tags(Resource=mapping_arn)

    def test_errors_have_the_names_that_the_client_knows(self):
        name = self.new_function()
        with raises(self, "ResourceConflictException", f"Function already exist: {name}"):
            self.functions.create_function(
                FunctionName=name, Runtime="python3.11", Handler="app.handler", Role=ROLE,
                Code={"S3Bucket": "hot-reload", "S3Key": str(FOLDER)},
            )
        with raises(self, "InvalidParameterValueException", "--functions-root"):
            self.new_function(Code={"S3Bucket": "hot-reload", "S3Key": "/"})
        with raises(self, "InvalidParameterValueException", "Function does not exist"):
            self.functions.create_event_source_mapping(
                EventSourceArn="arn:aws:dynamodb:us-east-1:000000000000:table/t/stream/x",
                FunctionName="nobody", StartingPosition="LATEST",
            )
        with raises(self, "ResourceNotFoundException",
                    "The resource you requested does not exist."):
            self.functions.get_event_source_mapping(UUID="8a9b6f2e-0000-4000-8000-000000000000")
