"""Invocations of type Event: how often a function is called for one, until when, and who is told of
its end. By a clock that is turned."""

import http.server
import json
import threading
from datetime import datetime, timezone

from function_support import ARN, ROLE, FunctionCase
from support import raises

START = 1_800_000_000
SIX_HOURS = 6 * 3600
WAIT_SECONDS_MAX = 300  # Between two calls of a function that takes none.
EVENT_BYTES_MAX = 1_048_576


def iso(seconds):
    return datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.000Z")


class Endpoint:
    """A function behind a URL, where nobody listens at first."""

    def __init__(self, case):
        self.events = events = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                events.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(200)
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"{}")

            def log_message(self, *_):
                pass

        self._server = http.server.HTTPServer(("127.0.0.1", 0), Handler, bind_and_activate=False)
        self._server.server_bind()
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        case.addCleanup(self._server.server_close)
        self._case = case

    def listen(self):
        self._server.server_activate()
        threading.Thread(target=self._server.serve_forever).start()
        self._case.addCleanup(self._server.shutdown)


class Events(FunctionCase):
    def setUp(self):
        super().setUp()
        self.own_server("--freeze-at", str(START))
        self.told, self.letters = self.new_probe()
        self.name, self.diary = self.new_probe()
        self.arn = ARN + self.name + ":$LATEST"

    def configure(self, **config):
        for kind, name in list(config.get("DestinationConfig", {}).items()):
            config["DestinationConfig"][kind] = {"Destination": ARN + name}
        self.functions.put_function_event_invoke_config(FunctionName=self.name, **config)

    def turn(self, to):
        """The clock, to this second after START. What falls due by it has been done then."""
        self.done("clock", {"set": START + to})

    def waiting(self):
        return self.done("functions")["waiting_events"]

    def expect_calls(self, count):
        self.assertEqual(len(self.diary.notes()), count)

    def test_are_tried_three_times_and_then_the_failure_is_told(self):
        self.configure(DestinationConfig={"OnFailure": self.told, "OnSuccess": self.told})
        self.diary.let("fail")
        self.send(self.name, {"n": 7})
        self.turn(0)
        for second, calls in ((59, 1), (60, 2), (179, 2), (180, 3)):
            self.turn(second)
            self.expect_calls(calls)
        self.drain()
        self.expect_calls(3)
        ids = {note["id"] for note in self.diary.notes()}
        self.assertEqual(len(ids), 1)
        (document,) = self.letters.events()
        payload = document.pop("responsePayload")
        self.assertEqual(document, {
            "version": "1.0",
            "timestamp": iso(START + 180),
            "requestContext": {
                "requestId": ids.pop(), "functionArn": self.arn,
                "condition": "RetriesExhausted", "approximateInvokeCount": 3,
            },
            "requestPayload": {"n": 7},
            "responseContext": {
                "statusCode": 200, "executedVersion": "$LATEST", "functionError": "Unhandled",
            },
        })
        self.assertEqual(payload["errorType"], "ValueError")
        self.assertEqual(payload["errorMessage"], "told to fail")
        self.assertEqual(self.waiting(), 0)

    def test_that_end_well_are_told_too(self):
        self.configure(DestinationConfig={"OnSuccess": self.told})
        self.diary.let("fail")
        self.send(self.name, {"n": 7})
        self.turn(0)
        self.diary.stop("fail")
        self.turn(60)
        self.drain()
        self.expect_calls(2)
        (document,) = self.letters.events()
        self.assertEqual(document, {
            "version": "1.0",
            "timestamp": iso(START + 60),
            "requestContext": {
                "requestId": self.diary.notes()[0]["id"], "functionArn": self.arn,
                "condition": "Success", "approximateInvokeCount": 2,
            },
            "requestPayload": {"n": 7},
            "responseContext": {"statusCode": 200, "executedVersion": "$LATEST"},
            "responsePayload": {"got": 7},
        })

    def send_to_endpoint(self):
        """An event that nobody takes, as long as nobody listens at its endpoint; that."""
        endpoint = Endpoint(self)
        name = self.new_name()
        self.functions.create_function(
            FunctionName=name, PackageType="Image", Role=ROLE, Code={"ImageUri": endpoint.url})
        self.functions.put_function_event_invoke_config(
            FunctionName=name,
            DestinationConfig={"OnFailure": {"Destination": ARN + self.told}})
        self.send(name, {"n": 0})
        self.turn(0)
        return endpoint

    def test_wait_for_six_hours_for_a_function_that_takes_no_call(self):
        endpoint = self.send_to_endpoint()
        self.turn(SIX_HOURS - WAIT_SECONDS_MAX)
        self.assertEqual(self.waiting(), 1)
        endpoint.listen()
        self.turn(SIX_HOURS)
        self.drain()
        self.assertEqual(endpoint.events, [{"n": 0}])
        self.assertEqual(self.letters.events(), [])

    def test_are_given_up_when_they_have_waited_for_longer(self):
        endpoint = self.send_to_endpoint()
        self.turn(SIX_HOURS)
        self.assertEqual(self.waiting(), 1)
        self.turn(SIX_HOURS + WAIT_SECONDS_MAX + 1)
        endpoint.listen()
        self.drain()
        self.assertEqual(endpoint.events, [])
        (document,) = self.letters.events()
        self.assertEqual(document["requestContext"]["condition"], "EventAgeExceeded")
        self.assertEqual(document["requestContext"]["approximateInvokeCount"], 0)
        self.assertEqual(document["requestPayload"], {"n": 0})
        self.assertNotIn("responseContext", document)

    def test_are_tried_once_where_the_configuration_says_so(self):
        self.configure(MaximumRetryAttempts=0, DestinationConfig={"OnFailure": self.told})
        self.send(self.name, {"fail": True})
        self.drain()
        self.expect_calls(1)
        (document,) = self.letters.events()
        self.assertEqual(document["requestContext"]["approximateInvokeCount"], 1)
        self.functions.delete_function_event_invoke_config(FunctionName=self.name)
        self.send(self.name, {"fail": True})
        self.drain()
        self.expect_calls(1 + 3)
        self.assertEqual(len(self.letters.events()), 1)

    def test_become_no_older_than_the_configuration_says(self):
        self.configure(MaximumEventAgeInSeconds=60, DestinationConfig={"OnFailure": self.told})
        self.diary.let("fail")
        self.send(self.name, {"n": 0})
        self.turn(0)
        # The second try comes when it is just young enough, the third would come too late.
        self.turn(60)
        self.expect_calls(2)
        self.turn(179)
        self.assertEqual(self.waiting(), 1)
        self.diary.stop("fail")
        self.turn(180)
        self.drain()
        self.expect_calls(2)
        (document,) = self.letters.events()
        self.assertEqual(document["requestContext"]["condition"], "EventAgeExceeded")
        self.assertEqual(document["requestContext"]["approximateInvokeCount"], 2)

    def test_have_at_most_one_megabyte(self):
        frame = len(json.dumps({"n": ""}))
        largest = {"n": "x" * (EVENT_BYTES_MAX - frame)}
        self.send(self.name, largest)
        self.drain()
        self.assertEqual(self.diary.events(), [largest])
        too_large = {"n": "x" * (EVENT_BYTES_MAX - frame + 1)}
        with raises(self, "RequestTooLargeException",
                    "1048577 byte payload is too large for the Event invocation type "
                    "(limit 1048576 bytes)") as caught:
            self.send(self.name, too_large)
        status = caught.exception.response["ResponseMetadata"]["HTTPStatusCode"]
        self.assertEqual(status, 413)
        self.assertEqual(self.waiting(), 0)
        # To whom it is only an event's limit.
        answer = self.functions.invoke(FunctionName=self.name, Payload=json.dumps(too_large))
        self.assertEqual(json.load(answer["Payload"]), {"got": too_large["n"]})

    def test_of_a_function_that_does_not_exist_are_not_taken(self):
        with raises(self, "ResourceNotFoundException", f"Function not found: {ARN}nobody"):
            self.send("nobody", {})
