"""Runs suites of clients that are not ours, each in its own language, against one server.

A suite is a folder: of Python's unittest, or of tests for Node with a package.json and a lock file.
"""

import argparse
import contextlib
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import junit
import servers

SERVER_VARIABLE = "STATOR_TEST_SERVER"


def run_python(folder, name, results):
    """Runs `*_test.py` of `folder`; True if all passed."""
    sys.path.insert(0, str(folder))
    suite = unittest.defaultTestLoader.discover(str(folder), pattern="*_test.py")
    return junit.run_unittest(name, suite, results)


def run_node(folder, results, package="@aws-sdk"):
    """Installs what the lock file of `folder` names, `package` with the rest, runs its
    `*.test.mjs`; True if all passed."""
    servers.npm_install(folder, folder / "node_modules" / package)
    with tempfile.TemporaryDirectory() as scratch:
        results = results or str(Path(scratch) / "node.xml")
        done = subprocess.run(
            [servers.node(), "--test", "--test-reporter=spec", "--test-reporter-destination=stdout",
             "--test-reporter=junit", f"--test-reporter-destination={results}",
             *sorted(map(str, folder.glob("*.test.mjs")))],
            cwd=folder, stdin=subprocess.DEVNULL, check=False,
        )
        return done.returncode == 0 and junit.read(results).passed > 0


def main(description, variable, suites, options=None):
    """The command line of a runner: `suites` maps names to functions of the results' path, which
    find the server's URL in the environment variable `variable`; `options` maps some of the names
    to more options of the server. The exit status."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--suite", choices=sorted(suites), required=True)
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--server", help="the binary to start")
    where.add_argument("--endpoint", help="the URL of a server that runs already")
    parser.add_argument("--junit", help="write the cases to this file")
    arguments = parser.parse_args()
    if arguments.junit:
        Path(arguments.junit).parent.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as stack:
        more = (options or {}).get(arguments.suite, ())
        url = arguments.endpoint or stack.enter_context(servers.stator(arguments.server, *more))
        os.environ[variable] = url
        if arguments.server:  # For tests that start, kill and turn the clock of one of their own.
            os.environ[SERVER_VARIABLE] = arguments.server
        return 0 if suites[arguments.suite](arguments.junit) else 1
