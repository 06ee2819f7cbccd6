"""Streams that are disabled and enabled again, under mappings that go on with what is theirs."""

from function_support import STREAM, FunctionCase, wait_for
from support import raises


class MappingsOfADisabledStream(FunctionCase):
    def setUp(self):
        super().setUp()
        self.table = self.new_table(StreamSpecification=STREAM)
        self.name, self.diary = self.new_probe()

    def switch(self, on):
        """The stream of the table; its ARN."""
        specification = STREAM if on else {"StreamEnabled": False}
        self.client.update_table(TableName=self.table, StreamSpecification=specification)
        self.wait_until_active(self.table)
        return self.stream_of(self.table)

    def keys(self):
        """Of the records that the function was called with, in the order in which it was."""
        return [record["dynamodb"]["Keys"]["pk"]["S"]
                for event in self.diary.events() for record in event["Records"]]

    def sources(self):
        return [record["eventSourceARN"]
                for event in self.diary.events() for record in event["Records"]]

    def test_end_with_the_old_stream_and_a_new_one_has_its_own_records_only(self):
        first = self.stream_of(self.table)
        old = self.new_mapping(self.name, self.table)
        self.put(self.table, "before")
        self.drain()
        self.switch(on=False)
        self.put(self.table, "without a stream")
        second = self.switch(on=True)
        self.assertNotEqual(second, first)
        self.put(self.table, "after")
        self.drain()
        # The old mapping has the old stream, which nothing is added to.
        self.assertEqual(self.keys(), ["before"])
        new = self.new_mapping(self.name, self.table)
        self.assertNotEqual(new, old)
        self.put(self.table, "later")
        self.drain()
        self.assertEqual(self.keys(), ["before", "after", "later"])
        self.assertEqual(self.sources(), [first, second, second])
        for uuid, arn, records in ((old, first, 1), (new, second, 2)):
            got = self.functions.get_event_source_mapping(UUID=uuid)
            self.assertEqual((got["State"], got["EventSourceArn"]), ("Enabled", arn))
            self.assertEqual(self.stats_of(uuid=uuid)["records"], records)

    def test_deliver_what_is_left_of_it(self):
        uuid = self.new_mapping(self.name, self.table, Enabled=False)
        self.put(self.table, "a")
        self.put(self.table, "b")
        self.switch(on=False)
        self.put(self.table, "c")
        self.drain()
        self.assertEqual(self.keys(), [])
        self.functions.update_event_source_mapping(UUID=uuid, Enabled=True)
        self.drain()
        self.assertEqual(self.keys(), ["a", "b"])

    def test_go_on_where_they_were_when_it_is_they_who_are_enabled_again(self):
        uuid = self.new_mapping(self.name, self.table)
        self.put(self.table, "a")
        self.drain()
        self.functions.update_event_source_mapping(UUID=uuid, Enabled=False)
        wait_for(lambda: self.functions.get_event_source_mapping(UUID=uuid)["State"] == "Disabled")
        self.put(self.table, "b")
        self.drain()
        self.assertEqual(self.keys(), ["a"])
        self.functions.update_event_source_mapping(UUID=uuid, Enabled=True)
        self.put(self.table, "c")
        self.drain()
        self.assertEqual(self.keys(), ["a", "b", "c"])

    def test_can_be_made_of_the_old_stream_too_as_long_as_it_is_kept(self):
        old = self.stream_of(self.table)
        self.put(self.table, "a")
        self.switch(on=False)
        self.switch(on=True)
        self.put(self.table, "b")
        self.new_mapping(self.name, self.table, EventSourceArn=old)
        self.drain()
        self.assertEqual(self.keys(), ["a"])
        self.assertEqual(self.sources(), [old])

    def test_are_refused_for_a_stream_that_there_never_was(self):
        arn = self.stream_of(self.table)
        missing = arn[:-len("2026-01-01T00:00:00.000")] + "2020-01-01T00:00:00.000"
        with raises(self, "InvalidParameterValueException", f"Stream not found: {missing}"):
            self.new_mapping(self.name, self.table, EventSourceArn=missing)

    def test_latest_begins_with_what_is_written_after_it(self):
        self.put(self.table, "a")
        self.new_mapping(self.name, self.table, StartingPosition="LATEST")
        self.put(self.table, "b")
        self.drain()
        self.assertEqual(self.keys(), ["b"])
