"""Runs one suite of the tools that people use against a server of its own.

    run.py --suite npm|workbench (--server BINARY | --endpoint URL) [--junit FILE]

With --endpoint the same tests judge any other DynamoDB endpoint.
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "tally"), str(HERE.parent / "support")]

import suites  # noqa: E402

SUITES = {
    "npm": lambda results: suites.run_node(HERE / "npm", results),
    "workbench": lambda results: suites.run_python(HERE / "workbench", "workbench", results),
}

if __name__ == "__main__":
    sys.exit(suites.main(__doc__.splitlines()[0], "STATOR_TOOLS_ENDPOINT", SUITES))
