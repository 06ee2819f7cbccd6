"""Who may come in: every route of AWS Lambda's wants an Authorization header, whatever it says."""

import http.client
import json
import re
from urllib.parse import urlsplit

from function_support import ARN, FunctionCase

OFFERED = {
    "CreateFunction", "GetFunction", "GetFunctionConfiguration", "UpdateFunctionCode",
    "UpdateFunctionConfiguration", "DeleteFunction", "ListFunctions", "Invoke",
    "CreateEventSourceMapping", "GetEventSourceMapping", "UpdateEventSourceMapping",
    "DeleteEventSourceMapping", "ListEventSourceMappings",
}
UUID = "8a9b6f2e-0000-4000-8000-000000000000"
ERROR = "MissingAuthenticationTokenException"


class Authorization(FunctionCase):
    def setUp(self):
        super().setUp()
        self.name = self.new_function()
        self.connection = http.client.HTTPConnection(urlsplit(self.url).netloc)
        self.addCleanup(self.connection.close)

    def routes(self, function):
        """The names, methods and paths of all of AWS Lambda's operations that boto3 knows."""
        model = self.functions.meta.service_model
        known = {"FunctionName": function, "UUID": UUID, "Resource": ARN + function}
        for name in model.operation_names:
            route = model.operation_model(name).http
            path = re.sub(r"\{(\w+)\+?\}", lambda m: known.get(m.group(1), "any"),
                          route["requestUri"])
            yield name, route["method"], path

    def ask(self, method, path, headers):
        self.connection.request(method, path, "{}", headers)
        answer = self.connection.getresponse()
        return answer.status, answer.getheader("x-amzn-ErrorType"), answer.read()

    def test_is_asked_for_by_every_route(self):
        seen = set()
        for name, method, path in self.routes(self.name):
            for headers in ({}, {"Authorization": ""}):
                with self.subTest(name, **headers):
                    status, error, body = self.ask(method, path, headers)
                    self.assertEqual((status, error), (403, ERROR))
                    said = json.loads(body)
                    self.assertEqual(said["message"], "Missing Authentication Token")
                    self.assertEqual(said["Message"], said["message"])
            seen.add(name)
        self.assertLessEqual(OFFERED, seen)
        # None of them did anything: the function is there as it was.
        got = self.functions.get_function(FunctionName=self.name)["Configuration"]
        self.assertEqual((got["FunctionName"], got["Handler"]), (self.name, "app.handler"))

    def test_may_be_any(self):
        for name, method, path in self.routes("nobody"):
            with self.subTest(name):
                status, error, body = self.ask(method, path, {"Authorization": "any"})
                self.assertNotEqual(status, 403, body)
                self.assertNotEqual(error, ERROR)
                is_missing = error == "UnknownOperationException"
                if name in OFFERED:
                    self.assertFalse(is_missing, body)
                if is_missing:
                    self.assertEqual(json.loads(body)["message"],
                                     f"{name} is not supported by this version")
