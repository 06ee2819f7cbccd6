"""PutItem, GetItem, UpdateItem and DeleteItem. A case puts an item or does not, sends the request
in question, and reads what became of the item.
"""

import tables
import values
from expressions import Expressions

RETURN_VALUES = ("NONE", "ALL_OLD", "UPDATED_OLD", "ALL_NEW", "UPDATED_NEW")
BAD_ENUMS = ("", "none", "ALL", "SIZE", "\u00e9", "ALL_OLD ", "INDEX")
TABLE_NAMES = ("", "a", "ab", "abc", "no such table", "a" * 255, "a" * 256, "a" * 1025, "Absent",
    "tab/le",
               "Solo ", "\u00e9\u00e9\u00e9")


def _enum(chance, request, member, choices, probability):
    if chance.often(probability):
        request[member] = chance.pick(BAD_ENUMS if chance.odd(0.05) else choices)


def common(chance, request, writes=True):
    """The members that all requests on items have."""
    _enum(chance, request, "ReturnConsumedCapacity", ("TOTAL", "INDEXES", "NONE"), 0.3)
    if writes:
        _enum(chance, request, "ReturnItemCollectionMetrics", ("NONE", "SIZE"), 0.08)
        _enum(chance, request, "ReturnValuesOnConditionCheckFailure", ("NONE", "ALL_OLD"), 0.25)
    if chance.odd(0.03):
        request["TableName"] = chance.pick(TABLE_NAMES)
    if chance.odd(0.02):
        del request[chance.pick(tuple(request))]
    if chance.odd(0.02):
        request["Unknown"] = chance.pick((1, {}, "a", None))
    return request


def _item(chance, table, number):
    item = tables.key(table, number)
    for _ in range(chance.count(0, 4)):
        names = values.NAMES + ("",) if chance.odd(0.1) else values.NAMES
        item[chance.pick(names)] = values.value(chance)
    if chance.odd(0.15):
        broken = tables.bad_key(chance, tables.key(table, number))
        for name in tables.key(table, number):
            item.pop(name)
        item |= broken
    return item


def put(chance, table, number):
    request = {"TableName": table, "Item": _item(chance, table, number)}
    expressions = Expressions(chance)
    if chance.often(0.5):
        request["ConditionExpression"] = expressions.condition()
    choices = RETURN_VALUES if chance.odd(0.1) else RETURN_VALUES[:2]
    _enum(chance, request, "ReturnValues", choices, 0.4)
    return "PutItem", common(chance, expressions.finish(request))


def _keyed(chance, table, number):
    key = tables.key(table, number)
    return {"TableName": table, "Key": tables.bad_key(chance, key) if chance.odd(0.12) else key}


def get(chance, table, number):
    request = _keyed(chance, table, number)
    expressions = Expressions(chance)
    if chance.often(0.7):
        request["ProjectionExpression"] = expressions.projection()
    if chance.often(0.3):
        request["ConsistentRead"] = chance.often(0.5)
    return "GetItem", common(chance, expressions.finish(request), writes=False)


def update(chance, table, number):
    request = _keyed(chance, table, number)
    expressions = Expressions(chance)
    if not chance.odd(0.05):
        request["UpdateExpression"] = expressions.update()
    if chance.often(0.25):
        request["ConditionExpression"] = expressions.condition()
    _enum(chance, request, "ReturnValues", RETURN_VALUES, 0.7)
    return "UpdateItem", common(chance, expressions.finish(request))


def delete(chance, table, number):
    request = _keyed(chance, table, number)
    expressions = Expressions(chance)
    if chance.often(0.6):
        request["ConditionExpression"] = expressions.condition()
    choices = RETURN_VALUES if chance.odd(0.1) else RETURN_VALUES[:2]
    _enum(chance, request, "ReturnValues", choices, 0.6)
    return "DeleteItem", common(chance, expressions.finish(request))


def case(make):
    """The steps of a case around the request that `make` makes."""

    def steps(chance, number):
        table = chance.pick(tuple(tables.TABLES))
        key = tables.key(table, number)
        if chance.often(0.8):
            yield "PutItem", {"TableName": table, "Item": key | tables.ITEM}
        yield make(chance, table, number)
        yield "GetItem", {"TableName": table, "Key": key, "ConsistentRead": True}

    return steps
