"""BatchGetItem and BatchWriteItem."""

import tables
import values
from expressions import Expressions
from item_cases import BAD_ENUMS, TABLE_NAMES


def _odd_members(chance, request, writes):
    if chance.often(0.4):
        choices = BAD_ENUMS if chance.odd(0.05) else ("TOTAL", "INDEXES", "NONE")
        request["ReturnConsumedCapacity"] = chance.pick(choices)
    if writes and chance.odd(0.03):
        request["ReturnItemCollectionMetrics"] = chance.pick(BAD_ENUMS)
    if chance.odd(0.03):
        request["RequestItems"] = chance.pick(({}, None, []))
    if chance.odd(0.02):
        del request["RequestItems"]
    return request


def _keys(chance, table, number):
    keys = [tables.key(table, number * 100 + n) for n in range(chance.count(1, 4))]
    if chance.odd(0.06):
        count = chance.pick((26, 100, 101))
        keys = [tables.key(table, number * 100 + n) for n in range(count)]
    if chance.odd(0.12):
        at = chance.count(0, len(keys) - 1)
        keys[at] = tables.bad_key(chance, keys[at])
    if chance.odd(0.06):
        keys.append(chance.pick(keys))
    if chance.odd(0.03):
        keys = chance.pick(([], None, [None], [{}]))
    return keys


def _gets(chance, table, number):
    gets = {"Keys": _keys(chance, table, number)}
    expressions = Expressions(chance)
    if chance.often(0.4):
        gets["ProjectionExpression"] = expressions.projection()
    if chance.often(0.3):
        gets["ConsistentRead"] = chance.often(0.5)
    if chance.odd(0.02):
        gets = chance.pick(({}, None))
    elif expressions.names or chance.odd(0.04):
        gets["ExpressionAttributeNames"] = expressions.names
    return gets


def _chosen_tables(chance):
    count = chance.weighted(((1, 4), (2, 3), (4, 1)))
    names = chance.random.sample(tuple(tables.TABLES), count)
    return names


def _named(chance, name):
    return chance.pick(TABLE_NAMES) if chance.odd(0.03) else name


def _put_all(chance, names, number):
    for table in names:
        for n in range(2):
            if chance.often(0.6):
                yield "PutItem", {"TableName": table,
                                  "Item": tables.key(table, number * 100 + n) | tables.ITEM}


def gets(chance, number):
    names = _chosen_tables(chance)
    yield from _put_all(chance, names, number)
    request = {"RequestItems": {_named(chance, t): _gets(chance, t, number) for t in names}}
    yield "BatchGetItem", _odd_members(chance, request, False)


def _item(chance, key):
    item = dict(key)
    for _ in range(chance.count(0, 3)):
        item[chance.pick(values.NAMES)] = values.value(chance, 0.03)
    return item


def _write(chance, key):
    write = ({"PutRequest": {"Item": _item(chance, key)}} if chance.often(0.6) else
             {"DeleteRequest": {"Key": key}})
    if chance.odd(0.04):
        write = chance.pick((
            {}, None, {"PutRequest": {}}, {"DeleteRequest": {}}, {"PutRequest": None},
            {"PutRequest": {"Item": {}}}, {"PutRequest": {"Item": None}},
            write | {"DeleteRequest": {"Key": key}, "PutRequest": {"Item": key}},
            {"DeleteRequest": {"Key": key | {"extra": {"S": "a"}}}}, {"Other": {}}))
    return write


def writes(chance, number):
    names = _chosen_tables(chance)
    yield from _put_all(chance, names, number)
    items = {}
    for table in names:
        keys = _keys(chance, table, number)
        items[_named(chance, table)] = keys and [
            _write(chance, key) if key else key for key in keys]
    yield "BatchWriteItem", _odd_members(chance, {"RequestItems": items}, True)
    for table in names:
        for n in range(3):
            yield "GetItem", {"TableName": table, "Key": tables.key(table, number * 100 + n)}
