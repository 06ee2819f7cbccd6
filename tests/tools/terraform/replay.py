"""Replays a file of requests against a DynamoDB endpoint, and compares the answers.

Each line of a file is a JSON object:

    operation, request   what is sent
    answer               what the answer holds; members that are not named here may be anything
    absent               names of members, joined by dots, that the answer does not have
    error                {"type", "message"} of the answer instead, each whole
    until                in place of `answer`: sent again and again until the answer holds this
    until_error          in place of `error`: sent again and again until it is answered so
    keep                 {"name": "Path.In.Answer"}: kept for the lines that follow
    why                  a word to the reader

"${name}" in any string stands for what was kept, or for what the replay was given. A list in an
answer is compared whole and in order, one in {"$set": [...]} whole and in any order, one in
{"$has": [...]} may hold more, and a string in {"$like": "..."} is a pattern.
"""

import json
import re
import time
import urllib.error
import urllib.request
import zlib

TRIES = 500
SECONDS_BETWEEN_TRIES = 0.02


class Mismatch(AssertionError):
    """An answer that is not what the file says."""


class Endpoint:
    """Speaks to a server as the AWS SDK for Go does, from which it has these headers."""

    def __init__(self, url):
        self._url = url

    def call(self, operation, request):
        """The status, and the parsed body."""
        http = urllib.request.Request(
            self._url + "/", data=json.dumps(request, ensure_ascii=False).encode(),
            headers={
                "Content-Type": "application/x-amz-json-1.0",
                "X-Amz-Target": f"DynamoDB_20120810.{operation}",
                "X-Amz-Date": "20260101T000000Z",
                "Accept-Encoding": "identity",
                "User-Agent": "APN/1.0 HashiCorp/1.0 Terraform/1.13 aws-sdk-go-v2/1.39",
                "Authorization": "AWS4-HMAC-SHA256 "
                                 "Credential=local/20260101/us-east-1/dynamodb/aws4_request, "
                                 "SignedHeaders=host;x-amz-date, Signature=0",
            })
        try:
            with urllib.request.urlopen(http, timeout=30) as response:
                return self._read(response.status, response)
        except urllib.error.HTTPError as refusal:
            with refusal:
                return self._read(refusal.code, refusal)

    @staticmethod
    def _read(status, response):
        body = response.read()
        # That SDK drops an answer whose checksum is wrong.
        checksum = response.headers.get("X-Amz-Crc32")
        if checksum is None or int(checksum) != zlib.crc32(body):
            raise Mismatch(f"x-amz-crc32 is {checksum}, not {zlib.crc32(body)}")
        return status, json.loads(body) if body else {}


def difference(expected, found, path=""):
    """Where and how `found` does not hold what is expected; None if it does."""
    if isinstance(expected, dict) and "$like" in expected:
        if isinstance(found, str) and re.fullmatch(expected["$like"], found):
            return None
    elif isinstance(expected, dict) and ("$set" in expected or "$has" in expected):
        return _set_difference(expected, found, path)
    elif isinstance(expected, dict) and isinstance(found, dict):
        for name, value in expected.items():
            if name not in found:
                return f"{path}.{name} is missing"
            if inner := difference(value, found[name], f"{path}.{name}"):
                return inner
        return None
    elif isinstance(expected, list) and isinstance(found, list):
        if len(expected) == len(found):
            pairs = enumerate(zip(expected, found))
            return next((d for i, (e, f) in pairs if (d := difference(e, f, f"{path}[{i}]"))), None)
    elif type(expected) is type(found) and expected == found:
        return None
    return f"{path or 'the answer'} is {json.dumps(found)}, not {json.dumps(expected)}"


def _set_difference(expected, found, path):
    rest = list(found) if isinstance(found, list) else []
    for value in expected.get("$set", expected.get("$has")):
        match = next((f for f in rest if difference(value, f) is None), None)
        if match is None:
            return f"{path} has no {json.dumps(value)}: {json.dumps(found)}"
        rest.remove(match)
    more = rest and "$set" in expected
    return f"{path} has {json.dumps(rest)} besides" if more else None


def at(answer, path):
    """The member at a path of names; None where there is none."""
    for name in path.split("."):
        answer = answer.get(name) if isinstance(answer, dict) else None
    return answer


def _fill(value, kept):
    if isinstance(value, str):
        return re.sub(r"\$\{(\w+)\}", lambda match: kept[match.group(1)], value)
    if isinstance(value, list):
        return [_fill(element, kept) for element in value]
    if isinstance(value, dict):
        return {_fill(name, kept): _fill(element, kept) for name, element in value.items()}
    return value


def _compare(step, status, answer):
    """What is wrong with an answer; None if nothing is."""
    error = step.get("error") or step.get("until_error")
    if error:
        found = {"type": answer.get("__type", "").rpartition("#")[2],
                 "message": answer.get("message")}
        return difference(error, found) if status == 400 else f"{status}: {json.dumps(answer)}"
    if status != 200:
        return f"{status}: {json.dumps(answer)}"
    for path in step.get("absent", ()):
        if at(answer, path) is not None:
            return f"{path} is {json.dumps(at(answer, path))}, where none should be"
    return difference(step.get("until", step.get("answer", {})), answer)


def replay(endpoint, path, **given):
    """Sends the lines of a file. Raises Mismatch at the first answer that is not as it says."""
    kept = dict(given)
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            step = _fill(json.loads(line), kept)
            repeats = "until" in step or "until_error" in step
            for left in range(TRIES if repeats else 1, 0, -1):
                status, answer = endpoint.call(step["operation"], step["request"])
                problem = _compare(step, status, answer)
                if problem is None or left == 1:
                    break
                time.sleep(SECONDS_BETWEEN_TRIES)
            if problem:
                raise Mismatch(f"{path.name}:{number}: {step['operation']}: {problem}")
            for name, where in step.get("keep", {}).items():
                kept[name] = at(answer, where)
