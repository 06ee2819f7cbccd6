"""One server as the cases see it: requests in, answers out."""

import http.client
import json
import urllib.parse
import zlib
from dataclasses import dataclass

HEADERS = {
    "Content-Type": "application/x-amz-json-1.0",
    "X-Amz-Date": "20260101T000000Z",
    "Authorization": "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, "
                     "SignedHeaders=host, Signature=0",
}


@dataclass
class Answer:
    status: int
    body: object  # Parsed, or text when it is no JSON.
    fault: str = ""  # What is wrong with the answer in itself.

    @property
    def type(self):
        """The exception with its namespace; empty when the request succeeded."""
        return self.body.get("__type", "") if isinstance(self.body, dict) else ""

    @property
    def message(self):
        if not isinstance(self.body, dict):
            return str(self.body)
        return self.body.get("message", self.body.get("Message", ""))


class Endpoint:
    def __init__(self, name, url):
        self.name = name
        parts = urllib.parse.urlsplit(url)
        self._connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=30)

    def call(self, operation, body):
        """`body`: the text of the request, in bytes. None if the server died of it."""
        headers = HEADERS | {"X-Amz-Target": "DynamoDB_20120810." + operation}
        # A server may close a connection between requests, so it is asked twice.
        for _ in range(2):
            try:
                self._connection.request("POST", "/", body, headers)
                response = self._connection.getresponse()
                return _answer(response, response.read())
            except (http.client.HTTPException, OSError):
                self._connection.close()
        return None


def _answer(response, text):
    fault = ""
    if response.headers["x-amz-crc32"] != str(zlib.crc32(text)):
        fault = "x-amz-crc32 is not that of the body"
    elif not response.headers["x-amzn-RequestId"]:
        fault = "there is no x-amzn-RequestId"
    elif response.headers["Content-Type"] != HEADERS["Content-Type"]:
        fault = f"Content-Type is {response.headers['Content-Type']}"
    try:
        body = json.loads(text)
    except ValueError:
        body, fault = text.decode(errors="replace"), "the body is no JSON"
    return Answer(response.status, body, fault)
