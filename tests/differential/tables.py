"""The tables that the cases on items use, and what stands in them."""

import values

# Table: types of pk and sk.
TABLES = {"Solo": ("S", None), "Pair": ("S", "N"), "NumBin": ("N", "B"), "BinText": ("B", "S")}

ITEM = {
    "s": {"S": "abc"}, "n": {"N": "5"}, "b": {"B": "YWJj"}, "bool": {"BOOL": True},
    "nul": {"NULL": True}, "ss": {"SS": ["a", "b", "c"]}, "ns": {"NS": ["1", "2", "3.5"]},
    "bs": {"BS": ["YQ==", "Yg=="]}, "l": {"L": [{"N": "1"}, {"S": "two"},
        {"M": {"k": {"S": "v"}}}]},
    "m": {"M": {"x": {"N": "7"}, "y": {"S": "why"},
                "deep": {"M": {"l": {"L": [{"N": "1"}, {"SS": ["p"]}]}}}}},
    "e": {"S": ""},
}


def definition(name):
    types = [kind for kind in TABLES[name] if kind]
    names = ("pk", "sk")[:len(types)]
    return {
        "TableName": name, "BillingMode": "PAY_PER_REQUEST",
        "KeySchema": [{"AttributeName": n, "KeyType": k} for n, k in zip(names, ("HASH", "RANGE"))],
        "AttributeDefinitions": [{"AttributeName": n, "AttributeType": t}
                                 for n, t in zip(names, types)],
    }


def key(table, number):
    """A key that no other case has."""
    text = f"k{number}"
    made = {"S": {"S": text}, "N": {"N": str(number)}, "B": {"B": "a" + text.rjust(7, "0")}}
    partition, sort = TABLES[table]
    return {"pk": made[partition]} | ({"sk": made[sort]} if sort else {})


def bad_key(chance, valid):
    """A key that is not quite right."""
    broken = dict(valid)
    name = chance.pick(tuple(broken))
    change = chance.count(0, 7)
    if change == 0:
        del broken[name]
    elif change == 1:
        broken["extra"] = values.valid(chance)
    elif change == 2:
        while broken[name].keys() == valid[name].keys():
            broken[name] = values.valid(chance)
    elif change == 3:
        broken[name] = values.bad(chance)
    elif change == 4:
        kind = next(iter(broken[name]))
        broken[name] = {kind: ""} if kind != "N" else {"N": chance.pick(values.BAD_NUMBERS)}
    elif change == 5:
        kind, text = next(iter(broken[name].items()))
        length = chance.pick((1024, 1025, 2048, 2049))
        broken[name] = {"B": _padded(text, length)} if kind == "B" else {"S": text.ljust(length)}
    elif change == 6:
        broken = {}
    else:
        broken["other"] = broken.pop(name)
    return broken


def fits(table, key):
    """Whether a key has the attributes of the table, with values of their types."""
    types = dict(zip(("pk", "sk"), filter(None, TABLES[table])))
    return key.keys() == types.keys() and all(
        isinstance(key[n], dict) and list(key[n]) == [t] for n, t in types.items())


def _padded(base64, length):
    """Base64 of as many bytes, that begins with `base64`, which has no padding."""
    quads, rest = divmod(length - len(base64) // 4 * 3, 3)
    return base64 + "QUFB" * quads + ("", "QQ==", "QUE=")[rest]


# What the cases of Query and Scan read.
SORT_VALUES = {
    "N": [{"N": n} for n in ("-10", "-1", "-0.5", "0", "0.5", "1", "2", "10", "100", "1e20")],
    "B": [{"B": b} for b in ("AA==", "YQ==", "YWI=", "YWJj", "Yg==", "//8=", "/w==")],
    "S": [{"S": s} for s in ("A", "a", "ab", "abc", "b", "\u00e9", "\u65e5", "\U0001f600", "z",
        "\uffee")],
}
PARTITIONS = {"S": [{"S": "p1"}, {"S": "p2"}], "N": [{"N": "1"}, {"N": "2"}],
              "B": [{"B": "cDE="}, {"B": "cDI="}]}


def range_table(name):
    return "Range" + name


def requests():
    """Makes all tables, and fills those that are only read."""
    for name in TABLES:
        yield "CreateTable", definition(name)
    for name, (partition_type, sort_type) in TABLES.items():
        yield "CreateTable", definition(name) | {"TableName": range_table(name)}
        for partition in PARTITIONS[partition_type]:
            for number, sort in enumerate(SORT_VALUES[sort_type] if sort_type else [None]):
                item = {"pk": partition} | ({"sk": sort} if sort else {})
                for at, attribute in enumerate(sorted(ITEM)):
                    if (number + at) % 3:
                        item[attribute] = ITEM[attribute]
                item["n"] = {"N": str(number)}
                yield "PutItem", {"TableName": range_table(name), "Item": item}
