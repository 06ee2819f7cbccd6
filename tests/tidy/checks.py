"""The checks. Each takes a path (relative to the root) and the file's text, and yields the findings
as (line, message); the message says what to do. Which files a check sees is its business too."""

import ast
import re

import rooms
import source

COLUMNS_MAX = 100
FILE_LINES_MAX = 500
TEST_FILE_LINES_MAX = 800
FUNCTION_LINES_MAX = 70

# Tables of pure data, which no one reads from top to bottom, and what a program wrote.
DATA_FILES = (
    "db/expression/reserved_words.cc",
    "tests/sdk/js/package-lock.json",
    "tests/sdk/node/package-lock.json",
    "LICENSE",
)

CPP = (".h", ".cc", ".cpp")
CODE = CPP + (".py", ".mjs", ".js", ".cmake", ".in", ".sh", "CMakeLists.txt", "/dev", "/run")


def _is(path, suffixes):
    return ("/" + path).endswith(suffixes)


def _line(text, at):
    return text.count("\n", 0, at) + 1


_INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(?:"([^"\n]+)"|<([^>\n]+)>)', re.MULTILINE)


def includes(text):
    """(line, included path) of each #include."""
    code = source.blank(text, keep_literals=True)
    return [(_line(code, m.start()), m.group(1) or m.group(2)) for m in _INCLUDE.finditer(code)]


def _public_name(path):
    """What a user includes: stator/..., for a public header; any other path as it is."""
    for prefix in rooms.PUBLIC_PREFIXES:
        path = path.removeprefix(prefix)
    return path


def room_of(path):
    """The room of a path of the repository or of an include, None if it is in none."""
    path = _public_name(path)
    if path.startswith("stator/"):
        for prefix, room in rooms.PUBLIC.items():
            if path == prefix or prefix.endswith("/") and path.startswith(prefix):
                return room
        return None
    for room, prefix in rooms.ROOMS:
        if path.startswith(prefix):
            return room
    return None


def _may_include(path, room, target, target_room):
    if target_room in rooms.FORBIDDEN.get(room, ()):
        return False
    if room == target_room:
        return True
    also = rooms.PUBLIC_MAY_ALSO_INCLUDE.get(_public_name(path), ())
    if target_room in also:
        return True
    if room == "client":  # Beside the order: see FORBIDDEN for what it may not.
        return True
    if target_room == "client":
        return False
    return rooms.ORDER.index(target_room) > rooms.ORDER.index(room)


def include_direction(path, text):
    """Includes go down the list of rooms, and public headers show no private ones."""
    if not _is(path, CPP):
        return
    room = room_of(path)
    public = path.startswith(rooms.PUBLIC_PREFIXES)
    if public and room is None:
        yield 1, "unknown public header: give it a room in tests/tidy/rooms.py, PUBLIC"
        return
    for line, target in includes(text):
        if not target.startswith(("db/", "stator/", "server/", "client/", "http/")):
            continue
        if public and not target.startswith("stator/"):
            yield line, f"a public header includes {target}, which is not installed: use stator/"
        if path.startswith(rooms.EXAMPLES) and not target.startswith("stator/"):
            yield line, f"an example includes {target}: show what a user can include, stator/"
        target_room = room_of(target)
        if target_room is None:
            yield line, f"{target} is in no room: give it one in tests/tidy/rooms.py"
        elif room is not None and not _may_include(path, room, target, target_room):
            yield line, (
                f"{room} may not include {target} (room {target_room}): move what is shared down, "
                f"or pass it in from above (order: {' > '.join(rooms.ORDER)})"
            )


# A library, what its includes look like, and where it may be included.
CONFINED = (
    ("lmdb.h", re.compile(r"^lmdb\.h$"), ("db/storage/lmdb/", "tests/unit/storage/", "bench/"),
     "go through db/storage/store.h"),
    ("a JSON library", re.compile(r"^(simdjson|nlohmann/.*|simdjson/.*)(\.h|\.hpp)?$"),
     ("db/wire/", "db/trigger/", "server/", "db/include/stator/nlohmann.h", "tests/", "bench/",
      "examples/"),
     "take or return requests, results and items, and leave the text to db/wire"),
    ("Asio", re.compile(r"^asio(/|\.hpp$)"), ("server/", "tests/", "bench/"),
     "the engine builds without Asio: keep event loops in server/"),
    ("OpenSSL", re.compile(r"^openssl/"), ("server/", "client/", "tests/"),
     "the engine builds without OpenSSL: db/ uses libsodium and xxHash"),
)


