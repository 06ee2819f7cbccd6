"""Children and servers that are killed while they have something to do: it is done all the same."""

import os
import signal
import tempfile

from function_support import ARN, STREAM, FunctionCase, is_running, wait_for

RECORDS = 5


class KilledChildren(FunctionCase):
    def setUp(self):
        super().setUp()
        self.table = self.new_table(StreamSpecification=STREAM)
        for number in range(RECORDS):
            self.put(self.table, f"k{number}", number)
        self.name, self.diary = self.new_probe()
        self.diary.let("hold")

    def kill_at_call(self, count):
        """Kills the child that is in the call of this number."""
        note = self.diary.wait_for_calls(count)[count - 1]
        os.kill(note["pid"], signal.SIGKILL)
        return note

    def test_lose_nothing_of_a_batch(self):
        uuid = self.new_mapping(self.name, self.table, BatchSize=3)
        drain = self.drain_beside()
        killed = self.kill_at_call(1)
        # It is held again, in another child.
        again = self.diary.wait_for_calls(2)[1]
        self.assertNotEqual(again["pid"], killed["pid"])
        self.assertNotEqual(again["id"], killed["id"])
        self.diary.stop("hold")
        drain.join()

        batches = self.diary.ids()
        self.assertEqual([len(batch) for batch in batches], [3, 3, 2])
        self.assertEqual(batches[0], batches[1])
        self.assertEqual(len(set(batches[1] + batches[2])), RECORDS)
        self.assertEqual(self.diary.events()[0], self.diary.events()[1])
        stats = self.stats_of(uuid=uuid)
        self.assertEqual((stats["invocations"], stats["errors"]), (3, 1))
        self.assertEqual((stats["records"], stats["dropped"]), (RECORDS, 0))
        stats = self.stats_of(self.name)
        self.assertEqual((stats["invocations"], stats["errors"]), (3, 1))
        self.assertEqual(stats["cold_starts"], 2)
        self.assertIn("Runtime.ExitError", self.log_of(self.name))

    def test_count_as_tries(self):
        letters = self.new_letters()
        uuid = self.new_mapping(self.name, self.table, letters, MaximumRetryAttempts=1)
        drain = self.drain_beside()
        self.kill_at_call(1)
        self.kill_at_call(2)
        drain.join()

        batches = self.diary.ids()
        self.assertEqual(batches, [batches[0], batches[0]])
        self.assertEqual(len(batches[0]), RECORDS)
        (letter,) = self.client.scan(TableName=letters)["Items"]
        context = letter["document"]["M"]["requestContext"]["M"]
        self.assertEqual(context["condition"], {"S": "RetryAttemptsExhausted"})
        self.assertEqual(context["approximateInvokeCount"], {"N": "2"})
        self.assertEqual(context["requestId"], {"S": self.diary.notes()[1]["id"]})
        kept = [record["M"]["eventID"]["S"] for record in letter["records"]["L"]]
        self.assertEqual(kept, batches[0])
        stats = self.stats_of(uuid=uuid)
        self.assertEqual((stats["invocations"], stats["errors"]), (2, 2))
        self.assertEqual((stats["dropped"], stats["dead_lettered"]), (RECORDS, 1))

    def test_are_an_error_of_whoever_waits_and_the_next_call_has_another(self):
        self.send(self.name, {"n": 1})
        drain = self.drain_beside()
        self.kill_at_call(1)
        again = self.diary.wait_for_calls(2)[1]
        self.assertEqual(again["id"], self.diary.notes()[0]["id"])
        self.diary.stop("hold")
        drain.join()
        self.assertEqual(self.diary.events(), [{"n": 1}, {"n": 1}])


class KilledServers(FunctionCase):
    """The clock stands still, so that what waits for its retry waits until it is turned."""

    def setUp(self):
        super().setUp()
        data = tempfile.TemporaryDirectory()
        self.addCleanup(data.cleanup)
        self.server = self.own_server("--data", data.name, "--freeze-at", "1800000000")

    def restart(self):
        self.server.kill()
        self.server.start()
        self.connect(self.server.url)

    def test_deliver_every_event_that_they_took(self):
        told, letters = self.new_probe()
        name, diary = self.new_probe()
        self.functions.put_function_event_invoke_config(
            FunctionName=name, DestinationConfig={"OnFailure": {"Destination": ARN + told}})
        # Two that wait for their retries, one of which will fail for good,
        diary.let("fail")
        for event in ({"n": 0}, {"n": 1, "fail": True}):
            self.send(name, event)
        self.done("clock", {"advance_seconds": 0})  # Until they have ended.
        first_tries = {note["event"]["n"]: note["id"] for note in diary.notes()}
        # ten that run, and some that nobody has called yet.
        diary.stop("fail")
        diary.let("hold")
        for number in range(2, 20):
            self.send(name, {"n": number})
        diary.wait_for_calls(3)
        self.assertEqual(self.done("functions")["waiting_events"], 20)

        self.restart()
        self.assertEqual(self.done("functions")["waiting_events"], 20)
        diary.stop("hold")
        before = len(diary.notes())
        self.drain()
        self.assertEqual(self.done("functions")["waiting_events"], 0)
        later = diary.notes()[before:]
        self.assertLessEqual(set(range(20)), {note["event"]["n"] for note in diary.notes()})
        # What waited for its retry came after the restart, under the ID that it had.
        for number in (0, 1):
            tries = [note["id"] for note in later if note["event"]["n"] == number]
            self.assertEqual(set(tries), {first_tries[number]})
        # The try before the restart was counted.
        self.assertEqual(len([n for n in later if n["event"]["n"] == 1]), 2)
        (document,) = letters.events()
        self.assertEqual(document["requestPayload"], {"n": 1, "fail": True})
        self.assertEqual(document["requestContext"]["approximateInvokeCount"], 3)
        self.assertEqual(document["requestContext"]["condition"], "RetriesExhausted")

    def test_deliver_a_batch_that_was_under_way_again(self):
        table = self.new_table(StreamSpecification=STREAM)
        name, diary = self.new_probe()
        for number in range(RECORDS):
            self.put(table, f"k{number}", number)
        diary.let("hold")
        uuid = self.new_mapping(name, table, BatchSize=2)
        pid = diary.wait_for_calls(1)[0]["pid"]
        self.restart()
        # Its child has ended with it.
        wait_for(lambda: not is_running(pid))
        diary.stop("hold")
        self.drain()
        batches = diary.ids()
        self.assertEqual(batches[0], batches[1])
        self.assertEqual([len(batch) for batch in batches], [2, 2, 2, 1])
        self.assertEqual(len({record for batch in batches for record in batch}), RECORDS)
        got = self.functions.get_event_source_mapping(UUID=uuid)
        self.assertEqual((got["State"], got["LastProcessingResult"]), ("Enabled", "OK"))
