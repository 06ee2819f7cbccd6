"""Attribute values: valid ones of every type, and everything that is wrong with a value."""

NUMBERS = (
    "0", "1", "-1", "2", "3", "10", "42", "-0", "007", "1.50", "1e2", "1E+2", "+5", ".5", "5.",
    "0.1", "-12.75", "1e-130", "9.9999999999999999999999999999999999999e125", "-1e125", "1e125",
    "12345678901234567890123456789012345678", "0.00000000000000000000000000000000000001",
    "100000000000000000000000000000000000000000000", "0e999",
    "1.0000000000000000000000000000000000",
    "-9.9999999999999999999999999999999999999E+125", "0.0000", "1e-129", "3.141592653589793",
)
BAD_NUMBERS = (
    "", " ", "a", "1a", "1 ", " 1", "--1", "1e", "e1", ".", "1.2.3", "0x10", "NaN", "Infinity",
    "-Infinity", "1e126", "9.99999999999999999999999999999999999999e125", "1e-131", "-1e-131",
    "123456789012345678901234567890123456789", "1e999999", "1,5", "\u0661", "1_000", "+", "-",
    "1.23456789012345678901234567890123456789", "10e125", "0.1e-130",
)
STRINGS = (
    "a", "b", "abc", "b,c", "", " ", "z" * 40, "\u00e9", "\u65e5\u672c", "\U0001f600", "\u0000",
    "A",
    'say "hi"', "back\\slash", "tab\t", "line\nbreak", "1", "true",
)
BINARIES = ("YQ==", "Yg==", "YWJj", "", "AA==", "//8=", "gAE=")
NAMES = ("a", "b", "x", "y", "n", "s", "list", "\u00e9", "with space", "a.b", "a-b", "0a", "_u",
         "size")

BAD_VALUES = (
    {}, {"S": "a", "N": "1"}, {"NULL": False}, {"NULL": "no"}, {"SS": []}, {"NS": []}, {"BS": []},
    {"SS": ["a", "a"]}, {"NS": ["1", "1.0"]}, {"NS": ["1", "1"]}, {"BS": ["YQ==", "YQ=="]},
    {"NS": ["1", "x"]}, {"NS": [""]}, {"SS": [None]}, {"SS": ["a", None]}, {"NS": [None]},
    {"BS": [None]}, {"B": "%%%"}, {"B": "YQ"}, {"BS": ["%%"]}, {"S": None}, {"N": None},
    {"M": None}, {"L": None}, {"SS": None}, {"B": None}, {"BOOL": None}, {"NULL": None}, {"X": "a"},
    {"L": [{}]}, {"M": {"a": {}}}, {"L": [None]}, {"M": {"a": None}}, {"L": [{"N": "x"}]},
    {"M": {"a": {"S": "a", "N": "1"}}}, {"M": {"": {"S": "a"}}}, {"S": "a", "NULL": True},
    {"N": "1", "SS": ["a"]}, {"L": [], "M": {}}, {"M": {"a": {"SS": []}}},
    {"L": [{"NS": ["1", "1"]}]},
)
# Of types that the shape does not have.
MISSHAPEN_VALUES = (
    None, "a", 1, [], True, {"S": 1}, {"S": True}, {"S": ["a"]}, {"S": {"S": "a"}}, {"N": 1},
    {"N": 1.5},
    {"N": True}, {"N": ["1"]}, {"B": 1}, {"B": ["YQ=="]}, {"B": {}}, {"BOOL": "true"}, {"BOOL": 1},
    {"BOOL": "yes"}, {"BOOL": "perhaps"}, {"BOOL": []}, {"NULL": "true"}, {"NULL": 0}, {"SS": "a"},
    {"SS": {}}, {"SS": [1]}, {"SS": [["a"]]}, {"SS": [{}]}, {"NS": [1]}, {"NS": "1"}, {"BS": [1]},
    {"L": {}}, {"L": "a"}, {"L": ["a"]}, {"L": [1]}, {"L": [[]]}, {"M": []}, {"M": "a"},
    {"M": {"a": "b"}},
    {"M": {"a": 1}}, {"M": {"a": []}}, {"s": "a"}, {"S": "a", "X": 1}, {"M": {"a": {"S": 1}}},
)


def nested(depth, inner=None):
    """A value of `depth` levels, lists and maps in turn."""
    value = inner or {"S": "deep"}
    for level in range(depth - 1):
        value = {"L": [value]} if level % 2 else {"M": {"d": value}}
    return value


def scalar(chance, types="SNB"):
    kind = chance.pick(types)
    if kind == "S":
        return {"S": chance.pick(STRINGS)}
    if kind == "N":
        return {"N": chance.pick(NUMBERS)}
    return {"B": chance.pick(BINARIES)}


def _sample(chance, choices):
    return chance.random.sample(choices, chance.count(1, 4))


def valid(chance, depth=0):
    """A value that may stand anywhere but in a key."""
    kinds = [("S", 6), ("N", 6), ("B", 2), ("BOOL", 2), ("NULL", 1), ("SS", 2), ("NS", 2),
        ("BS", 1)]
    if depth < 3:
        kinds += [("L", 3), ("M", 3)]
    kind = chance.weighted(kinds)
    if kind in "SNB":
        return scalar(chance, kind)
    if kind == "BOOL":
        return {"BOOL": chance.often(0.5)}
    if kind == "NULL":
        return {"NULL": True}
    if kind == "SS":
        return {"SS": _sample(chance, STRINGS)}
    if kind == "NS":
        return {"NS": _sample(chance, ("1", "2", "3.5", "-4", "1e3", "0", "10"))}
    if kind == "BS":
        return {"BS": _sample(chance, BINARIES)}
    if kind == "L":
        return {"L": [valid(chance, depth + 1) for _ in range(chance.count(0, 3))]}
    return {"M": {chance.pick(NAMES): valid(chance, depth + 1) for _ in range(chance.count(0, 3))}}


def bad(chance):
    """A value with a defect, or one whose type is wrong."""
    return chance.weighted((
        (lambda: chance.pick(BAD_VALUES), 6),
        (lambda: {"N": chance.pick(BAD_NUMBERS)}, 4),
        (lambda: chance.pick(MISSHAPEN_VALUES), 2),
        (lambda: nested(chance.pick((31, 32, 33, 34, 40))), 1),
        (lambda: {"M": {"in": bad(chance)}}, 1),
        (lambda: {"L": [{"S": "first"}, bad(chance)]}, 1),
    ))()


def value(chance, oddity=0.08):
    """Mostly valid."""
    return bad(chance) if chance.odd(oddity) else valid(chance)
