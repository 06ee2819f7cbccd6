"""Reads C++ as far as the checks need: code without comments and literals, and where functions are.

Not a parser. `blank` keeps every line and column in place and puts spaces where comments, literals
and preprocessor directives stood; `functions` then matches braces at the level of namespaces and
classes. That is enough to measure, and simple enough to be tested (source_test.py).
"""

import re
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""
      (?P<line_comment>//(?:\\\n|[^\n])*)
    | (?P<block_comment>/\*.*?\*/)
    | (?P<raw>\b(?:u8|[uUL])?R"(?P<delimiter>[^()\\\s]{0,16})\(.*?\)(?P=delimiter)")
    | (?P<text>"(?:\\.|[^"\\\n])*")
    | (?P<number>\b\d(?:'?[\w.])*)
    | (?P<character>'(?:\\.|[^'\\\n])+')
    """,
    re.DOTALL | re.VERBOSE,
)
_DIRECTIVE = re.compile(r"^[ \t]*#(?:\\\n|[^\n])*", re.MULTILINE)


def _spaces(text):
    return re.sub(r"[^\n]", " ", text)


def blank(text, keep_literals=False):
    """`text` with comments (and literals) blanked; same length, same lines."""

    def replace(match):
        if match.lastgroup == "number":
            return match.group()
        literal = match.lastgroup not in ("line_comment", "block_comment")
        if literal and keep_literals:
            return match.group()
        if literal:  # Something must stay in its place: `f("x")` has an argument.
            return "0" + _spaces(match.group())[1:]
        return _spaces(match.group())

    return _TOKEN.sub(replace, text)


@dataclass(frozen=True)
class Function:
    """A function's definition: first line of its signature, and the number of its lines."""

    name: str
    line: int
    lines: int


_SCOPE = re.compile(r"\b(namespace|class|struct|union|enum|extern)\b")
_LABEL = re.compile(r"\b(?:public|private|protected)\s*:(?!:)")
_TEMPLATE = re.compile(r"^\s*template\s*<")
_REQUIRES = re.compile(r"^\s*requires\s*\(")
_NAME = re.compile(r"(operator\s*(?:\(\)|\[\]|[^\s(\w]+|\w[\w\s*&]*)|[~\w:<>, ]*?[~\w]+)\s*$")


def _skip(code, at, opening, closing):
    """Index behind the bracket that matches the one at `at`, or the end."""
    depth = 0
    while at < len(code):
        if code[at] == opening:
            depth += 1
        elif code[at] == closing:
            depth -= 1
            if depth == 0:
                return at + 1
        at += 1
    return at


def _without_template(head):
    """`head` without its template and requires clauses, which may hold `class`, `=` and `(`."""
    while match := _TEMPLATE.match(head):
        depth, at = 0, match.end() - 1
        while at < len(head):
            depth += {"<": 1, ">": -1}.get(head[at], 0)
            at += 1
            if depth == 0:
                break
        head = head[at:]
        if match := _REQUIRES.match(head):
            head = head[_skip(head, match.end() - 1, "(", ")"):]
    return head


def _top_level(head):
    """`head` with everything in parentheses and square brackets blanked."""
    out, depth = [], 0
    for char in head:
        if char in "([":
            depth += 1
        out.append(char if depth == 0 or char in "([" and depth == 1 else " ")
        if char in ")]":
            depth -= 1
            if depth == 0:
                out[-1] = char
    return "".join(out)


def _kind(head):
    """What a brace opens behind `head`: 'scope', 'function', 'member' (a brace initializer in a
    constructor's list) or 'value'."""
    head = _without_template(_LABEL.sub(" ", head)).strip()
    flat = _top_level(head)
    before = flat.split("(")[0]
    if "(" not in flat:
        return "scope" if _SCOPE.search(flat) else "value"
    if re.search(r"\boperator\b", before):
        return "function"
    if "=" in before or re.match(r"^\s*(?:export\s+)?concept\b", before):
        return "value"
    if re.match(r"(?:\[\[|(?:inline\s+)?(?:namespace|class|struct|union|enum|extern)\b)", before):
        # `struct alignas(64) Slot {`, but also `struct Pair Make() {`.
        after = flat.rsplit(")", 1)[1]
        if re.search(r"\b(?:alignas|__attribute__)\s*$", before) and re.match(r"\s*\w", after):
            return "scope"
        if re.match(r"(?:class|struct|union|enum)\b[^()]*:[^:()]", flat):
            return "scope"
    tail = flat[flat.index(")") + 1:] if ")" in flat else ""
    if re.search(r"(?<!:):(?!:)", tail) and re.search(r"[\w>]\s*$", flat):
        return "member"
    return "function"


def _signature(code, start):
    """Index of the first character of the head that begins at or behind `start`."""
    while True:
        while start < len(code) and code[start].isspace():
            start += 1
        label = _LABEL.match(code, start)
        if not label:
            return start
        start = label.end()


def functions(text):
    """The Functions defined in a C++ source: free ones, members, tests; not lambdas within them."""
    code = _DIRECTIVE.sub(lambda match: _spaces(match.group()), blank(text))
    found, start, at = [], 0, 0
    while at < len(code):
        char = code[at]
        if char == "(":
            at = _skip(code, at, "(", ")")
            continue
        if char in ";}":
            start = at + 1
        elif char == "{":
            kind = _kind(code[start:at])
            if kind == "scope":
                start = at + 1
            else:
                end = _skip(code, at, "{", "}")
                if kind == "function":
                    first = _signature(code, start)
                    line = code.count("\n", 0, first) + 1
                    last = code.count("\n", 0, max(end - 1, 0)) + 1
                    head = _without_template(_LABEL.sub(" ", code[start:at])).strip()
                    name = _NAME.search(head.split("(")[0])
                    name = " ".join((name.group(1) if name else head.split("(")[0]).split())
                    found.append(Function(name.split(" ")[-1] or "?", line, last - line + 1))
                    start = end
                at = end
                continue
        at += 1
    return found
