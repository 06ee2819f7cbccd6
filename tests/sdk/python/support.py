"""What the boto3 tests share: a client for STATOR_SDK_ENDPOINT, tables, matchers."""

import contextlib
import itertools
import os
import unittest

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

ENDPOINT = os.environ["STATOR_SDK_ENDPOINT"]
_numbers = itertools.count(1)


def options(**config):
    """Arguments of boto3.client and boto3.resource. Nothing is tried twice, so that a fault cannot
    hide behind a retry; what boto3 would refuse by itself is left to the server."""
    return {
        "endpoint_url": ENDPOINT,
        "region_name": "us-east-1",
        "aws_access_key_id": "local",
        "aws_secret_access_key": "secret",
        "config": Config(
            retries={"total_max_attempts": 1}, parameter_validation=False, **config
        ),
    }


@contextlib.contextmanager
def raises(case, code, text=""):
    """Expects a ClientError with this code and a message that holds `text`."""
    with case.assertRaises(ClientError) as caught:
        yield caught
    error = caught.exception.response["Error"]
    case.assertEqual(error["Code"], code, error["Message"])
    case.assertIn(text, error["Message"])


class SdkCase(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.client = boto3.client("dynamodb", **options())
        cls.addClassCleanup(cls.client.close)

    def new_name(self):
        return f"{type(self).__name__}-{os.getpid()}-{next(_numbers)}"

    def resource_table(self, name):
        """The same table through boto3's resource interface, which speaks Python's own types."""
        resource = boto3.resource("dynamodb", **options())
        self.addCleanup(resource.meta.client.close)
        return resource.Table(name)

    def wait_until_active(self, name):
        self.client.get_waiter("table_exists").wait(
            TableName=name, WaiterConfig={"Delay": 1, "MaxAttempts": 30}
        )

    def create(self, name, sort_type=None, **more):
        """Creates a table of partition key pk (S) and, with `sort_type`, sort key sk."""
        keys = [("pk", "S", "HASH")] + ([("sk", sort_type, "RANGE")] if sort_type else [])
        self.client.create_table(
            TableName=name,
            KeySchema=[{"AttributeName": key, "KeyType": role} for key, _, role in keys],
            AttributeDefinitions=[
                {"AttributeName": key, "AttributeType": kind} for key, kind, _ in keys
            ],
            BillingMode="PAY_PER_REQUEST",
            **more,
        )
        self.wait_until_active(name)
        return name

    def new_table(self, sort_type=None, **more):
        return self.create(self.new_name(), sort_type, **more)
