"""Expressions from their grammar, sometimes broken, with the names and values that they need."""

import re

import values

# What the items of the cases have, and what they do not.
ATTRIBUTES = ("s", "n", "b", "bool", "nul", "ss", "ns", "bs", "l", "m", "e", "absent", "pk", "sk")
NESTED = ("m.x", "m.y", "m.deep.l[0]", "m.deep", "l[0]", "l[1]", "l[2].k", "l[9]", "m.absent",
          "m.absent.x", "s.x", "s[0]", "l.x", "m[0]", "l[0][1]", "m.deep.l", "absent.x")
RESERVED = ("size", "name", "Status", "ABORT", "zone", "year", "date", "values", "add", "set",
    "and")
TOKENS = ("(", ")", "[", "]", ",", ".", "=", "<>", "<", "<=", ">", ">=", "+", "-", "AND", "OR",
    "NOT",
          "IN", "BETWEEN", "SET", "REMOVE", "ADD", "DELETE", "a", "#n", ":v", "1", "size", "[0]",
          "[-1]",
          "!", "*", "'", "''", "#", ":", "attribute_exists", "contains", "if_not_exists", "\u00e9",
          ";",
          "==", "!=", "[99999999999]", "0a", "_a")
CONDITION_FUNCTIONS = ("attribute_exists", "attribute_not_exists", "attribute_type", "begins_with",
                       "contains", "size")
FUNCTIONS = CONDITION_FUNCTIONS + ("if_not_exists", "list_append", "unknown_function", "Contains")
TYPE_NAMES = ("S", "N", "B", "SS", "NS", "BS", "BOOL", "NULL", "L", "M", "X", "", "s")
ODD_NAMES = ("#unused", "#n0", "n", "#", "", "#a b", "##", "#1", "#\u00e9", "#" + "n" * 255)
ODD_VALUES = (":unused", ":v0", "v", ":", "", ":a b", ":1", ":" + "v" * 255)
COMPARATORS = ("=", "<>", "<", "<=", ">", ">=")
_TOKEN = re.compile(r"[#:]?\w+|<=|>=|<>|\s+|.", re.S)


