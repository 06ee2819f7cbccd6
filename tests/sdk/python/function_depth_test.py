"""Functions that fire themselves and each other, in processes of their own: a cycle is cut off
where it is seen, and a drain says what does not end."""

from function_support import ROLE, STREAM, FunctionCase

DEPTH_MAX = 16
LOOP = "Functions fire each other without end: "


class FunctionsThatFireEachOther(FunctionCase):
    def setUp(self):
        super().setUp()
        self.letters = self.new_letters()

    def new_streamed_table(self):
        return self.new_table(StreamSpecification=STREAM)

    def chain(self, table, handler, target, **more):
        """A function that is fired by the table and writes to `target`; name and mapping."""
        name = self.new_function("chain." + handler, {"TARGET": target})
        return name, self.new_mapping(name, table, self.letters, **more)

    def number_in(self, table):
        item = self.client.get_item(TableName=table, Key={"pk": {"S": "one"}})["Item"]
        return int(item["n"]["N"])

    def refused(self):
        """What a drain says that does not end."""
        status, answer = self.admin("drain", {})
        self.assertEqual(status, 409, answer)
        self.assertEqual(set(answer), {"__type", "message"})
        self.assertEqual(answer["__type"], "com.stator#DrainDivergedException")
        return answer["message"]

    def expect_path(self, message, path, letter_of):
        """The drain and the one dead letter have this path, of names of functions."""
        self.assertEqual(message, LOOP + " > ".join(path))
        (letter,) = self.client.scan(TableName=self.letters)["Items"]
        self.assertEqual(letter["mapping"]["S"], letter_of)
        context = letter["document"]["M"]["requestContext"]["M"]
        self.assertEqual(context["condition"], {"S": "RecursionDepthExceeded"})
        self.assertEqual([name["S"] for name in context["path"]["L"]], path)
        self.assertNotIn("responseContext", letter["document"]["M"])
        return letter["records"]["L"]

    def expect_rest(self):
        """There is nothing left of the cycle."""
        report = self.drain()
        self.assertEqual((report["invocations"], report["records"]), (0, 0))

    def test_one_that_writes_to_its_own_table_is_cut_off(self):
        table = self.new_streamed_table()
        name, uuid = self.chain(table, "put", table)
        self.put(table, "one", 0)
        (record,) = self.expect_path(self.refused(), [name] * (DEPTH_MAX + 1), uuid)
        # Each call went one deeper; the last write was not followed.
        self.assertEqual(self.number_in(table), DEPTH_MAX + 1)
        self.assertEqual(record["M"]["dynamodb"]["M"]["NewImage"]["M"]["n"],
                         {"N": str(DEPTH_MAX + 1)})
        stats = self.stats_of(uuid=uuid)
        self.assertEqual((stats["invocations"], stats["errors"]), (DEPTH_MAX + 1, 0))
        self.assertEqual((stats["dropped"], stats["dead_lettered"]), (1, 1))
        self.expect_rest()
        # What somebody else writes is at depth 0 again.
        self.put(table, "one", 100)
        self.refused()
        self.assertEqual(self.number_in(table), 100 + DEPTH_MAX + 1)

    def test_two_that_write_each_others_tables_are_cut_off(self):
        first, second = self.new_streamed_table(), self.new_streamed_table()
        a, _ = self.chain(first, "put", second)
        b, uuid = self.chain(second, "put", first)
        self.put(first, "one", 0)
        path = [a, b] * (DEPTH_MAX // 2) + [a]
        (record,) = self.expect_path(self.refused(), path, uuid)
        self.assertEqual(record["M"]["dynamodb"]["M"]["NewImage"]["M"]["n"],
                         {"N": str(DEPTH_MAX + 1)})
        self.assertEqual((self.number_in(first), self.number_in(second)),
                         (DEPTH_MAX, DEPTH_MAX + 1))
        self.expect_rest()

    def test_what_an_answer_asks_to_be_written_is_followed(self):
        first, second = self.new_streamed_table(), self.new_streamed_table()
        a, uuid = self.chain(first, "answer", second)
        b, _ = self.chain(second, "put", first)
        self.put(second, "one", 0)
        path = [b, a] * (DEPTH_MAX // 2) + [b]
        self.expect_path(self.refused(), path, uuid)
        self.assertEqual((self.number_in(first), self.number_in(second)),
                         (DEPTH_MAX + 1, DEPTH_MAX))
        self.expect_rest()

    def test_events_in_between_are_followed(self):
        table = self.new_streamed_table()
        writer = self.new_function("chain.put", {"TARGET": table})
        sender, uuid = self.chain(table, "invoke", writer)
        self.put(table, "one", 0)
        # An event has no mapping, and so no place in the path.
        self.expect_path(self.refused(), [sender] * (DEPTH_MAX + 1), uuid)
        self.expect_rest()
        self.assertEqual(self.stats_of(writer)["invocations"], DEPTH_MAX + 1)

    def test_a_chain_that_ends_is_none(self):
        tables = [self.new_streamed_table() for _ in range(4)]
        for table, target in zip(tables, tables[1:]):
            self.chain(table, "put", target)
        self.put(tables[0], "one", 0)
        self.drain()
        self.assertEqual([self.number_in(table) for table in tables], [0, 1, 2, 3])
        self.assertEqual(self.client.scan(TableName=self.letters)["Count"], 0)

    def test_a_cycle_that_cannot_be_seen_ends_the_drain_all_the_same(self):
        table = self.new_streamed_table()
        writer = self.new_function("chain.put_unseen", {"TARGET": table})
        _, uuid = self.chain(table, "invoke_unseen", writer)
        self.put(table, "one", 0)
        self.assertRegex(self.refused(), "^Events (and changes of tables )?follow .*without end")
        self.assertGreater(self.number_in(table), DEPTH_MAX + 1)
        # It can be stopped, and then there is an end.
        self.functions.delete_event_source_mapping(UUID=uuid)
        self.drain()

    def test_an_endpoint_that_takes_no_call_ends_the_drain_and_keeps_its_records(self):
        table = self.new_streamed_table()
        name = self.new_name()
        self.functions.create_function(
            FunctionName=name, PackageType="Image", Role=ROLE,
            Code={"ImageUri": "http://127.0.0.1:1"},  # Where nobody listens.
        )
        self.addCleanup(self.forget, self.functions.delete_function, FunctionName=name)
        uuid = self.new_mapping(name, table, self.letters, MaximumRecordAgeInSeconds=60,
                                MaximumRetryAttempts=0)
        self.put(table, "one", 0)
        no_call = f"The function {name} takes no call, so its "
        self.assertEqual(self.refused(), no_call + "records wait on")
        stats = self.stats_of(uuid=uuid)
        self.assertEqual((stats["invocations"], stats["dropped"], stats["dead_lettered"]),
                         (0, 0, 0))
        self.assertGreater(stats["throttles"], 1)
        self.functions.delete_event_source_mapping(UUID=uuid)
        self.send(name, {})
        self.assertEqual(self.refused(), no_call + "events wait on")
        # Its events go with it.
        self.functions.delete_function(FunctionName=name)
        self.drain()

    def test_a_function_that_is_gone_keeps_its_records_waiting_and_no_drain(self):
        table, copies = self.new_streamed_table(), self.new_table()
        name, uuid = self.chain(table, "put", copies)
        self.functions.delete_function(FunctionName=name)
        self.put(table, "one", 7)
        self.drain()
        mapping = self.functions.get_event_source_mapping(UUID=uuid)
        self.assertEqual(mapping["State"], "Enabled")
        self.assertEqual(mapping["LastProcessingResult"], "PROBLEM: Function not found")
        self.new_function("chain.put", {"TARGET": copies}, FunctionName=name)
        self.drain()
        self.assertEqual(self.number_in(copies), 8)
