"""What the tests of functions share: functions, mappings and letters, what goes on under /_stator/,
the diary of functions/python/probe.py, and servers that a test may kill."""

import contextlib
import json
import os
import re
import signal
import subprocess
import tempfile
import threading
import time
import unittest
import urllib.error
import urllib.request
from pathlib import Path

import boto3

from support import ENDPOINT, SdkCase, options

FUNCTIONS = Path(__file__).resolve().parent.parent / "functions"
FOLDER = FUNCTIONS / "python"
ROLE = "arn:aws:iam::000000000000:role/any"
ARN = "arn:aws:lambda:us-east-1:000000000000:function:"
TABLE_ARN = "arn:aws:dynamodb:us-east-1:000000000000:table/"
SERVER = os.environ.get("STATOR_TEST_SERVER")
PATIENCE_SECONDS = 60  # Of a test that waits for what must come. No test asserts a time.
STREAM = {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"}


class Server:
    """A server that a test may kill and start again on the same data."""

    def __init__(self, case, *arguments):
        if not SERVER:
            raise unittest.SkipTest("wants a server of its own: no binary was given")
        self._command = [SERVER, "serve", "--port", "0", "--functions-root", str(FUNCTIONS),
                         *arguments]
        self._process = None
        case.addCleanup(self.stop)
        self.start()

    def start(self):
        with tempfile.TemporaryFile() as output:
            self._process = subprocess.Popen(
                self._command, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
            self.url = wait_for(lambda: self._announced(output))

    def _announced(self, output):
        output.seek(0)
        said = output.read().decode(errors="replace")
        if self._process.poll() is not None:
            raise AssertionError(f"the server did not start:\n{said}")
        match = re.search(r"http://(?:127\.0\.0\.1|localhost):(\d+)", said)
        return match and f"http://127.0.0.1:{match.group(1)}"

    def kill(self):
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def stop(self):
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(PATIENCE_SECONDS)


def wait_for(found):
    """Asks until the answer is true, and returns it."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if answer := found():
            return answer
        time.sleep(0.02)
    raise AssertionError("what was waited for did not come")


def is_running(pid):
    """Whether there is such a process. One that has ended, and nobody has asked how, is none."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except FileNotFoundError:
        return False
    return stat.rpartition(")")[2].split()[0] not in "ZX"


class FunctionCase(SdkCase):
    url = ENDPOINT

    def setUp(self):
        self.connect(ENDPOINT)

    def connect(self, url):
        """From here on, everything is asked of this server."""
        self.url = url
        arguments = {**options(), "endpoint_url": url}
        self.client = boto3.client("dynamodb", **arguments)
        self.functions = boto3.client("lambda", **arguments)
        self.addCleanup(self.client.close)
        self.addCleanup(self.functions.close)

    def own_server(self, *arguments):
        server = Server(self, *arguments)
        self.connect(server.url)
        return server

    # What lies under /_stator/.

    def admin(self, path, body=None):
        """Status and JSON. With a body it is a POST."""
        data = None if body is None else json.dumps(body).encode()
        try:
            with urllib.request.urlopen(f"{self.url}/_stator/{path}", data) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, json.load(error)

    def done(self, path, body=None):
        status, answer = self.admin(path, body)
        self.assertEqual(status, 200, answer)
        return answer

    def drain(self):
        return self.done("drain", {})

    def drain_beside(self):
        """Drains in a thread. It has ended well when the test has."""
        answers = []
        thread = threading.Thread(target=lambda: answers.append(self.admin("drain", {})))
        thread.start()
        self.addCleanup(lambda: self.assertEqual([status for status, _ in answers], [200]))
        self.addCleanup(thread.join)
        return thread

    def stats_of(self, name=None, uuid=None):
        """Of a function or a mapping."""
        found = self.done("functions")
        if uuid:
            return next(m for m in found["mappings"] if m["uuid"] == uuid)
        return next(f for f in found["functions"] if f["name"] == name)

    def log_of(self, name):
        with urllib.request.urlopen(f"{self.url}/_stator/functions/{name}/log") as log:
            return log.read().decode()

    # Functions, tables and what is between them.

    def new_function(self, handler="app.handler", variables=None, **more):
        arguments = {
            "FunctionName": self.new_name(), "Runtime": "python3.11", "Handler": handler,
            "Role": ROLE, "Timeout": 60, "Code": {"S3Bucket": "hot-reload", "S3Key": str(FOLDER)},
            "Environment": {"Variables": variables or {}}, **more,
        }
        self.functions.create_function(**arguments)
        name = arguments["FunctionName"]
        self.addCleanup(self.forget, self.functions.delete_function, FunctionName=name)
        return name

    def new_probe(self, **more):
        """A function that keeps a diary, and the folder of that."""
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        place = Path(scratch.name)
        return self.new_function("probe.handler", {"PLACE": str(place)}, **more), Diary(place)

    def stream_of(self, table):
        return self.client.describe_table(TableName=table)["Table"]["LatestStreamArn"]

    def new_letters(self):
        """A table for dead letters."""
        name = self.new_name()
        keys = (("mapping", "HASH"), ("id", "RANGE"))
        self.client.create_table(
            TableName=name, BillingMode="PAY_PER_REQUEST",
            KeySchema=[{"AttributeName": key, "KeyType": role} for key, role in keys],
            AttributeDefinitions=[
                {"AttributeName": key, "AttributeType": "S"} for key, _ in keys
            ],
        )
        self.wait_until_active(name)
        return name

    def new_mapping(self, function, table, letters=None, **more):
        """Fires a function from the table's oldest record on; its UUID."""
        if letters:
            more["DestinationConfig"] = {"OnFailure": {"Destination": TABLE_ARN + letters}}
        uuid = self.functions.create_event_source_mapping(**{
            "FunctionName": function, "EventSourceArn": self.stream_of(table),
            "StartingPosition": "TRIM_HORIZON", **more,
        })["UUID"]
        self.addCleanup(self.forget, self.functions.delete_event_source_mapping, UUID=uuid)
        return uuid

    def forget(self, delete, **arguments):
        """Leaves other tests nothing to drain, and no children. (A server of the test's own is
        gone by now.)"""
        if self.url == ENDPOINT:
            with contextlib.suppress(self.functions.exceptions.ResourceNotFoundException):
                delete(**arguments)

    def put(self, table, key, number=0):
        self.client.put_item(TableName=table, Item={"pk": {"S": key}, "n": {"N": str(number)}})

    def send(self, name, event):
        """Queues an event."""
        answer = self.functions.invoke(
            FunctionName=name, InvocationType="Event", Payload=json.dumps(event).encode())
        self.assertEqual(answer["StatusCode"], 202)


class Diary:
    """What functions/python/probe.py was called with, and how it is told what to do."""

    def __init__(self, place):
        self._place = place

    def notes(self):
        path = self._place / "diary"
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        return [json.loads(line) for line in text.split("\n")[:-1]]

    def events(self):
        return [note["event"] for note in self.notes()]

    def ids(self):
        """The IDs of the records of each batch."""
        return [[record["eventID"] for record in event["Records"]] for event in self.events()]

    def wait_for_calls(self, count):
        """Until there have been so many; their notes."""
        return wait_for(lambda: len(self.notes()) >= count and self.notes())

    def let(self, name):
        """hold or fail, from here on."""
        (self._place / name).touch()

    def stop(self, name):
        (self._place / name).unlink()
