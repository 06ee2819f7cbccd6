"""Runs one suite of real AWS clients against a server of its own.

    run.py --suite boto3|cli|js (--server BINARY | --endpoint URL) [--junit FILE]

With --endpoint the same tests judge any other DynamoDB endpoint.
"""

import argparse
import contextlib
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "tally"), str(HERE.parent / "support")]

import junit  # noqa: E402
import servers  # noqa: E402


def run_python(folder, suite_name, path):
    sys.path.insert(0, str(HERE / folder))
    suite = unittest.defaultTestLoader.discover(str(HERE / folder), pattern="*_test.py")
    return junit.run_unittest(suite_name, suite, path)


def run_js(path):
    servers.npm_install(HERE / "js", HERE / "js" / "node_modules" / "@aws-sdk")
    with tempfile.TemporaryDirectory() as folder:
        results = path or str(Path(folder) / "js.xml")
        done = subprocess.run(
            [servers.node(), "--test", "--test-reporter=spec", "--test-reporter-destination=stdout",
             "--test-reporter=junit", f"--test-reporter-destination={results}",
             *sorted(map(str, (HERE / "js").glob("*.test.mjs")))],
            cwd=HERE / "js", stdin=subprocess.DEVNULL, check=False,
        )
        return done.returncode == 0 and junit.read(results).passed > 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--suite", choices=("boto3", "cli", "js"), required=True)
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--server", help="the binary to start")
    where.add_argument("--endpoint", help="the URL of a server that runs already")
    parser.add_argument("--junit", help="write the cases to this file")
    arguments = parser.parse_args()
    if arguments.junit:
        Path(arguments.junit).parent.mkdir(parents=True, exist_ok=True)

    with contextlib.ExitStack() as stack:
        url = arguments.endpoint or stack.enter_context(servers.stator(arguments.server))
        os.environ["STATOR_SDK_ENDPOINT"] = url
        if arguments.suite == "boto3":
            passed = run_python("python", "boto3", arguments.junit)
        elif arguments.suite == "cli":
            passed = run_python("cli", "cli", arguments.junit)
        else:
            passed = run_js(arguments.junit)
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
