"""A handler as it is written for AWS Lambda: it says what it was called with, fails when it is told
to, and copies new images of a table's changes to another table."""

import os

import boto3


def handler(event, context):
    if event.get("fail"):
        raise ValueError(event["fail"])
    if "Records" not in event:
        print("called with", event)
        return {"event": event, "name": context.function_name, "stage": os.environ.get("STAGE")}
    client = boto3.client("dynamodb")
    for record in event["Records"]:
        image = record["dynamodb"].get("NewImage")
        if image:
            client.put_item(TableName=os.environ["COPIES"], Item=image)
    return None
