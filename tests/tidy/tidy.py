#!/usr/bin/python3
"""Style is a test: `tidy.py [--junit FILE]` runs every check of checks.py over the repository.

Prints each finding as path:line: message, where the message says what to do. Each check is one test
case, and so is each test of the checks themselves (they come first: a check that cannot fail proves
nothing).
"""

import argparse
import subprocess
import sys
import time
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests" / "tally"))

import checks  # noqa: E402
import junit  # noqa: E402

IGNORED = ("build", "node_modules", "__pycache__", ".git")
FEWEST_FILES = 50  # Far fewer than there are: a listing that found nothing must not pass.


def files():
    """Paths of what is or will be committed; without git, of everything but what builds leave."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others",
         "--exclude-standard"],
        capture_output=True, text=True, check=False,
    )
    if listed.returncode == 0:
        paths = listed.stdout.split("\0")
    else:
        paths = [str(path.relative_to(ROOT)) for path in ROOT.rglob("*")
                 if not any(part in IGNORED for part in path.relative_to(ROOT).parts)]
    return sorted(path for path in set(paths) if path and (ROOT / path).is_file())


def read(path):
    try:
        return (ROOT / path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None  # Binary: a fuzzer's seed, say.


def run_checks():
    """Cases for junit.write."""
    started = time.monotonic()
    texts = {path: text for path in files() if (text := read(path)) is not None}
    too_few = f"only {len(texts)} files were found" if len(texts) < FEWEST_FILES else None
    cases = [("files_are_found", time.monotonic() - started, too_few)]
    for check in checks.CHECKS:
        started = time.monotonic()
        findings = [f"{path}:{line}: {message}"
                    for path, text in texts.items() for line, message in check(path, text)]
        for finding in findings:
            print(finding)
        cases.append((check.__name__, time.monotonic() - started, "\n".join(findings) or None))
    return cases


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--junit", help="write the cases to this file")
    arguments = parser.parse_args()

    own_tests = unittest.defaultTestLoader.loadTestsFromNames(["source_test", "checks_test"])
    cases = junit.run_cases(own_tests) + run_checks()
    if arguments.junit:
        junit.write(arguments.junit, "tidy", cases)
    return 1 if any(failure is not None for _, _, failure in cases) else 0


if __name__ == "__main__":
    sys.exit(main())