class Expressions:
    """The expressions of one request. Build them, then `finish` the request."""

    def __init__(self, chance):
        self.chance = chance
        self.names = {}
        self.values = {}

    # Leaves.

    def name(self, plain):
        """`plain`, or a placeholder for it."""
        chance = self.chance
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", plain) or plain.upper() in _MUST_BE_NAMED:
            return plain if chance.odd(0.1) else self._placeholder(plain)
        return self._placeholder(plain) if chance.often(0.3) else plain

    def _placeholder(self, plain):
        for placeholder, name in self.names.items():
            if name == plain:
                return placeholder
        placeholder = f"#n{len(self.names)}"
        if not self.chance.odd(0.03):
            self.names[placeholder] = plain
        return placeholder

    def path(self, attributes=ATTRIBUTES):
        chance = self.chance
        if chance.odd(0.03):
            return chance.pick(RESERVED)
        if chance.often(0.3):
            first, *rest = re.split(r"(?=[.\[])", chance.pick(NESTED))
            return self.name(first) + "".join(
                "." + self.name(part[1:]) if part[0] == "." else part for part in rest)
        return self.name(chance.pick(attributes))

    def value(self, value=None):
        placeholder = f":v{len(self.values)}"
        if value is None:
            value = values.value(self.chance, 0.03)
        if not self.chance.odd(0.03):
            self.values[placeholder] = value
        return placeholder

    # Conditions.

    def operand(self):
        return self.chance.weighted((
            (self.path, 5), (self.value, 5), (lambda: f"size({self.path()})", 1),
            (lambda: self.call(self.chance.pick(FUNCTIONS)), 0.2 * self.chance.oddity),
        ))()

    def call(self, function):
        chance = self.chance
        if chance.odd(0.08):
            operands = [self.operand() for _ in range(chance.count(0, 3))]
        elif function in ("attribute_exists", "attribute_not_exists", "size"):
            operands = [self.path()]
        elif function == "attribute_type":
            names = TYPE_NAMES if chance.odd(0.3) else TYPE_NAMES[:10]
            operands = [self.path(), self.value({"S": chance.pick(names)})]
        elif function in ("begins_with", "contains"):
            kind = "SB" if function == "begins_with" and not chance.odd(0.3) else "SNB"
            operands = [self.path(), self.value(values.scalar(chance, kind))]
        else:
            operands = [self.path(), self.operand()]
        return f"{function}({', '.join(operands)})"

    def _between(self):
        low, high = sorted((values.scalar(self.chance, "N") for _ in range(2)),
                           key=lambda v: float(v["N"]))
        if self.chance.odd(0.2):
            low, high = high, values.valid(self.chance)
        return f"{self.operand()} BETWEEN {self.value(low)} AND {self.value(high)}"

    def _in(self):
        operands = [self.operand() for _ in range(self.chance.count(1, 3))]
        if self.chance.odd(0.05):
            operands = [self.value({"N": "1"})] * self.chance.pick((99, 100, 101, 300))
        return f"{self.operand()} IN ({', '.join(operands)})"

    def test(self):
        chance = self.chance
        return chance.weighted((
            (lambda: f"{self.operand()} {chance.pick(COMPARATORS)} {self.operand()}", 6),
            (lambda: self.call(chance.pick(CONDITION_FUNCTIONS[:-1])), 5),
            (self._between, 1), (self._in, 1),
        ))()

    def condition(self, depth=0):
        chance = self.chance
        if depth > 2 or chance.often(0.55):
            text = self.test()
        else:
            text = chance.weighted((
                (lambda: f"{self.condition(depth + 1)} AND {self.condition(depth + 1)}", 3),
                (lambda: f"{self.condition(depth + 1)} OR {self.condition(depth + 1)}", 3),
                (lambda: f"NOT {self.condition(depth + 1)}", 2),
                (lambda: f"({self.condition(depth + 1)})", 2),
            ))()
        if depth == 0 and chance.odd(0.02):
            text = " OR ".join(["a = b"] * chance.pick((150, 151, 300, 301)))
        return self.broken(text) if depth == 0 else text

    # Updates.

    def _set_value(self):
        chance = self.chance
        operand = lambda: chance.weighted((  # noqa: E731
            (self.path, 3), (self.value, 5),
            (lambda: f"if_not_exists({self.path()}, {chance.pick((self.value, self.path))()})", 1),
        ))()
        number = lambda: chance.weighted((  # noqa: E731
            (lambda: self.name("n"), 2), (lambda: self.value(values.scalar(chance, "N")), 3),
            (lambda: f"if_not_exists({self.path()}, {self.value({'N': '0'})})", 1), (operand, 1),
        ))()
        the_list = lambda: chance.weighted((  # noqa: E731
            (lambda: self.name("l"), 2), (lambda: self.value({"L": [values.valid(chance)]}), 3),
            (lambda: f"if_not_exists({self.path()}, {self.value({'L': []})})", 1), (operand, 1),
        ))()
        return chance.weighted((
            (operand, 6), (lambda: f"{number()} {chance.pick('+-')} {number()}", 3),
            (lambda: f"list_append({the_list()}, {the_list()})", 2),
            (lambda: self.call(chance.pick(FUNCTIONS)), 0.3 * chance.oddity),
        ))()

    def _target(self):
        return self.path(ATTRIBUTES if self.chance.odd(0.15) else ATTRIBUTES[:-2])

    def _add_or_delete(self, types):
        kind = self.chance.pick(types)
        elements = {"SS": ["a", "q"], "NS": ["1", "7"], "BS": ["YQ=="]}
        target = {"N": "n", "SS": "ss", "NS": "ns", "BS": "bs"}[kind]
        value = values.scalar(self.chance, "N") if kind == "N" else {kind: elements[kind]}
        if self.chance.odd(0.2):
            return f"{self._target()} {self.value()}"
        target = self.name(target) if self.chance.often(0.6) else self._target()
        return f"{target} {self.value(value)}"

    def update(self):
        chance = self.chance
        clauses = {
            "SET": lambda: f"{self._target()} = {self._set_value()}",
            "REMOVE": self._target,
            "ADD": lambda: self._add_or_delete(("N", "SS", "NS", "BS")),
            "DELETE": lambda: self._add_or_delete(("SS", "NS", "BS")),
        }
        words = [w for w in clauses if chance.often({"SET": 0.7, "REMOVE": 0.3}.get(w, 0.2))]
        words = words or ["SET"]
        chance.random.shuffle(words)
        if chance.odd(0.03):
            words.append(chance.pick(words))
        parts = []
        for word in words:
            count = chance.weighted(((1, 5), (2, 3), (3, 1)))
            parts.append(word + " " + ", ".join(clauses[word]() for _ in range(count)))
        if chance.often(0.1):
            parts = [part.replace("SET", "set").replace("REMOVE", "Remove") for part in parts]
        return self.broken(" ".join(parts))

    # The others.

    def projection(self):
        return self.broken(", ".join(self.path() for _ in range(self.chance.count(1, 4))))

    def key_condition(self, partition, sort):
        """`partition`: (name, value); `sort`: (name, function that makes a value) or None."""
        chance = self.chance
        name, value = partition
        if chance.odd(0.05):
            value = values.value(chance, 0.3)
        comparator = chance.pick(COMPARATORS) if chance.odd(0.05) else "="
        terms = [f"{self.name(name)} {comparator} {self.value(value)}"]
        if sort and chance.often(0.7):
            name, make = sort
            if chance.odd(0.08):
                make = lambda: values.value(chance, 0.2)  # noqa: E731
            if chance.odd(0.05):
                name = chance.pick(("absent", "n", partition[0], "m.x"))
            path = name if "." in name else self.name(name)
            comparator = chance.pick(COMPARATORS if chance.odd(0.1) else ("=", "<", "<=", ">",
                ">="))
            terms.append(chance.weighted((
                (lambda: f"{path} {comparator} {self.value(make())}", 5),
                (lambda: f"{path} BETWEEN {self.value(make())} AND {self.value(make())}", 2),
                (lambda: f"begins_with({path}, {self.value(make())})", 2),
                (self.test, 0.2 * chance.oddity),
            ))())
        if chance.odd(0.05):
            terms.append(self.test())
        if chance.often(0.3):
            terms.reverse()
        if chance.often(0.1):
            terms = [f"({term})" for term in terms]
        text = (" OR " if chance.odd(0.02) else " AND ").join(terms)
        if chance.odd(0.02):
            text = "NOT " + text
        return self.broken(text)

    def broken(self, text):
        """`text`, or something that is hardly an expression any more."""
        chance = self.chance
        if not chance.odd(0.1):
            return text
        if chance.often(0.1):
            return chance.pick(("", " ", "a" * 4097, "(" * 400, text + " ", "a", ":v0",
                "a = :v0 AND"))
        tokens = _TOKEN.findall(text)
        for _ in range(chance.weighted(((1, 4), (2, 1)))):
            at = chance.count(0, len(tokens) - 1) if tokens else 0
            change = chance.count(0, 3)
            if change == 0 and tokens:
                del tokens[at]
            elif change == 1 and tokens:
                tokens[at] = chance.pick(TOKENS)
            elif change == 2 and tokens:
                tokens.insert(at, tokens[chance.count(0, len(tokens) - 1)])
            else:
                tokens.insert(at, " " + chance.pick(TOKENS) + " ")
        return "".join(tokens)

    # The request.

    def finish(self, request):
        """Adds names and values, some of them wrong."""
        chance = self.chance
        if chance.odd(0.04):
            self.names[chance.pick(ODD_NAMES)] = chance.pick(("a", "", "s", "pk"))
        if chance.odd(0.04):
            self.values[chance.pick(ODD_VALUES)] = values.value(chance, 0.2)
        if self.names or chance.odd(0.03):
            request["ExpressionAttributeNames"] = self.names
        if self.values or chance.odd(0.03):
            request["ExpressionAttributeValues"] = self.values
        return request


_MUST_BE_NAMED = {word.upper() for word in RESERVED}
