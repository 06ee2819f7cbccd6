"""What a function's answer makes of a batch, with functions in processes of their own: failures
that are reported, batches that are halved, states that go through windows."""

import ast
import re

from function_support import STREAM, FunctionCase


class Batches(FunctionCase):
    def setUp(self):
        super().setUp()
        self.own_server("--freeze-at", "1800000000")  # So that all is in one window.
        self.letters = self.new_letters()
        self.table = self.new_table(StreamSpecification=STREAM)

    def fire(self, handler, numbers, **more):
        """Delivers these numbers as one batch; the mapping's UUID."""
        self.name = self.new_function("batch." + handler)
        for i, number in enumerate(numbers):
            self.put(self.table, f"k{i}", number)
        uuid = self.new_mapping(self.name, self.table, self.letters, **more)
        self.drain()
        return uuid

    def batches(self):
        """The numbers that each call had, as the function has logged them."""
        return [ast.literal_eval(list_) for list_ in
                re.findall(r"^batch (\[.*\])$", self.log_of(self.name), re.MULTILINE)]

    def dead(self):
        """The numbers in each letter."""
        letters = self.client.scan(TableName=self.letters)["Items"]
        return [[int(r["M"]["dynamodb"]["M"]["NewImage"]["M"]["n"]["N"])
                 for r in letter["records"]["L"]] for letter in letters]

    def test_go_on_from_the_first_record_that_is_reported(self):
        uuid = self.fire("report", [0, 1, -1, 2], MaximumRetryAttempts=1,
                         FunctionResponseTypes=["ReportBatchItemFailures"])
        self.assertEqual(self.batches(), [[0, 1, -1, 2], [-1, 2]])
        self.assertEqual(self.dead(), [[-1, 2]])
        stats = self.stats_of(uuid=uuid)
        self.assertEqual((stats["records"], stats["dropped"]), (2, 2))

    def test_that_report_nobody_asked_for_are_well(self):
        uuid = self.fire("report", [0, -1], MaximumRetryAttempts=1)
        self.assertEqual(self.batches(), [[0, -1]])
        self.assertEqual(self.dead(), [])
        self.assertEqual(self.stats_of(uuid=uuid)["records"], 2)

    def test_are_halved_until_the_poison_stands_alone(self):
        uuid = self.fire("fail", [0, 1, -1, 2], MaximumRetryAttempts=0,
                         BisectBatchOnFunctionError=True)
        self.assertEqual(self.batches(), [[0, 1, -1, 2], [0, 1], [-1, 2], [-1], [2]])
        self.assertEqual(self.dead(), [[-1]])
        stats = self.stats_of(uuid=uuid)
        self.assertEqual((stats["records"], stats["dropped"], stats["errors"]), (3, 1, 3))

    def test_are_given_up_as_a_whole_where_they_are_not_halved(self):
        self.fire("fail", [0, -1], MaximumRetryAttempts=0)
        self.assertEqual(self.batches(), [[0, -1]])
        self.assertEqual(self.dead(), [[0, -1]])

    def test_hand_a_state_on_through_their_window(self):
        self.fire("add", [0, 1, 2], BatchSize=2, TumblingWindowInSeconds=60)
        calls = re.findall(r"^window (\d+) (\d+) (\w+)$", self.log_of(self.name), re.MULTILINE)
        self.assertEqual(calls, [("2", "1", "False"), ("1", "3", "False"), ("0", "3", "True")])
        self.assertEqual(self.dead(), [])
