"""What /_stator/functions and /_stator/metrics count, after calls that are known one by one."""

import json
import re
import threading
import urllib.request

from function_support import STREAM, FunctionCase
from support import raises

START = 1_800_000_000
CHILDREN_MAX = 10
FUNCTION_NUMBERS = {
    "invocations": "stator_function_invocations_total",
    "errors": "stator_function_errors_total",
    "throttles": "stator_function_throttles_total",
    "cold_starts": "stator_function_cold_starts_total",
    "duration_seconds": "stator_function_duration_seconds_total",
    "children": "stator_function_children",
}
MAPPING_NUMBERS = {
    "invocations": "stator_mapping_invocations_total",
    "errors": "stator_mapping_errors_total",
    "throttles": "stator_mapping_throttles_total",
    "records": "stator_mapping_records_total",
    "filtered": "stator_mapping_filtered_total",
    "dropped": "stator_mapping_dropped_total",
    "dead_lettered": "stator_mapping_dead_lettered_total",
    "duration_seconds": "stator_mapping_duration_seconds_total",
    "iterator_age_seconds": "stator_mapping_iterator_age_seconds",
}
COMMENT = re.compile(r"# (HELP|TYPE) ([a-z_]+) (.+)")
SAMPLE = re.compile(r'([a-z_]+)(?:\{((?:[a-z]+="[^"\\\n]*",?)+)\})? ([0-9.]+(?:e[-+]?[0-9]+)?)')


def parse(text):
    """Prometheus's text: families to their types, and samples by name and labels. Raises ValueError
    for what is none."""
    types, helps, samples = {}, set(), {}
    if not text.endswith("\n"):
        raise ValueError("the last line has no end")
    for line in text.splitlines():
        if comment := COMMENT.fullmatch(line):
            kind, family, rest = comment.groups()
            if family in (types if kind == "TYPE" else helps):
                raise ValueError("twice: " + line)
            if kind == "TYPE":
                types[family] = rest
            else:
                helps.add(family)
            continue
        sample = SAMPLE.fullmatch(line)
        if not sample:
            raise ValueError("no sample: " + line)
        name, labels, value = sample.groups()
        family = next((name[: -len(end)] for end in ("_bucket", "_sum", "_count")
                       if name.endswith(end) and types.get(name[: -len(end)]) == "histogram"), name)
        if family != list(types)[-1] or family not in helps:
            raise ValueError("not below its family: " + line)
        key = (name, frozenset(re.findall(r'([a-z]+)="([^"]*)"', labels or "")))
        if key in samples:
            raise ValueError("twice: " + line)
        samples[key] = float(value)
    return types, samples


