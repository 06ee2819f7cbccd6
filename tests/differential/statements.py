"""PartiQL statements from their grammar, sometimes broken, with the parameters that they need."""

import re

import tables
import values

_NAMES = ("s", "n", "b", '"bool"', "nul", "ss", "l", "m", "e", "absent")
_PATHS = ("m.x", "m.deep.l[0]", "l[0]", "l[2].k", "m.absent", "absent.x", "l[9]")
_TOKENS = ("(", ")", "[", "]", "{", "}", ",", ".", "=", "<>", "<", ">", "+", "-", "*", "AND", "OR",
           "NOT", "IN", "BETWEEN", "SELECT", "FROM", "WHERE", "SET", "REMOVE", "VALUE", "ORDER",
           "BY", "LIMIT", "GROUP", "IS", "MISSING", "NULL", "?", "'a'", "1", "s", '"s"', ";", "<<",
           ">>", "RETURNING", "AS", "x", "'", '"', "size(s)")
_TOKEN = re.compile(r"'[^']*'|\"[^\"]*\"|\w+|<=|>=|<>|<<|>>|\s+|.", re.S)
_TYPES = ("S", "N", "B", "SS", "NS", "BS", "BOOL", "NULL", "L", "M", "X")
_RETURNING = ("ALL OLD", "ALL NEW", "MODIFIED OLD", "MODIFIED NEW")


def literal(value):
    """A value as PartiQL writes it; None where it has no literal."""
    kind, content = next(iter(value.items()))
    if kind == "S":
        return "'" + content.replace("'", "''") + "'"
    if kind == "N":
        return content if re.fullmatch(r"-?(0|[1-9]\d*)(\.\d+)?", content) else None
    if kind == "BOOL":
        return str(content).lower()
    if kind == "NULL":
        return "NULL"
    if kind in ("SS", "NS"):
        elements = [literal({kind[0]: element}) for element in content]
        return None if None in elements else "<<" + ", ".join(elements) + ">>"
    if kind == "L":
        elements = [literal(element) for element in content]
        return None if None in elements else "[" + ", ".join(elements) + "]"
    if kind == "M":
        members = {literal({"S": name}): literal(member) for name, member in content.items()}
        if None in members.values():
            return None
        return "{" + ", ".join(f"{name}: {member}" for name, member in members.items()) + "}"
    return None


