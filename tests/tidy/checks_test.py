"""Every check must be able to fail: a bad input that it finds, a good one that it leaves alone."""

import unittest

import checks


def found(check, path, text):
    """Lines at which `check` finds something."""
    return [line for line, _ in check(path, text)]


class IncludeDirection(unittest.TestCase):
    def findings(self, path, *targets):
        return found(checks.include_direction, path, "".join(f'#include "{t}"\n' for t in targets))

    def test_downward_is_fine(self):
        self.assertEqual(self.findings("db/engine/a.cc", "db/engine/b.h", "db/storage/store.h",
                                       "db/plan/mutation.h", "db/base/error.h"), [])
        self.assertEqual(self.findings("db/model/a.cc", "db/base/check.h", "stator/number.h"), [])
        self.assertEqual(self.findings("server/a.cc", "db/wire/a.h", "stator/database.h"), [])
        self.assertEqual(self.findings("client/a.cc", "db/wire/a.h", "db/request/a.h"), [])

    def test_upward_is_found(self):
        for path, target in (
            ("db/model/a.cc", "db/request/a.h"),
            ("db/storage/a.cc", "db/engine/a.h"),
            ("db/base/a.h", "stator/item.h"),
            ("db/engine/a.cc", "db/operation/a.h"),
            ("db/model/a.cc", "stator/database.h"),
            ("db/request/a.cc", "db/plan/a.h"),
            ("db/operation/a.cc", "db/database.h"),
            ("db/database.cc", "server/a.h"),
            ("db/wire/a.cc", "client/a.h"),
            ("server/a.cc", "client/a.h"),
        ):
            with self.subTest(path=path, target=target):
                self.assertEqual(self.findings(path, target), [1])

    def test_blind_rooms(self):
        self.assertEqual(self.findings("db/storage/a.cc", "db/model/item.h"), [1])
        self.assertEqual(self.findings("db/engine/a.cc", "db/wire/a.h"), [1])
        self.assertEqual(self.findings("client/a.cc", "db/engine/a.h"), [1])

    def test_public_headers_include_public_ones(self):
        self.assertEqual(self.findings("db/include/stator/item.h", "stator/value.h"), [])
        self.assertEqual(self.findings("db/include/stator/error.h", "stator/item.h"), [])
        self.assertEqual(self.findings("db/include/stator/item.h", "db/model/key.h"), [1])
        self.assertEqual(self.findings("db/include/stator/clock.h", "stator/item.h"), [1])

    def test_what_no_one_has_placed_is_found(self):
        self.assertEqual(self.findings("db/include/stator/surprise.h"), [1])
        self.assertEqual(self.findings("db/engine/a.cc", "stator/surprise.h"), [1])

    def test_examples_are_users(self):
        self.assertEqual(self.findings("examples/a.cc", "stator/database.h"), [])
        self.assertEqual(self.findings("examples/a.cc", "db/model/key.h"), [1])

    def test_tests_may_look_anywhere(self):
        self.assertEqual(self.findings("tests/unit/model/a.cc", "db/engine/a.h"), [])

    def test_a_comment_is_no_include(self):
        text = '// #include "db/engine/a.h"\n/*\n#include "db/engine/a.h"\n*/\n'
        self.assertEqual(found(checks.include_direction, "db/model/a.cc", text), [])

    def test_angle_brackets_count(self):
        self.assertEqual(
            found(checks.include_direction, "db/model/a.cc", "\n# include <db/engine/a.h>\n"), [2])


class ConfinedLibraries(unittest.TestCase):
    def findings(self, path, target):
        return found(checks.confined_libraries, path, f"#include <{target}>\n")

    def test_each_in_its_home(self):
        for path, target in (
            ("db/storage/lmdb/a.cc", "lmdb.h"),
            ("db/wire/a.cc", "simdjson.h"),
            ("server/a.cc", "nlohmann/json.hpp"),
            ("db/include/stator/nlohmann.h", "nlohmann/json.hpp"),
            ("server/a.cc", "asio/post.hpp"),
        ):
            with self.subTest(path=path, target=target):
                self.assertEqual(self.findings(path, target), [])

    def test_elsewhere(self):
        for path, target in (
            ("db/storage/store.h", "lmdb.h"),
            ("db/engine/a.cc", "lmdb.h"),
            ("db/operation/a.cc", "simdjson.h"),
            ("db/include/stator/item.h", "nlohmann/json_fwd.hpp"),
            ("db/wire/a.cc", "asio.hpp"),
            ("db/model/a.cc", "openssl/sha.h"),
        ):
            with self.subTest(path=path, target=target):
                self.assertEqual(self.findings(path, target), [1])


