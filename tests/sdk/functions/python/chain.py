"""Handlers that go on for ever, unless somebody stops them. Each hands the number that it is given,
and one more, to what TARGET names."""

import http.client
import json
import os
from urllib.parse import urlsplit

import boto3

TARGET = os.environ["TARGET"]
dynamodb = boto3.client("dynamodb")
functions = boto3.client("lambda")


def numbers_of(event):
    """Of the records' new images, or of an event itself."""
    if "Records" not in event:
        return [event["n"]]
    return [int(record["dynamodb"]["NewImage"]["n"]["N"]) for record in event["Records"]]


def item(number):
    return {"pk": {"S": "one"}, "n": {"N": str(number)}}


def put(event, context):
    for number in numbers_of(event):
        dynamodb.put_item(TableName=TARGET, Item=item(number + 1))


def answer(event, context):
    """Leaves the writing to the server, which does it with the place of the mapping."""
    return {
        "transactItems": [
            {"Put": {"TableName": TARGET, "Item": item(number + 1)}}
            for number in numbers_of(event)[-1:]
        ]
    }


def invoke(event, context):
    for number in numbers_of(event):
        functions.invoke(
            FunctionName=TARGET, InvocationType="Event",
            Payload=json.dumps({"n": number + 1}).encode(),
        )


def post(path, body, **headers):
    """A request of no SDK's: nothing in it says which call it was made in."""
    connection = http.client.HTTPConnection(urlsplit(os.environ["AWS_ENDPOINT_URL_LAMBDA"]).netloc)
    connection.request("POST", path, json.dumps(body), {"Authorization": "any", **headers})
    status = connection.getresponse().status
    connection.close()
    if status not in (200, 202):
        raise RuntimeError(f"{path} answered {status}")


def put_unseen(event, context):
    for number in numbers_of(event):
        post("/", {"TableName": TARGET, "Item": item(number + 1)},
             **{"X-Amz-Target": "DynamoDB_20120810.PutItem",
                "Content-Type": "application/x-amz-json-1.0"})


def invoke_unseen(event, context):
    for number in numbers_of(event):
        post(f"/2015-03-31/functions/{TARGET}/invocations", {"n": number + 1},
             **{"X-Amz-Invocation-Type": "Event"})