class Statement:
    """One statement. Its parameters come in the order in which its text is made."""

    def __init__(self, chance):
        self.chance = chance
        self.parameters = []

    def value(self, value=None):
        chance = self.chance
        if value is None:
            value = values.value(chance, 0.02)
        text = None
        if isinstance(value, dict) and len(value) == 1 and chance.often(0.6):
            try:
                text = literal(value)
            except (TypeError, AttributeError, StopIteration):
                text = None
        if text is not None:
            return text
        if not chance.odd(0.02):
            self.parameters.append(value)
        return "?"

    def path(self):
        if self.chance.often(0.25):
            return self.chance.pick(_PATHS)
        name = self.chance.pick(_NAMES)
        return f'"{name}"' if name.isalpha() and self.chance.often(0.15) else name

    # Conditions.

    def _test(self):
        chance = self.chance
        path = self.path()
        return chance.weighted((
            (lambda: f"{path} {chance.pick(('=', '<>', '<', '<=', '>', '>='))} {self.value()}", 6),
            (lambda: f"{path} IS {chance.pick(('', 'NOT '))}{chance.pick(('MISSING', 'NULL'))}", 3),
            (lambda: f"attribute_type({path}, {self.value({'S': chance.pick(_TYPES)})})", 1),
            (lambda: f"begins_with({path}, {self.value({'S': chance.pick(('a', 'ab', 'x'))})})", 1),
            (lambda: f"contains({path}, {self.value(values.scalar(chance))})", 1),
            (lambda: f"size({path}) {chance.pick('=<>')} {self.value({'N': '3'})}", 1),
            (lambda: f"{path} BETWEEN {self.value({'N': '1'})} AND {self.value({'N': '7'})}", 1),
            (lambda: f"{path} IN [{self.value()}, {self.value()}]", 1),
        ))()

    def condition(self, depth=0):
        chance = self.chance
        if depth > 1 or chance.often(0.6):
            return self._test()
        return chance.weighted((
            (lambda: f"{self.condition(depth + 1)} AND {self.condition(depth + 1)}", 3),
            (lambda: f"({self.condition(depth + 1)} OR {self.condition(depth + 1)})", 3),
            (lambda: f"NOT ({self.condition(depth + 1)})", 2),
        ))()

    def _where(self, key, more):
        """A WHERE that names the key, or hardly so."""
        chance = self.chance
        terms = [f"{name} = {self.value(value)}" for name, value in key.items()]
        if terms and chance.odd(0.08):
            terms.pop()
        if more:
            terms.append(self.condition())
        return " WHERE " + " AND ".join(terms) if terms else ""

    # Statements.

    def select(self, table, key):
        chance = self.chance
        columns = "*" if chance.often(0.5) else ", ".join(
            self.path() for _ in range(chance.count(1, 3)))
        return f'SELECT {columns} FROM "{table}"' + self._where(key, chance.often(0.4))

    def insert(self, table, key):
        chance = self.chance
        item = dict(key)
        for _ in range(chance.count(0, 3)):
            item[chance.pick(_NAMES).strip('"')] = values.value(chance, 0.02)
        members = ", ".join(f"'{name}': {self.value(value)}" for name, value in item.items())
        return f'INSERT INTO "{table}" VALUE {{{members}}}'

    def _assigned(self):
        chance = self.chance
        path = self.path()
        return chance.weighted((
            (lambda: f"{path} = {self.value()}", 6),
            (lambda: f"{path} = n {chance.pick('+-')} {self.value({'N': '3'})}", 2),
            (lambda: f"l = list_append(l, {self.value({'L': [values.valid(chance)]})})", 1),
            (lambda: f"ss = set_add(ss, {self.value({'SS': ['a', 'q']})})", 1),
            (lambda: f"ss = set_delete(ss, {self.value({'SS': ['a']})})", 1),
            (lambda: f"{path} = set_add(ss, <<'a'>>)", 0.1 * chance.oddity),
            (lambda: f"{path} = if_not_exists({path}, {self.value()})", 0.1 * chance.oddity),
        ))()

    def update(self, table, key, returning=True):
        chance = self.chance
        clauses = []
        if chance.often(0.8):
            clauses.append(" SET " + ", ".join(
                self._assigned() for _ in range(chance.count(1, 2))))
        if not clauses or chance.often(0.2):
            clauses.append(" REMOVE " + self.path())
        if chance.odd(0.05):
            clauses = [*clauses[::-1], " REMOVE " + self.path()]
        text = f'UPDATE "{table}"' + "".join(clauses) + self._where(key, chance.often(0.25))
        if returning and chance.often(0.5):
            text += f" RETURNING {chance.pick(_RETURNING)} *"
        return text

    def delete(self, table, key, returning=True):
        chance = self.chance
        text = f'DELETE FROM "{table}"' + self._where(key, chance.often(0.25))
        if returning and chance.often(0.5):
            text += f" RETURNING {chance.pick(_RETURNING) if chance.odd(0.2) else 'ALL OLD'} *"
        return text

    def exists(self, table, key):
        return f"EXISTS({self.select(table, key)})"

    def broken(self, text):
        chance = self.chance
        if not chance.odd(0.08):
            return text
        if chance.often(0.1):
            return chance.pick(("", " ", "a" * 8193, "SELECT", "DROP TABLE x", "?", text + ";",
                                text + "; " + text))
        tokens = _TOKEN.findall(text)
        at = chance.count(0, len(tokens) - 1)
        change = chance.count(0, 2)
        if change == 0:
            del tokens[at]
        elif change == 1:
            tokens[at] = chance.pick(_TOKENS)
        else:
            tokens.insert(at, " " + chance.pick(_TOKENS) + " ")
        return "".join(tokens)

    def finish(self, text):
        """The members of the request for one statement."""
        chance = self.chance
        request = {"Statement": self.broken(text)}
        if chance.odd(0.02):
            self.parameters.append(values.valid(chance))
        if self.parameters or chance.odd(0.01):
            request["Parameters"] = self.parameters
        return request


def key(chance, table, number):
    made = tables.key(table, number)
    return tables.bad_key(chance, made) if chance.odd(0.03) else made
