"""The tally must not be talked into a pass."""

import contextlib
import io
import sys
import tempfile
import unittest
from pathlib import Path

import junit
import tally

ONE_PASSED = '<testsuites><testsuite><testcase name="a" classname="A"/></testsuite></testsuites>'
ONE_FAILED = (
    '<testsuites><testsuite><testcase name="a" classname="A"/><testcase name="b" classname="A">'
    '<failure message="no"/></testcase></testsuite></testsuites>'
)
GTEST_SKIPPED = '<testsuites><testcase name="a" classname="A"><skipped/></testcase></testsuites>'
NONE = "<testsuites/>"


def ctest(**status):
    cases = "".join(f'<testcase name="{name}" status="{s}"/>' for name, s in status.items())
    return f"<testsuite>{cases}</testsuite>"


class Tally(unittest.TestCase):
    def count(self, plain=(), **files):
        with tempfile.TemporaryDirectory() as build:
            results = Path(build) / "results"
            results.mkdir()
            (Path(build) / "plain_tests").mkdir()
            for name in plain:
                (Path(build) / "plain_tests" / name).touch()
            for name, text in files.items():
                (results / f"{name}.xml").write_text(text)
            count = tally.tally(build)
            return count.passed, count.failed, count.skipped

    def test_cases_are_counted_not_executables(self):
        self.assertEqual(self.count(ctest=ctest(x="run"), x=ONE_PASSED), (1, 0, 0))
        self.assertEqual(self.count(ctest=ctest(x="fail"), x=ONE_FAILED), (1, 1, 0))

    def test_a_crash_counts_as_a_failure(self):
        self.assertEqual(self.count(ctest=ctest(x="fail")), (0, 1, 0))

    def test_results_that_stop_in_the_middle_count_as_a_failure(self):
        self.assertEqual(self.count(ctest=ctest(x="run"), x=ONE_PASSED[:40]), (0, 1, 0))

    def test_a_failure_after_the_last_case_counts(self):
        self.assertEqual(self.count(ctest=ctest(x="fail"), x=ONE_PASSED), (1, 1, 0))

    def test_an_executable_without_cases_is_a_failure(self):
        self.assertEqual(self.count(ctest=ctest(x="run"), x=NONE), (0, 1, 0))
        self.assertEqual(self.count(ctest=ctest(x="run")), (0, 1, 0))

    def test_only_skipped_cases_are_a_failure(self):
        self.assertEqual(self.count(ctest=ctest(x="run"), x=GTEST_SKIPPED), (0, 1, 1))

    def test_no_tests_at_all_are_a_failure(self):
        self.assertEqual(self.count(ctest=ctest()), (0, 1, 0))
        self.assertEqual(self.count(), (0, 1, 0))
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            self.assertEqual(tally.main([]), 1)
        self.assertEqual(printed.getvalue(), "0 passed, 1 failed\n")

    def test_a_plain_program_is_one_case(self):
        for status, expected in (("run", (1, 0, 0)), ("fail", (0, 1, 0)), ("notrun", (0, 1, 0))):
            self.assertEqual(self.count(plain=["x"], ctest=ctest(x=status)), expected)

    def test_one_that_could_not_run_is_a_failure(self):
        self.assertEqual(self.count(ctest=ctest(x="notrun")), (0, 1, 0))


class Recorder(unittest.TestCase):
    """What run_unittest writes is what happened."""

    def outcome(self, body):
        class Sample(unittest.TestCase):
            def test_it(self):
                body(self)

        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "x.xml"
            suite = unittest.defaultTestLoader.loadTestsFromTestCase(Sample)
            stderr, sys.stderr = sys.stderr, open("/dev/null", "w", encoding="utf-8")
            try:
                passed = junit.run_unittest("x", suite, path)
            finally:
                sys.stderr.close()
                sys.stderr = stderr
            count = junit.read(path)
            self.assertEqual(passed, count.failed == 0)
            return count.passed, count.failed

    def test_a_pass(self):
        self.assertEqual(self.outcome(lambda case: None), (1, 0))

    def test_a_failure_and_an_error(self):
        self.assertEqual(self.outcome(lambda case: case.fail("no")), (0, 1))
        self.assertEqual(self.outcome(lambda case: 1 / 0), (0, 1))

    def test_a_failed_subtest_fails_its_case_once(self):
        def body(case):
            for number in range(3):
                with case.subTest(number=number):
                    case.assertEqual(number, 1)

        self.assertEqual(self.outcome(body), (0, 1))

    def test_a_skip_is_a_failure(self):
        self.assertEqual(self.outcome(lambda case: case.skipTest("no")), (0, 1))


if __name__ == "__main__":
    suite = unittest.defaultTestLoader.loadTestsFromModule(sys.modules["__main__"])
    sys.exit(0 if junit.run_unittest("tally", suite, (sys.argv[1:] or [None])[0]) else 1)