def confined_libraries(path, text):
    """Libraries are met only in the rooms that wrap them."""
    if not _is(path, CPP):
        return
    for line, target in includes(text):
        for name, pattern, homes, fix in CONFINED:
            if pattern.match(target) and not path.startswith(homes):
                yield line, f"includes {target}; {name} belongs to {', '.join(homes)}: {fix}"


_WALL_CLOCK = re.compile(
    r"\b(?:system_clock|utc_clock|file_clock)\s*::\s*now\b"
    r"|\bgettimeofday\s*\(|\btimespec_get\s*\(|\bCLOCK_REALTIME(?:_COARSE)?\b"
    r"|\babsl\s*::\s*Now\s*\(|\bGetCurrentTimeNanos\s*\("
    r"|(?<![\w.>])(?:std\s*::\s*|::\s*)?time\s*\(\s*(?:NULL|nullptr|0|&\w+)\s*\)"
)


# The clock itself, and what holds it against the machine's.
CLOCK_FILES = ("db/base/clock.", "tests/unit/base/clock_test.")


def wall_clock(path, text):
    """Time is passed in."""
    if not _is(path, CPP) or path.startswith(CLOCK_FILES):
        return
    for match in _WALL_CLOCK.finditer(source.blank(text)):
        yield _line(text, match.start()), (
            f"asks the wall clock ({match.group().strip()}): take a stator::Clock or `now` as an "
            "argument; for a duration use steady_clock"
        )


def file_length(path, text):
    """A file is one noun."""
    if not _is(path, CODE) or path in DATA_FILES:
        return
    limit = TEST_FILE_LINES_MAX if path.startswith("tests/") else FILE_LINES_MAX
    lines = len(text.splitlines())
    if lines > limit:
        yield limit + 1, (
            f"{lines} lines, at most {limit}: split it into two subjects (a table of pure data may "
            "be listed in tests/tidy/checks.py, DATA_FILES)"
        )


def function_length(path, text):
    """A function fits on a screen or two."""
    found = []
    if _is(path, CPP) and path not in DATA_FILES:
        found = [(f.line, f.name, f.lines) for f in source.functions(text)]
    elif path.endswith(".py"):
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                found.append((node.lineno, node.name, node.end_lineno - node.lineno + 1))
    for line, name, lines in found:
        if lines > FUNCTION_LINES_MAX:
            yield line, (
                f"{name} has {lines} lines, at most {FUNCTION_LINES_MAX}: give its steps names of "
                "their own"
            )


def line_length(path, text):
    """A line fits beside another file."""
    if not _is(path, CODE) or path in DATA_FILES:
        return
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > COLUMNS_MAX and "://" not in line:
            yield number, f"{len(line)} columns, at most {COLUMNS_MAX}: break it (./dev format)"


def using_namespace(path, text):
    """Names say where they come from."""
    if not _is(path, CPP):
        return
    for match in re.finditer(r"\busing\s+namespace\b", source.blank(text)):
        yield _line(text, match.start()), "`using namespace`: name what is used, `using a::b;`"


# Written so that no pattern matches its own text.
_MACHINE = re.compile(
    r"(?<![\w.\-/])/(?:[w]ork|[r]oot|[t]mp|[h]ome/\w+|[f]arm)(?:/|\b)"
    r"|\b[b]ash_jobs\b|\b[r]egistry\.\w+|\bdeb\.[d]ebian\.org\b|\b[p]ypi\.org\b"
)
_TOOLS = re.compile(
    r"\b(?:[c]laude|[a]nthropic|[o]penai|[c]hatgpt|[c]opilot|[c]odex|[g]emini|[l]lm)\b"
    r"|\b[c]o-authored-by\b|\b[a]s an ai\b|\b[g]enerated (?:by|with) (?:an? )?(?:ai|model)\b"
    r"|\b[c]oding (?:agent|assistant)\b",
    re.IGNORECASE,
)
_PEERS = re.compile(r"\b(?:[d]ynoxide|[d]ynalite)\b", re.IGNORECASE)


def no_traces(path, text):
    """A text speaks of the project, not of the machine or the tools that it was made on."""
    if path in DATA_FILES:
        return
    patterns = [
        (_MACHINE, "a path or host of one machine: take it from the environment, or leave it out"),
        (_TOOLS, "speaks of how it was made: leave it out"),
    ]
    if path.startswith(("db/", "server/", "client/", "http/")):
        patterns.append((_PEERS, "names a peer: say what DynamoDB does"))
    for pattern, fix in patterns:
        for match in pattern.finditer(text):
            yield _line(text, match.start()), f"'{match.group()}': {fix}"


CHECKS = (
    include_direction,
    confined_libraries,
    wall_clock,
    file_length,
    function_length,
    line_length,
    using_namespace,
    no_traces,
)
