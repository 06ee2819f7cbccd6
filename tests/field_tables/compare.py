"""Compares our field tables with the models of the APIs that the distribution's botocore has.

    compare.py --dump BINARY [--junit FILE]

Every member of a model must be in our table, be it as one that is refused by name, and where both
have it its type and constraints must agree. The models are older than the service, so members that
they do not know are not looked at; and they are not the law: where the service does otherwise,
deliberate.py says so, with the reason.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

import botocore.loaders

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tally"))

import junit  # noqa: E402

from deliberate import DELIBERATE, NEVER_ANSWERED  # noqa: E402

NAME_PATTERN = "[a-zA-Z0-9_.-]+"
BOUNDED = ("string", "list", "integer", "long")


class Comparison:
    """With the model of one API; `used` gathers what was different on purpose."""

    def __init__(self, tables, model, used):
        self.tables = tables
        self.model = model
        self.used = used

    def operation(self, name):
        """What is wrong with one operation, as texts."""
        theirs = self.model["operations"][name]
        faults, seen = [], set()
        for side in theirs.keys() & {"input", "output"}:
            ours = self.tables["operations"][name][side]
            self._structure(ours, theirs[side]["shape"], side == "input", seen, faults)
        return faults

    def _structure(self, ours, theirs, is_request, seen, faults):
        if (ours, theirs) in seen:
            return
        seen.add((ours, theirs))
        shape = self.model["shapes"][theirs]
        table = self.tables["shapes"][ours]
        for name, reference in shape["members"].items():
            where = f"{theirs}.{name}"
            if name not in table:
                self._fault(faults, where, "missing", "in the model, not in our table")
            elif not table[name].get("unsupported") and not table[name].get("any"):
                required = name in shape.get("required", ())
                self._member(table[name], reference["shape"], where, is_request, seen, faults)
                if is_request and table[name]["required"] != required:
                    self._fault(faults, where, "required", f"the model says {required}")

    def _member(self, ours, reference, where, is_request, seen, faults):
        theirs = self.model["shapes"][reference]
        if ours["type"] != theirs["type"]:
            self._fault(faults, where, "type", f"{ours['type']}; the model says {theirs['type']}")
            return
        if "enum" in theirs and sorted(ours.get("enum", ())) != sorted(theirs["enum"]):
            self._fault(faults, where, "enum",
                        f"{ours.get('enum')}; the model says {theirs['enum']}")
        if is_request:
            self._constraints(ours, theirs, where, faults)
        if theirs["type"] == "structure":
            self._structure(ours["shape"], reference, is_request, seen, faults)
        elif theirs["type"] == "list" and not ours["element"].get("any"):
            element = theirs["member"]["shape"]
            self._member(ours["element"], element, where + "[]", False, seen, faults)
            if ours["element"]["type"] == "structure":
                self._structure(ours["element"]["shape"], element, is_request, seen, faults)

    def _constraints(self, ours, theirs, where, faults):
        if theirs["type"] in BOUNDED and "enum" not in theirs:
            for bound in ("min", "max"):
                if ours.get(bound) != theirs.get(bound):
                    self._fault(faults, where, bound,
                                f"{ours.get(bound)}; the model says {theirs.get(bound)}")
        pattern = theirs.get("pattern")
        if ours["pattern"] != (pattern == NAME_PATTERN):
            self._fault(faults, where, "pattern", f"the model says {pattern}")

    def _fault(self, faults, where, aspect, what):
        for key in (f"{where} {aspect}", f"*.{where.rpartition('.')[2]} {aspect}"):
            if key in DELIBERATE or key in NEVER_ANSWERED:
                self.used.add(key)
                return
        faults.append(f"{where}, {aspect}: {what}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dump", required=True, help="the program that prints our tables")
    parser.add_argument("--junit", help="write the cases to this file")
    arguments = parser.parse_args()
    dumped = subprocess.run([arguments.dump], capture_output=True, check=True)
    tables = json.loads(dumped.stdout)
    used = set()
    comparisons = {}
    for api in ("dynamodb", "dynamodbstreams", "lambda"):
        model = botocore.loaders.Loader().load_service_model(api, "service-2")
        comparisons[api] = Comparison(tables, model, used)

    cases = []
    for name, operation in tables["operations"].items():
        comparison = comparisons[operation["api"]]
        # An operation that is newer than the model has nothing to be compared with.
        if name in comparison.model["operations"]:
            faults = comparison.operation(name)
            cases.append((f"{name} is as in the model", 0.0, "\n".join(faults) or None))
    for key in DELIBERATE:
        stale = None if key in used else "stale: our table and the model agree"
        cases.append((f"deliberate: {key}", 0.0, stale))
    for name, _, failure in cases:
        if failure:
            print(f"{name}:\n{failure}")
    if arguments.junit:
        junit.write(arguments.junit, "field_tables", cases)
    return 1 if any(failure for _, _, failure in cases) else 0


if __name__ == "__main__":
    sys.exit(main())
