"""Bodies whose shape is wrong: a member of another type, a member twice, no JSON at all."""

import json

import item_cases
import range_cases
import table_cases

JUNK = (None, True, False, 0, 1, -1, 1.5, "", "a", [], ["a"], [1], [None], [[]], [{}], {},
    {"a": 1}, {"a": "b"},
        {"S": "a"}, {"a": {"S": "b"}}, {"a": None}, 10 ** 20, "1", "true")


def _paths(node, path=()):
    yield path
    if isinstance(node, dict):
        for name, child in node.items():
            yield from _paths(child, path + (name,))
    elif isinstance(node, list):
        for index, child in enumerate(node):
            yield from _paths(child, path + (index,))


def _replaced(node, path, value):
    if not path:
        return value
    copy = dict(node) if isinstance(node, dict) else list(node)
    copy[path[0]] = _replaced(node[path[0]], path[1:], value)
    return copy


def _broken_text(chance, text):
    at = chance.count(0, max(len(text) - 1, 0))
    return chance.pick((
        "", " ", "null", "[]", '""', "1", "{", "}", "{}{}", "{} x", "nul", "\ufeff{}",
        text[:at], text[:at] + text[at + 1:], text + ",", text[:-1] + ",}",
        text[:at] + chance.pick('{}[],:"\\x01') + text[at:],
        text.replace('"', "'"), text.replace(":", ": "),
        text.replace("{", '{"TableName":"Absent",', 1),
    ))


def steps(chance, number):
    table = chance.pick(("Solo", "Pair", "NumBin", "BinText"))
    chance.oddity = 0
    operation, request = chance.weighted((
        (lambda: item_cases.put(chance, table, number), 3),
        (lambda: item_cases.get(chance, table, number), 2),
        (lambda: item_cases.update(chance, table, number), 3),
        (lambda: item_cases.delete(chance, table, number), 2),
        (lambda: next(range_cases.query(chance, number)), 3),
        (lambda: next(range_cases.scan(chance, number)), 2),
        # Of a name that is refused, so that nothing is made.
        (lambda: ("CreateTable", table_cases.definition(chance, "x")), 3),
        (lambda: ("UpdateTable", {"TableName": "Absent", "BillingMode": "PAY_PER_REQUEST"}), 1),
        (lambda: ("DescribeTable", {"TableName": "Absent"}), 1),
        (lambda: ("ListTables", {"Limit": 1}), 1),
    ))()
    if chance.often(0.15):
        yield operation, _broken_text(chance, json.dumps(request))
        return
    for _ in range(chance.weighted(((1, 6), (2, 1)))):
        path = chance.pick(list(_paths(request)))
        request = _replaced(request, path, chance.pick(JUNK))
        if not isinstance(request, dict):
            break
    yield operation, request