class WallClock(unittest.TestCase):
    BAD = (
        "auto t = std::chrono::system_clock::now();",
        "time_t t = time(nullptr);",
        "auto t = std::time(0);",
        "long t = ::time(&x);",
        "gettimeofday(&tv, nullptr);",
        "clock_gettime(CLOCK_REALTIME, &ts);",
        "std::timespec_get(&ts, TIME_UTC);",
        "absl::Time t = absl::Now();",
    )

    def test_found(self):
        for text in self.BAD:
            with self.subTest(text=text):
                self.assertEqual(found(checks.wall_clock, "db/engine/a.cc", text), [1])

    def test_its_home_is_spared(self):
        self.assertEqual(found(checks.wall_clock, "db/base/clock.cc", self.BAD[0]), [])

    def test_left_alone(self):
        for text in (
            "auto t = std::chrono::steady_clock::now();",
            "using Time = std::chrono::time_point<std::chrono::system_clock>;",
            "clock_gettime(CLOCK_MONOTONIC, &ts);",
            "Time t = clock.Now();",
            "auto t = record.time(0);",
            "// system_clock::now() is not for us",
            'Log("system_clock::now()");',
        ):
            with self.subTest(text=text):
                self.assertEqual(found(checks.wall_clock, "db/engine/a.cc", text), [])


class Length(unittest.TestCase):
    def test_files(self):
        for path, lines, expected in (
            ("db/a.cc", 500, []),
            ("db/a.cc", 501, [501]),
            ("dev", 501, [501]),
            ("tests/a.cc", 800, []),
            ("tests/a.cc", 801, [801]),
            ("docs/a.md", 2000, []),
            (checks.DATA_FILES[0], 2000, []),
        ):
            with self.subTest(path=path, lines=lines):
                self.assertEqual(found(checks.file_length, path, "\n" * lines), expected)

    def test_functions(self):
        for body, expected in ((68, []), (69, [2])):
            text = "\nvoid F() {\n" + "  x();\n" * body + "}\n"
            self.assertEqual(found(checks.function_length, "db/a.cc", text), expected)
            inside = "namespace a {\nclass B {\n" + text + "};\n}\n"
            self.assertEqual(found(checks.function_length, "db/a.h", inside),
                             [line + 2 for line in expected])
        python = "\ndef f():\n" + "    x()\n" * 70
        self.assertEqual(found(checks.function_length, "tests/a.py", python), [2])
        self.assertEqual(found(checks.function_length, "tests/a.py", python[:-8]), [])

    def test_lines(self):
        self.assertEqual(found(checks.line_length, "db/a.cc", "a" * 100 + "\n" + "b" * 101), [2])
        self.assertEqual(found(checks.line_length, "dev", "b" * 101), [1])
        self.assertEqual(found(checks.line_length, "db/a.cc", "é" * 100), [])
        self.assertEqual(found(checks.line_length, "db/a.cc", "// https://" + "b" * 101), [])
        self.assertEqual(found(checks.line_length, "README.md", "b" * 101), [])


class UsingNamespace(unittest.TestCase):
    def test_found(self):
        text = "\nusing  namespace std;"
        self.assertEqual(found(checks.using_namespace, "tests/a.cc", text), [2])

    def test_left_alone(self):
        for text in ("using std::string;", "// using namespace std", "namespace a = b::c;"):
            self.assertEqual(found(checks.using_namespace, "db/a.cc", text), [])


class NoTraces(unittest.TestCase):
    def test_machine_paths(self):
        for word in ("work/main", "root/.cache", "tmp/x", "home/ada/x"):
            self.assertEqual(found(checks.no_traces, "docs/a.md", f"see /{word}"), [1])
            self.assertEqual(found(checks.no_traces, "db/a.cc", f'Open("/{word}")'), [1])

    def test_hosts_and_tools(self):
        for parts in (("registry", ".npmjs", ".org"), ("co-authored", "-by: x"), ("Clau", "de"),
                      ("coding ", "agent"), ("deb.", "debian.org")):
            self.assertEqual(found(checks.no_traces, "README.md", "".join(parts)), [1])

    def test_peers_are_named_only_where_we_compare(self):
        peer = "dyna" + "lite"
        self.assertEqual(found(checks.no_traces, "db/a.cc", peer), [1])
        self.assertEqual(found(checks.no_traces, "docs/benchmarks.md", peer), [])

    def test_left_alone(self):
        for text in ("framework/work", "${TMPDIR}/x",
                     "https://example.com/root", "the root/leaf", "a cursor", "x/tmp/y"):
            with self.subTest(text=text):
                self.assertEqual(found(checks.no_traces, "docs/a.md", text), [])


if __name__ == "__main__":
    unittest.main()
