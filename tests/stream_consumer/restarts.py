"""A server that is stopped or killed, and comes back on another port with the same data."""

import contextlib
import re
import signal
import subprocess
import tempfile
import threading
import time

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

START_SECONDS_MAX = 60


class RestartedServer:
    def __init__(self, binary, *options):
        self._command = [binary, "serve", "--port", "0", *options]
        self._lock = threading.Lock()
        self._start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.send_signal(signal.SIGTERM)
        assert self._process.wait(timeout=60) in (0, -signal.SIGTERM)

    def _start(self):
        output = tempfile.TemporaryFile()  # pylint: disable=consider-using-with
        self._process = subprocess.Popen(  # pylint: disable=consider-using-with
            self._command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT)
        deadline = time.monotonic() + START_SECONDS_MAX
        while time.monotonic() < deadline and self._process.poll() is None:
            output.seek(0)
            match = re.search(rb"http://127\.0\.0\.1:\d+", output.read())
            if match:
                self._url = match.group().decode()
                return
            time.sleep(0.02)
        raise AssertionError("the server did not start")

    def restart(self, kill):
        with self._lock:
            self._process.send_signal(signal.SIGKILL if kill else signal.SIGTERM)
            self._process.wait(timeout=60)
            self._start()

    def client(self, service):
        """A client for where the server is now. Nothing is tried twice."""
        with self._lock:
            return boto3.session.Session().client(
                service, endpoint_url=self._url, region_name="us-east-1",
                aws_access_key_id="local", aws_secret_access_key="secret",
                config=Config(retries={"total_max_attempts": 1}))


class Worker:
    """What runs on a thread of its own; `_step` is called until it returns False. One that finds
    the server gone is called again, with a client for where it is then."""

    def __init__(self, server, service):
        self._server = server
        self._service = service
        self._fault = None
        self._given_up = False

    def run(self):
        try:
            going_on = True
            while going_on and not self._given_up:
                with contextlib.closing(self._server.client(self._service)) as client:
                    going_on = self._steps(client)
        except Exception as fault:  # pylint: disable=broad-except
            self._fault = fault

    def _steps(self, client):
        try:
            while not self._given_up:
                if not self._step(client):
                    return False
        except BotoCoreError:
            time.sleep(0.05)  # The connection was refused, or ended.
        except ClientError as error:
            # Of a server that is being stopped.
            if error.response["ResponseMetadata"]["HTTPStatusCode"] < 500:
                raise
        return True

    def _step(self, client):
        raise NotImplementedError

    def give_up(self):
        self._given_up = True

    def raise_fault(self):
        if self._fault:
            raise self._fault