class FunctionsInNumbers(FunctionCase):
    def setUp(self):
        super().setUp()
        self.own_server("--freeze-at", str(START))
        self.good, self.diary = self.new_probe()
        self.bad, diary = self.new_probe()
        diary.let("fail")
        self.letters = self.new_letters()

    def metrics(self):
        with urllib.request.urlopen(self.url + "/_stator/metrics") as answer:
            self.assertEqual(answer.headers["Content-Type"],
                             "text/plain; version=0.0.4; charset=utf-8")
            return parse(answer.read().decode())

    def call(self, **event):
        return self.functions.invoke(FunctionName=self.good, Payload=json.dumps(event).encode())

    def fill_all_children(self):
        """Ten calls at once, and one more, for which there is no room."""
        self.diary.let("hold")
        before = len(self.diary.notes())
        callers = [threading.Thread(target=self.call) for _ in range(CHILDREN_MAX)]
        for caller in callers:
            caller.start()
        self.diary.wait_for_calls(before + CHILDREN_MAX)
        self.assertEqual(self.stats_of(self.good)["running"], CHILDREN_MAX)
        with raises(self, "TooManyRequestsException", "Rate Exceeded."):
            self.call()
        self.diary.stop("hold")
        for caller in callers:
            caller.join()

    def map_everything(self):
        """Of mappings, the UUIDs: some records filtered, all dead-lettered, all dropped."""
        table, other = (self.new_table(StreamSpecification=STREAM) for _ in range(2))
        for number in range(5):
            self.put(table, f"k{number}", number)
        self.put(other, "k")
        self.done("clock", {"advance_seconds": 100})
        pattern = {"dynamodb": {"NewImage": {"pk": {"S": ["k0", "k2", "k3"]}}}}
        filters = {"Filters": [{"Pattern": json.dumps(pattern)}]}
        return (
            self.new_mapping(self.good, table, FilterCriteria=filters),
            self.new_mapping(self.bad, table, self.letters, MaximumRetryAttempts=1),
            self.new_mapping(self.bad, other, MaximumRetryAttempts=0),
        )

    def expect_numbers(self, stats, durations, **numbers):
        """Exactly these, beside durations, which are of some length."""
        for name in durations:
            self.assertGreater(stats.pop(name), 0)
        self.assertEqual(stats, numbers)

    def test_every_call_is_counted_once_and_where_it_belongs(self):
        self.call()
        self.call()
        self.assertEqual(self.call(fail=True)["FunctionError"], "Unhandled")
        self.fill_all_children()
        filtered, lettered, dropped = self.map_everything()
        self.drain()
        fired = {"throttles": 0, "iterator_age_seconds": 100}
        self.expect_numbers(
            self.stats_of(uuid=filtered), ["duration_seconds"], uuid=filtered, function=self.good,
            invocations=1, errors=0, records=3, filtered=2, dropped=0, dead_lettered=0, **fired)
        self.expect_numbers(
            self.stats_of(uuid=lettered), ["duration_seconds"], uuid=lettered, function=self.bad,
            invocations=2, errors=2, records=0, filtered=0, dropped=5, dead_lettered=1, **fired)
        self.expect_numbers(
            self.stats_of(uuid=dropped), ["duration_seconds"], uuid=dropped, function=self.bad,
            invocations=1, errors=1, records=0, filtered=0, dropped=1, dead_lettered=0, **fired)
        self.assertEqual(self.client.scan(TableName=self.letters)["Count"], 1)
        children = ["duration_seconds", "cold_starts", "children"]
        self.expect_numbers(self.stats_of(self.good), children, name=self.good, running=0,
                            invocations=3 + CHILDREN_MAX + 1, errors=1, throttles=1)
        # The mappings waited for what the function did, and for the way to it.
        bad = self.stats_of(self.bad)
        waited = sum(self.stats_of(uuid=u)["duration_seconds"] for u in (lettered, dropped))
        self.assertLessEqual(bad["duration_seconds"], waited)
        self.expect_numbers(bad, children, name=self.bad, running=0, invocations=3, errors=3,
                            throttles=0)

    def test_prometheus_reads_the_same_numbers(self):
        self.call(fail=True)
        self.fill_all_children()
        self.map_everything()
        self.drain()
        self.send(self.bad, {})
        self.done("clock", {"advance_seconds": 0})  # It has failed once, and waits.
        found = self.done("functions")
        self.assertEqual(found["waiting_events"], 1)
        types, samples = self.metrics()
        families = {name for name in types if re.match("stator_(function|mapping|waiting)", name)}
        self.assertEqual(families, {*FUNCTION_NUMBERS.values(), *MAPPING_NUMBERS.values(),
                                    "stator_waiting_events"})
        expected = {("stator_waiting_events", frozenset()): 1}
        for stats in found["functions"]:
            labels = frozenset({("function", stats["name"])})
            for number, family in FUNCTION_NUMBERS.items():
                expected[family, labels] = stats[number]
        for stats in found["mappings"]:
            labels = frozenset({("mapping", stats["uuid"]), ("function", stats["function"])})
            for number, family in MAPPING_NUMBERS.items():
                expected[family, labels] = stats[number]
        self.assertEqual({key: value for key, value in samples.items() if key[0] in families},
                         expected)
        for family in families:
            is_gauge = family.endswith(("_children", "_age_seconds", "_events"))
            self.assertEqual(types[family], "gauge" if is_gauge else "counter", family)
        self.assertTrue(any(key[0] == "stator_operation_duration_seconds_bucket"
                            for key in samples))

    def test_without_functions_there_is_no_family_without_a_sample(self):
        self.functions.delete_function(FunctionName=self.good)
        self.functions.delete_function(FunctionName=self.bad)
        types, samples = self.metrics()
        for family, kind in types.items():
            name = family + "_count" if kind == "histogram" else family
            self.assertTrue(any(key[0] == name for key in samples), family)
        self.assertEqual(samples["stator_waiting_events", frozenset()], 0)
