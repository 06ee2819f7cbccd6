"""A handler as it is written for AWS Lambda: it says what it was called with, fails when it is told
to, by the event or by its environment, and copies new images of a table's changes to another
table."""

import os

import boto3


def handler(event, context):
    reason = event.get("fail") or os.environ.get("FAIL")
    if reason:
        raise ValueError(reason)
    if "Records" not in event:
        print("called with", event)
        return {"event": event, "name": context.function_name, "stage": os.environ.get("STAGE")}
    client = boto3.client("dynamodb")
    for record in event["Records"]:
        image = record["dynamodb"].get("NewImage")
        if image:
            client.put_item(TableName=os.environ["COPIES"], Item=image)
    return None
