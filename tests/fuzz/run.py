"""Runs one fuzz target for a while, from its seeds and what earlier runs learnt; one test case."""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tally"))

import junit  # noqa: E402


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fuzzer", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, required=True, help="the seeds, only read")
    parser.add_argument("--learnt", type=Path, required=True, help="where new inputs are kept")
    parser.add_argument("--junit", required=True)
    arguments = parser.parse_args()

    seconds = int(os.environ.get("STATOR_FUZZ_SECONDS", "15"))
    arguments.learnt.mkdir(parents=True, exist_ok=True)
    if not any(arguments.corpus.iterdir()):
        raise SystemExit(f"{arguments.corpus} has no seeds")
    started = time.monotonic()
    done = subprocess.run(
        [arguments.fuzzer, f"-max_total_time={seconds}", "-max_len=4096", "-timeout=10",
         "-rss_limit_mb=4096", "-print_final_stats=1",
         f"-artifact_prefix={arguments.learnt.parent}/{arguments.fuzzer.name}-",
         arguments.learnt, arguments.corpus],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
    )
    output = done.stdout.decode(errors="replace")
    print(output[-8000:])
    failure = None if done.returncode == 0 else f"exit {done.returncode}\n{output[-8000:]}"
    case = (arguments.fuzzer.name, time.monotonic() - started, failure)
    junit.write(arguments.junit, "fuzz", [case])
    return 1 if failure else 0


if __name__ == "__main__":
    sys.exit(main())
