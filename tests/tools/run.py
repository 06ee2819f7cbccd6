"""Runs one suite of the tools that people use against a server of its own.

    run.py --suite npm|terraform|workbench (--server BINARY | --endpoint URL) [--junit FILE]

With --endpoint the same tests judge any other DynamoDB endpoint.
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "tally"), str(HERE.parent / "support")]

import suites  # noqa: E402

SUITES = {
    "npm": lambda results: suites.run_node(HERE / "npm", results),
    "terraform": lambda results: suites.run_python(HERE / "terraform", "terraform", results),
    "workbench": lambda results: suites.run_python(HERE / "workbench", "workbench", results),
}
# Terraform polls until what it asked for is so: it shall have something to wait for.
OPTIONS = {"terraform": ("--transition-ms", "50")}

if __name__ == "__main__":
    sys.exit(suites.main(__doc__.splitlines()[0], "STATOR_TOOLS_ENDPOINT", SUITES, OPTIONS))
