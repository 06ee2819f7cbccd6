"""Time to live through boto3: what is said of it, and that items go by themselves."""

import time
import unittest

from support import SdkCase, raises


class TimeToLive(SdkCase):
    def update(self, name, enabled, attribute="expires"):
        return self.client.update_time_to_live(
            TableName=name,
            TimeToLiveSpecification={"Enabled": enabled, "AttributeName": attribute},
        )["TimeToLiveSpecification"]

    def describe(self, name):
        return self.client.describe_time_to_live(TableName=name)["TimeToLiveDescription"]

    def wait_until(self, condition):
        deadline = time.monotonic() + 30
        while not condition():
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.05)

    def test_is_switched_on_and_off(self):
        name = self.new_table()
        self.assertEqual(self.describe(name), {"TimeToLiveStatus": "DISABLED"})
        self.assertEqual(
            self.update(name, True), {"Enabled": True, "AttributeName": "expires"}
        )
        self.assertEqual(self.describe(name)["AttributeName"], "expires")
        self.wait_until(lambda: self.describe(name)["TimeToLiveStatus"] == "ENABLED")
        with raises(self, "ValidationException", "TimeToLive is already enabled"):
            self.update(name, True)
        with raises(self, "ValidationException", "current AttributeName is expires"):
            self.update(name, True, "other")
        self.update(name, False)
        self.wait_until(lambda: self.describe(name) == {"TimeToLiveStatus": "DISABLED"})
        with raises(self, "ValidationException", "TimeToLive is already disabled"):
            self.update(name, False)

    def test_deletes_expired_items(self):
        name = self.new_table()
        self.update(name, True)
        now = int(time.time())
        for key, expires in (("past", now - 10), ("future", now + 1000)):
            self.client.put_item(
                TableName=name, Item={"pk": {"S": key}, "expires": {"N": str(expires)}}
            )
        self.wait_until(
            lambda: "Item" not in self.client.get_item(TableName=name, Key={"pk": {"S": "past"}})
        )
        self.assertIn("Item", self.client.get_item(TableName=name, Key={"pk": {"S": "future"}}))

    def test_is_refused_for_unknown_tables(self):
        name = self.new_name()
        with raises(self, "ResourceNotFoundException", f"Table: {name} not found"):
            self.update(name, True)
        with raises(self, "ResourceNotFoundException", f"Table: {name} not found"):
            self.describe(name)


if __name__ == "__main__":
    unittest.main()
