"""Counts test cases in JUnit XML, and writes it for Python's unittest.

Every suite of the project, whatever it is written in, leaves one such file, so that one reader can
add them up.
"""

import sys
import time
import traceback
import unittest
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Count:
    """Test cases by outcome; `failures` names the failed ones."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    failures: list = field(default_factory=list)

    def add(self, other):
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped
        self.failures += other.failures

    def fail(self, name):
        self.failed += 1
        self.failures.append(name)


def read(path):
    """The Count of one file. Raises ElementTree.ParseError on a file that was not finished."""
    count = Count()
    for case in ElementTree.parse(path).getroot().iter("testcase"):
        suite = case.get("classname") or case.get("file") or Path(path).stem
        if case.find("failure") is not None or case.find("error") is not None:
            count.fail(f"{suite}.{case.get('name')}")
        elif case.find("skipped") is not None or case.get("status") == "notrun":
            count.skipped += 1
        else:
            count.passed += 1
    return count


def write(path, suite, cases):
    """`cases`: (name, seconds, None or the text of the failure)."""
    root = ElementTree.Element("testsuites")
    node = ElementTree.SubElement(root, "testsuite", name=suite, tests=str(len(cases)))
    for name, seconds, failure in cases:
        case = ElementTree.SubElement(
            node, "testcase", classname=suite, name=name, time=f"{seconds:.3f}"
        )
        if failure is not None:
            ElementTree.SubElement(case, "failure").text = failure
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    ElementTree.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)


class _Recorder(unittest.TextTestResult):
    """A case fails if it or any of its subtests fails; one that is skipped counts as failed, since
    nothing of ours has a reason to skip."""

    def startTest(self, test):
        super().startTest(test)
        self._started = time.monotonic()
        self._texts = []

    def _note(self, error):
        self._texts.append("".join(traceback.format_exception(*error)))

    def addError(self, test, err):
        super().addError(test, err)
        if hasattr(self, "_texts"):
            self._note(err)
        # A class or module that failed to set up never starts a test.
        if not isinstance(test, unittest.TestCase):
            self.cases.append((str(test), 0.0, "".join(traceback.format_exception(*err))))

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._note(err)

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            self._note(err)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        if isinstance(test, unittest.TestCase):
            self._texts.append(f"skipped: {reason}")
        else:
            self.cases.append((str(test), 0.0, f"skipped: {reason}"))

    def stopTest(self, test):
        super().stopTest(test)
        failure = "\n".join(self._texts) if self._texts else None
        name = test.id().removeprefix("__main__.")
        self.cases.append((name, time.monotonic() - self._started, failure))


def run_cases(suite):
    """Runs a unittest suite; its cases, as `write` takes them."""

    class Recorder(_Recorder):
        cases = []

    unittest.TextTestRunner(resultclass=Recorder, stream=sys.stderr, verbosity=1).run(suite)
    return Recorder.cases


def run_unittest(suite_name, suite, path):
    """Runs a unittest suite, writes its cases to `path` (if given); True if all passed."""
    cases = run_cases(suite)
    if path:
        write(path, suite_name, cases)
    return bool(cases) and all(failure is None for _, _, failure in cases)
