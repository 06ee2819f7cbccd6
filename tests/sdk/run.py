"""Runs one suite of real AWS clients against a server of its own.

    run.py --suite boto3|cli|js (--server BINARY | --endpoint URL) [--junit FILE]

With --endpoint the same tests judge any other DynamoDB endpoint.
"""

import argparse
import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tally"))

import junit  # noqa: E402

START_SECONDS_MAX = 20
NODE_MAJOR_MIN = 20  # What the SDK asks for.


@contextlib.contextmanager
def running(server):
    """Starts the server on a free port; its URL. It must stop when asked to, and cleanly."""
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            [server, "serve", "--port", "0"], stdin=subprocess.DEVNULL, stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            yield _listening(process, output)
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                raise AssertionError("the server did not stop when asked to") from None
        if process.returncode not in (0, -signal.SIGTERM):
            raise AssertionError(f"the server ended with {process.returncode}:\n{_said(output)}")


def _said(output):
    output.seek(0)
    return output.read().decode(errors="replace")


def _listening(process, output):
    """The URL in what the server says when it is ready."""
    deadline = time.monotonic() + START_SECONDS_MAX
    while time.monotonic() < deadline and process.poll() is None:
        if match := re.search(r"http://(?:127\.0\.0\.1|localhost):(\d+)", _said(output)):
            return f"http://127.0.0.1:{match.group(1)}"
        time.sleep(0.02)
    raise AssertionError(f"the server did not say where it listens:\n{_said(output)}")


def run_python(folder, suite_name, path):
    sys.path.insert(0, str(HERE / folder))
    suite = unittest.defaultTestLoader.discover(str(HERE / folder), pattern="*_test.py")
    return junit.run_unittest(suite_name, suite, path)


def _install(folder, marker):
    """`npm ci` in `folder`, unless its lock file has been installed already."""
    lock = (folder / "package-lock.json").read_text(encoding="utf-8")
    stamp = folder / "node_modules" / ".stator-lock"
    if marker.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == lock:
        return
    subprocess.run(
        ["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"],
        cwd=folder, stdin=subprocess.DEVNULL, check=True,
    )
    stamp.write_text(lock, encoding="utf-8")


def _node():
    """A Node that is new enough: the machine's, or one from npm."""
    own = shutil.which("node")
    if own:
        version = subprocess.run([own, "--version"], capture_output=True, text=True, check=True)
        if int(re.match(r"v(\d+)", version.stdout).group(1)) >= NODE_MAJOR_MIN:
            return own
    machine = {"x86_64": "x64", "aarch64": "arm64"}[os.uname().machine]
    binary = HERE / "node" / "node_modules" / f"node-linux-{machine}" / "bin" / "node"
    _install(HERE / "node", binary)
    return str(binary)


def run_js(path):
    _install(HERE / "js", HERE / "js" / "node_modules" / "@aws-sdk")
    with tempfile.TemporaryDirectory() as folder:
        results = path or str(Path(folder) / "js.xml")
        done = subprocess.run(
            [_node(), "--test", "--test-reporter=spec", "--test-reporter-destination=stdout",
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
        url = arguments.endpoint or stack.enter_context(running(arguments.server))
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
