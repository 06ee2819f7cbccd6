#!/usr/bin/python3
"""Adds up test cases: `tally.py BUILD_DIR...` prints the failed ones and, as its last line,

    N passed, N failed

Each directory holds `results/`: what CTest says of each executable (ctest.xml), and one JUnit file
for the cases of each. CTest's word is the stronger: an executable that it calls failed, but whose
own file shows no failure (a crash, a time-out, a sanitizer's report on leaving), adds a failed case
of its own name, and so does one that passed without running a case. A test that the build calls
plain (`plain_tests/NAME`) has no file and is one case. Exits 1 on any failure, and when nothing ran
at all.
"""

import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import junit


def tally_executable(results, name, ctest_passed):
    """The Count of one test that CTest ran."""
    try:
        count = junit.read(results / f"{name}.xml")
    except FileNotFoundError:
        count = junit.Count()
        count.fail(f"{name}: ended without results" if ctest_passed else f"{name}: crashed or hung")
        return count
    except ElementTree.ParseError:
        count = junit.Count()
        count.fail(f"{name}: wrote unreadable results")
        return count
    if not ctest_passed and count.failed == 0:
        count.fail(f"{name}: failed outside its cases")
    if ctest_passed and count.passed + count.failed == 0:
        count.fail(f"{name}: ran no case")
    return count


def is_plain(build, name):
    """The build says so when it is configured: CTest's own results have no labels before 3.26."""
    return (Path(build) / "plain_tests" / name).exists()


def tally_plain(name, ctest_passed):
    """The Count of a test without cases of its own."""
    count = junit.Count()
    if ctest_passed:
        count.passed = 1
    else:
        count.fail(name)
    return count


def tally(build):
    """The Count of one build directory's last run."""
    results = Path(build) / "results"
    total = junit.Count()
    try:
        cases = list(ElementTree.parse(results / "ctest.xml").getroot().iter("testcase"))
    except (FileNotFoundError, ElementTree.ParseError):
        total.fail(f"{build}: CTest left no results")
        return total
    if not cases:
        total.fail(f"{build}: CTest ran nothing")
    for case in cases:
        # CTest's own words: "run" for passed, "fail", "disabled", "notrun".
        passed = case.get("status") == "run"
        name = case.get("name")
        total.add(tally_plain(name, passed) if is_plain(build, name) else
                  tally_executable(results, name, passed))
    return total


def main(builds):
    total = junit.Count()
    for build in builds:
        count = tally(build)
        for failure in count.failures:
            print(f"FAILED  {Path(build).name}: {failure}")
        total.add(count)
    if not builds:
        total.fail("nothing was run")
    skipped = f", {total.skipped} skipped" if total.skipped else ""
    print(f"{total.passed} passed, {total.failed} failed{skipped}")
    return 1 if total.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
