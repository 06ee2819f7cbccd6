"""Runs one suite of real AWS clients against a server of its own.

    run.py --suite boto3|cli|js|ric (--server BINARY | --endpoint URL) [--junit FILE]

With --endpoint the same tests judge any other DynamoDB endpoint.
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "tally"), str(HERE.parent / "support")]

import suites  # noqa: E402

SUITES = {
    "boto3": lambda results: suites.run_python(HERE / "python", "boto3", results),
    "cli": lambda results: suites.run_python(HERE / "cli", "cli", results),
    "js": lambda results: suites.run_node(HERE / "js", results),
    "ric": lambda results: suites.run_node(HERE / "ric", results, "aws-lambda-ric-4"),
}

# What functions may be made of, in every suite.
OPTIONS = ("--functions-root", str(HERE / "functions"), "--allow-code-upload")

if __name__ == "__main__":
    sys.exit(suites.main(__doc__.splitlines()[0], "STATOR_SDK_ENDPOINT", SUITES,
                         {name: OPTIONS for name in SUITES}))
