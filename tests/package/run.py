"""Makes the package of a server that has been built, and uses it as its readers would.

    run.py --server BINARY --build DIR [--junit FILE]
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "tally"), str(HERE.parent / "support")]

import junit  # noqa: E402
import servers  # noqa: E402

SOURCE = HERE.parent.parent
ASSEMBLE = SOURCE / "packaging" / "assemble"
MODULES = HERE / "node_modules"
WORKERS = 4

arguments = None


def run(*command, **environment):
    """Runs a command to its end; what it printed is the text of a failure."""
    done = subprocess.run(
        [str(word) for word in command], cwd=HERE, env={**os.environ, **environment},
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        check=False,
    )
    if done.returncode != 0:
        raise AssertionError(f"{command} ended with {done.returncode}:\n{done.stdout}")


class PackageTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.package = arguments.build.resolve() / "package_test"
        run(ASSEMBLE, arguments.server.resolve(), cls.package)
        servers.npm_install(HERE, MODULES / "@aws-sdk")
        # As npm unpacks it. A link would not do: Node looks for packages from where it leads to.
        (archive,) = cls.package.glob("stator-*.tgz")
        with tempfile.TemporaryDirectory(dir=MODULES) as scratch:
            with tarfile.open(archive) as members:
                members.extractall(scratch)
            shutil.rmtree(MODULES / "stator", ignore_errors=True)
            (Path(scratch) / "package").rename(MODULES / "stator")

    def test_the_binary_runs_where_there_is_nothing_else(self):
        inside = ["chroot", str(self.package)]
        if os.geteuid() != 0:
            inside = ["unshare", "--map-root-user", *inside]
        with servers.stator("/stator", within=inside):
            pass

    def test_the_image_copies_what_is_there(self):
        lines = (self.package / "Dockerfile").read_text(encoding="utf-8").splitlines()
        (copied,) = [line.split()[1:-1] for line in lines if line.startswith("COPY ")]
        for name in copied:
            self.assertTrue((self.package / name).is_file(), name)

    def test_the_types_are_those_of_the_package(self):
        run(servers.node(), MODULES / "typescript" / "bin" / "tsc", "--project", HERE)

    def test_what_the_readers_are_told_is_what_runs_here(self):
        for told in (SOURCE / "README.md", SOURCE / "packaging" / "npm" / "README.md"):
            for recipe in ("jest.config.js", "tables.js"):
                code = (HERE / "jest" / recipe).read_text(encoding="utf-8")
                self.assertIn(f"```js\n{code}```\n", told.read_text(encoding="utf-8"))

    def test_a_program_starts_controls_and_stops_a_server(self):
        run(servers.node(), "--test", "package.test.mjs")

    def test_four_jest_workers_have_a_server_each(self):
        with tempfile.TemporaryDirectory() as scratch:
            results = Path(scratch) / "results.json"
            # A cache of its own: Jest would remember that the tests are quick, and run them in one
            # process.
            run(servers.node(), MODULES / "jest" / "bin" / "jest.js",
                "--config", "jest/jest.config.js", "--ci", "--maxWorkers", WORKERS,
                "--testTimeout", 30_000, "--cacheDirectory", Path(scratch) / "cache",
                "--json", "--outputFile", results,
                STATOR_TEST_MEETING=scratch, STATOR_TEST_WORKERS=str(WORKERS))
            met = [path.read_text(encoding="utf-8") for path in Path(scratch).glob("worker-*")]
            self.assertEqual(len(met), WORKERS)
            self.assertEqual(len(set(met)), WORKERS, "two workers used one server")
            self.assertGreaterEqual(json.loads(results.read_text())["numPassedTests"], 4 * WORKERS)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--server", type=Path, required=True, help="the binary to package")
    parser.add_argument("--build", type=Path, required=True, help="a directory to write to")
    parser.add_argument("--junit", help="write the cases to this file")
    arguments = parser.parse_args()
    suite = unittest.defaultTestLoader.loadTestsFromTestCase(PackageTest)
    sys.exit(0 if junit.run_unittest("package", suite, arguments.junit) else 1)
