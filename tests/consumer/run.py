"""Builds project/ in each of the four ways that a user might, and runs what comes out; and remote/,
which takes in the client alone, in three of them, against the server that was just built.

The library is compiled where it is a subdirectory or fetched, with the flags of the build that
calls this and beside it, so that a compiler cache answers; the other ways use one installation of
what was just built.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tally"))

import junit  # noqa: E402

EXPECTED = '{"count": {"N": "3"}, "page": {"S": "/home"}}\nResourceNotFoundException\n'
OPTIONS = None


def command(*words, **environment):
    """Runs to success or raises with the output; returns standard output."""
    done = subprocess.run(
        [str(word) for word in words], capture_output=True, text=True, check=False,
        stdin=subprocess.DEVNULL, env={**os.environ, **environment},
    )
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(map(str, words))}\n{done.stdout}{done.stderr}")
    return done.stdout


class Consumer(unittest.TestCase):
    """The library: each way to take it in, and what it installs."""

    own_headers = "db/include"
    installed_headers = [own_headers]

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.prefix = Path(cls.folder.name) / "prefix"
        command("cmake", "--install", OPTIONS.build, "--prefix", cls.prefix,
                "--component", "library")

    def build(self, project, by, *flags):
        """The program that comes out."""
        build = OPTIONS.build.parent / f"consumer-{project}-{by}"
        shutil.rmtree(build, ignore_errors=True)
        self.addCleanup(shutil.rmtree, build, ignore_errors=True)
        command(
            "cmake", "-S", HERE / project, "-B", build, "-G", "Ninja", f"-DSTATOR_BY={by}",
            f"-DCMAKE_CXX_COMPILER={OPTIONS.cxx}", "-DCMAKE_BUILD_TYPE=Release",
            "-DCMAKE_CXX_FLAGS_RELEASE=-O2 -DNDEBUG",
            f"-DCMAKE_CXX_COMPILER_LAUNCHER={OPTIONS.launcher}", *flags,
        )
        command("cmake", "--build", build, "--target", "visits")
        return build / "visits"

    def build_and_run(self, by, *flags):
        self.assertEqual(command(self.build("project", by, *flags)), EXPECTED)

    def test_add_subdirectory(self):
        self.build_and_run("add_subdirectory", f"-DSTATOR_SOURCE={OPTIONS.source}",
                           "-DSTATOR_WERROR=ON")

    def test_fetch_content(self):
        self.build_and_run("FetchContent", f"-DFETCHCONTENT_SOURCE_DIR_STATOR={OPTIONS.source}",
                           "-DSTATOR_WERROR=ON")

    def test_find_package(self):
        self.build_and_run("find_package", f"-DCMAKE_PREFIX_PATH={self.prefix}")

    def test_pkg_config(self):
        path = ":".join(map(str, self.prefix.glob("lib*/**/pkgconfig")))
        flags = command("pkg-config", "--cflags", "--libs", "stator", PKG_CONFIG_PATH=path).split()
        program = Path(self.folder.name) / "by_pkg_config"
        command(OPTIONS.cxx, "-std=c++20", HERE / "project" / "main.cc", "-o", program, *flags)
        self.assertEqual(command(program), EXPECTED)

    def test_installs_public_headers_and_nothing_else(self):
        expected = {str(path.relative_to(OPTIONS.source / public))
                    for public in self.installed_headers
                    for path in (OPTIONS.source / public).rglob("*.h")}
        installed = self.prefix / "include"
        files = (path for path in installed.rglob("*") if path.is_file())
        found = {str(path.relative_to(installed)) for path in files}
        self.assertEqual(found, expected)

    def test_each_public_header_stands_alone(self):
        path = ":".join(map(str, self.prefix.glob("lib*/**/pkgconfig")))
        flags = command("pkg-config", "--cflags", "stator", PKG_CONFIG_PATH=path).split()
        public = OPTIONS.source / self.own_headers
        headers = sorted(path.relative_to(public) for path in public.rglob("*.h"))
        self.assertTrue(headers)
        for header in headers:
            with self.subTest(header=header.name):
                command(OPTIONS.cxx, "-std=c++20", "-Wall", "-Wextra", "-Werror", "-fsyntax-only",
                        *flags, "-include", self.prefix / "include" / header,
                        "-x", "c++", os.devnull)


class RemoteConsumer(Consumer):
    """The client: what it installs beside the library, and a program that uses it."""

    own_headers = "client/include"
    installed_headers = [*Consumer.installed_headers, own_headers]

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        command("cmake", "--install", OPTIONS.build, "--prefix", cls.prefix,
                "--component", "client")

    def run_against_server(self, program):
        with subprocess.Popen([OPTIONS.program, "serve", "--port", "0"], text=True,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE) as server:
            try:
                url = server.stdout.readline().split()[-1]
                self.assertEqual(command(program, url), EXPECTED)
            finally:
                server.terminate()

    def build_and_run(self, by, *flags):
        self.run_against_server(self.build("remote", by, *flags))

    test_fetch_content = None  # A subdirectory, as far as CMake is concerned.

    def test_pkg_config(self):
        path = ":".join(map(str, self.prefix.glob("lib*/**/pkgconfig")))
        flags = command("pkg-config", "--cflags", "--libs", "stator-client",
                        PKG_CONFIG_PATH=path).split()
        program = Path(self.folder.name) / "by_pkg_config"
        command(OPTIONS.cxx, "-std=c++20", HERE / "remote" / "main.cc", "-o", program, *flags)
        self.run_against_server(program)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--source", type=Path, required=True)
    parser.add_argument("--build", type=Path, required=True, help="where the library was built")
    parser.add_argument("--cxx", required=True)
    parser.add_argument("--launcher", default="", help="a compiler cache, or nothing")
    parser.add_argument("--program", help="the server, where the client is built too")
    parser.add_argument("--junit")
    global OPTIONS
    OPTIONS = parser.parse_args()
    cases = [Consumer] if OPTIONS.program is None else [Consumer, RemoteConsumer]
    suite = unittest.TestSuite(
        unittest.defaultTestLoader.loadTestsFromTestCase(case) for case in cases)
    return 0 if junit.run_unittest("consumer", suite, OPTIONS.junit) else 1


if __name__ == "__main__":
    sys.exit(main())
