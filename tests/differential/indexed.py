"""Tables with secondary indexes: one that the cases only read, and one that they write."""

import tables

READ = "IndexedRead"
WRITTEN = "IndexedWritten"
TYPES = {"pk": "S", "sk": "N", "t": "S", "u": "N", "v": "B"}
# Index: its key and what it projects.
LOCAL = {"LocalAll": (("pk", "t"), "ALL"), "LocalKeys": (("pk", "u"), "KEYS_ONLY"),
         "LocalSome": (("pk", "v"), ("s", "n"))}
GLOBAL = {"GlobalAll": (("t", "u"), "ALL"), "GlobalKeys": (("u", ), "KEYS_ONLY"),
          "GlobalSome": (("v", "sk"), ("s", "n", "m"))}
INDEXES = LOCAL | GLOBAL
# Where items have one key the order among them is each server's own.
UNORDERED = "GlobalKeys"

VALUES = {
    "pk": [{"S": "p1"}, {"S": "p2"}], "sk": [{"N": str(n)} for n in (-2, 0, 0.5, 1, 7, 10, 1e20)],
    "t": [{"S": s} for s in ("a", "ab", "b", "\u00e9")],
    "u": [{"N": n} for n in ("-1", "0", "2.5", "10")],
    "v": [{"B": b} for b in ("AA==", "YQ==", "YWI=", "//8=")],
}


def _index(name):
    key, projection = INDEXES[name]
    projected = ({"ProjectionType": projection} if isinstance(projection, str) else
                 {"ProjectionType": "INCLUDE", "NonKeyAttributes": list(projection)})
    return {"IndexName": name, "Projection": projected, "KeySchema": [
        {"AttributeName": n, "KeyType": k} for n, k in zip(key, ("HASH", "RANGE"))]}


def definition(name):
    return {
        "TableName": name, "BillingMode": "PAY_PER_REQUEST",
        "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"},
                      {"AttributeName": "sk", "KeyType": "RANGE"}],
        "AttributeDefinitions": [{"AttributeName": n, "AttributeType": t}
                                 for n, t in TYPES.items()],
        "LocalSecondaryIndexes": [_index(n) for n in LOCAL],
        "GlobalSecondaryIndexes": [_index(n) for n in GLOBAL],
    }


def _items():
    """No two items of a partition have one value of t, of u or of v; some have none."""
    for at, partition in enumerate(VALUES["pk"]):
        for number, sort in enumerate(VALUES["sk"]):
            item = {"pk": partition, "sk": sort}
            for shift, name in enumerate("tuv"):
                choice = number - shift + at
                if 0 <= choice < len(VALUES[name]):
                    item[name] = VALUES[name][choice]
            for other, attribute in enumerate(sorted(tables.ITEM)):
                if (number + other) % 3:
                    item[attribute] = tables.ITEM[attribute]
            yield item | {"n": {"N": str(number)}}


ITEMS = tuple(_items())


def requests():
    yield "CreateTable", definition(WRITTEN)
    yield "CreateTable", definition(READ)
    for item in ITEMS:
        yield "PutItem", {"TableName": READ, "Item": item}


def start_key(chance, index, partition=None):
    """Of an item that is there, in `partition` if there is one, or of an item that would stand
    between those. Where a key of the index had several items the order among them would be each
    server's own.
    """
    key = INDEXES[index][0]
    names = dict.fromkeys(("pk", "sk") + key)
    items = [item for item in ITEMS if names.keys() <= item.keys()
             and partition in (None, item[key[0]])]
    if items and chance.often(0.7):
        item = chance.pick(items)
        return {name: item[name] for name in names}
    between = {"t": {"S": "aa"}, "u": {"N": "1"}, "v": {"B": "YWE="}, "sk": {"N": "3"}}
    made = {name: between.get(name) or chance.pick(VALUES[name]) for name in names}
    return made if partition is None else made | {key[0]: partition}
