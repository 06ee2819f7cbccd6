"""Starts servers for tests, Stator's and others, and installs what comes from npm."""

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

START_SECONDS_MAX = 20
NODE_MAJOR_MIN = 20  # What the AWS SDK for JavaScript asks for.
NODE_FOLDER = Path(__file__).resolve().parent.parent / "sdk" / "node"


@contextlib.contextmanager
def stator(binary, *options, within=()):
    """Starts Stator's server on a free port; its URL. It must stop when asked to, and cleanly.
    `within`: a command that runs the one behind it."""
    command = [*within, binary, "serve", "--port", "0", *options]
    with _running(command, (0, -signal.SIGTERM)) as (process, output):
        yield _until(process, output, lambda: _announced(output))


@contextlib.contextmanager
def peer(command):
    """Starts `command`, in which "{port}" stands for a free port; its URL."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = [word.format(port=port) for word in command]
    with _running(words, None) as (process, output):
        yield _until(process, output, lambda: _accepting(port))


@contextlib.contextmanager
def _running(command, exits_with):
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT)
        try:
            yield process, output
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                raise AssertionError("the server did not stop when asked to") from None
        if exits_with and process.returncode not in exits_with:
            raise AssertionError(f"the server ended with {process.returncode}:\n{_said(output)}")


def _said(output):
    output.seek(0)
    return output.read().decode(errors="replace")


def _announced(output):
    """The URL in what Stator says when it is ready."""
    match = re.search(r"http://(?:127\.0\.0\.1|localhost):(\d+)", _said(output))
    return match and f"http://127.0.0.1:{match.group(1)}"


def _accepting(port):
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return None
    return f"http://127.0.0.1:{port}"


def _until(process, output, ready):
    deadline = time.monotonic() + START_SECONDS_MAX
    while time.monotonic() < deadline and process.poll() is None:
        if url := ready():
            return url
        time.sleep(0.02)
    raise AssertionError(f"the server did not start:\n{_said(output)}")


def npm_install(folder, marker):
    """`npm ci` in `folder`, unless its lock file has been installed already."""
    lock = (folder / "package-lock.json").read_text(encoding="utf-8")
    stamp = folder / "node_modules" / ".stator-lock"
    if marker.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == lock:
        return
    subprocess.run(
        ["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error", *_headers_of_node()],
        cwd=folder, stdin=subprocess.DEVNULL, check=True,
    )
    stamp.write_text(lock, encoding="utf-8")


def _headers_of_node():
    """Where the headers are that addons are compiled with, if the machine has them: else npm
    fetches them from Node's site."""
    binary = shutil.which("node")
    prefix = Path(os.path.realpath(binary)).parent.parent if binary else Path("/usr")
    return [f"--nodedir={prefix}"] if (prefix / "include/node/node.h").exists() else []


def node():
    """A Node that is new enough: the machine's, or one from npm."""
    own = shutil.which("node")
    if own:
        version = subprocess.run([own, "--version"], capture_output=True, text=True, check=True)
        if int(re.match(r"v(\d+)", version.stdout).group(1)) >= NODE_MAJOR_MIN:
            return own
    machine = {"x86_64": "x64", "aarch64": "arm64"}[os.uname().machine]
    binary = NODE_FOLDER / "node_modules" / f"node-linux-{machine}" / "bin" / "node"
    npm_install(NODE_FOLDER, binary)
    return str(binary)
