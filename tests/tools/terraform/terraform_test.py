"""The requests that Terraform's AWS provider sends for its DynamoDB resources, replayed.

Each file in sequences/ is a life of one resource: created, read, changed, read and destroyed, with
the members that the provider sends and the answers that it needs.
"""

import os
import unittest
from pathlib import Path

import replay

SEQUENCES = Path(__file__).resolve().parent / "sequences"


class Terraform(unittest.TestCase):
    """One case for each file; made below."""


def _case(path):
    def case(self):
        endpoint = replay.Endpoint(os.environ["STATOR_TOOLS_ENDPOINT"])
        replay.replay(endpoint, path, table=f"terraform-{path.stem}-{os.getpid()}")
    return case


for _path in sorted(SEQUENCES.glob("*.jsonl")):
    setattr(Terraform, f"test_{_path.stem}", _case(_path))


class Comparison(unittest.TestCase):
    """What the files say would be worth nothing if any answer would do."""

    def test_finds_what_differs(self):
        for expected, found in (
            ({"a": 1}, {}), ({"a": 1}, {"a": 2}), ({"a": True}, {"a": 1}), ([1], [1, 2]),
            ([1, 2], [2, 1]), ({"$set": [1, 2]}, [1]), ({"$set": [1]}, [1, 2]),
            ({"$set": [{"a": 1}]}, [{"a": 2}]), ({"$like": "a.c"}, "abcd"), ({"$like": "a"}, None),
            ({"$has": [1]}, [2]),
            ({"a": {"b": []}}, {"a": {"b": [0]}}),
        ):
            with self.subTest(expected=expected, found=found):
                self.assertIsNotNone(replay.difference(expected, found))

    def test_finds_nothing_in_what_holds(self):
        for expected, found in (
            ({}, {"a": 1}), ({"a": {"b": 1}}, {"a": {"b": 1, "c": 2}}), ([1, {}], [1, {"a": 1}]),
            ({"$set": [1, 2]}, [2, 1]), ({"$like": "a.*c"}, "abbc"),
            ({"$has": [1]}, [2, 1]),
        ):
            with self.subTest(expected=expected, found=found):
                self.assertIsNone(replay.difference(expected, found))


if __name__ == "__main__":
    unittest.main()
