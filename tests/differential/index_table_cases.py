"""CreateTable and UpdateTable with secondary indexes."""

from table_cases import definition as table_definition
from table_cases import throughput

_NAMES = ("", "a", "ab", "a" * 256, "bad name", None, "tab/le", "\u00e9t\u00e9")
_OTHERS = ("one", "two", "three", "four")


def _projection(chance):
    projection = {"ProjectionType": chance.pick(("ALL", "ALL", "KEYS_ONLY", "INCLUDE"))}
    if projection["ProjectionType"] == "INCLUDE":
        projection["NonKeyAttributes"] = [f"p{n}" for n in range(chance.count(1, 4))]
    if not chance.odd(0.15):
        return projection
    return chance.pick((
        {}, None, {"ProjectionType": "ALL", "NonKeyAttributes": ["p"]},
        {"ProjectionType": "KEYS_ONLY", "NonKeyAttributes": ["p"]}, {"ProjectionType": "INCLUDE"},
        {"ProjectionType": "INCLUDE", "NonKeyAttributes": []}, {"NonKeyAttributes": ["p"]},
        {"ProjectionType": "include"}, {"ProjectionType": "INCLUDE", "NonKeyAttributes": [""]},
        {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["p" * 256]},
        {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["p", "p"]},
        {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["pk"]},
        {"ProjectionType": "INCLUDE", "NonKeyAttributes": [f"p{n}" for n in range(21)]},
        {"ProjectionType": "INCLUDE", "NonKeyAttributes": [f"p{n}" for n in range(20)]},
        {"ProjectionType": None, "NonKeyAttributes": None},
    ))


def _key(chance, names):
    key = [{"AttributeName": n, "KeyType": k} for n, k in zip(names, ("HASH", "RANGE"))]
    if not chance.odd(0.15):
        return key
    element = chance.pick(key)
    change = chance.count(0, 6)
    if change == 0:
        del element[chance.pick(tuple(element))]
    elif change == 1:
        element["KeyType"] = chance.pick(("HASH", "RANGE", "hash", None))
    elif change == 2:
        element["AttributeName"] = chance.pick(("", "a" * 256, "undefined", None, "pk", "one"))
    elif change == 3:
        key.reverse()
    elif change == 4:
        key.pop()
    elif change == 5:
        key.append({"AttributeName": chance.pick(_OTHERS), "KeyType": "RANGE"})
    else:
        key = chance.pick(([], None))
    return key


def _local(chance, number):
    return _index(chance, {"IndexName": f"local{number}",
                           "KeySchema": _key(chance, ("pk", chance.pick(_OTHERS))),
                           "Projection": _projection(chance)})


def _global(chance, number, provisioned):
    names = chance.random.sample(_OTHERS, chance.count(1, 2))
    index = {"IndexName": f"global{number}", "KeySchema": _key(chance, names),
             "Projection": _projection(chance)}
    if provisioned != chance.odd(0.08):
        index["ProvisionedThroughput"] = throughput(chance)
    return _index(chance, index)


def _index(chance, index):
    if chance.odd(0.04):
        index["IndexName"] = chance.pick(_NAMES + ("local0", "global0"))
    if chance.odd(0.03):
        del index[chance.pick(tuple(index))]
    return index


def _used(request):
    """The attributes that keys name, in order."""
    keys = [request.get("KeySchema")]
    for member in ("LocalSecondaryIndexes", "GlobalSecondaryIndexes"):
        keys += [index.get("KeySchema") for index in request.get(member) or []]
    return list(dict.fromkeys(
        element["AttributeName"] for key in keys for element in key or ()
        if element.get("AttributeName")))


def _definitions(chance, names):
    definitions = [{"AttributeName": n, "AttributeType": chance.pick("SNB")} for n in names]
    if chance.odd(0.1):
        change = chance.count(0, 3)
        if change == 0 and definitions:
            definitions.remove(chance.pick(definitions))
        elif change == 1:
            definitions.append({"AttributeName": "unused", "AttributeType": "S"})
        elif change == 2:
            definitions += definitions[-1:]
        else:
            definitions = []
    return definitions


def definition(chance, name):
    oddity, chance.oddity = chance.oddity, chance.oddity / 4
    request = table_definition(chance, name)
    chance.oddity = oddity
    provisioned = request.get("BillingMode") != "PAY_PER_REQUEST"
    counts = ((0, 2), (1, 4), (2, 2), (chance.pick((5, 6)), 0.2 * oddity))
    if chance.often(0.6):
        request["LocalSecondaryIndexes"] = [
            _local(chance, n) for n in range(chance.weighted(counts))]
        if not request["LocalSecondaryIndexes"] and not chance.odd(0.1):
            del request["LocalSecondaryIndexes"]
    if chance.often(0.6):
        counts = counts[:3] + ((chance.pick((20, 21)), 0.2 * oddity), )
        request["GlobalSecondaryIndexes"] = [
            _global(chance, n, provisioned) for n in range(chance.weighted(counts))]
        if not request["GlobalSecondaryIndexes"] and not chance.odd(0.1):
            del request["GlobalSecondaryIndexes"]
    request["AttributeDefinitions"] = _definitions(chance, _used(request))
    return request


def _action(chance, provisioned):
    """One element of GlobalSecondaryIndexUpdates."""
    name = chance.pick(("global0", "global0", "new", "global1"))
    kind = chance.weighted((("Create", 3), ("Update", 2), ("Delete", 3)))
    update = {"IndexName": name}
    if kind == "Create":
        update = _global(chance, 0, provisioned)
        if update.get("IndexName") == "global0":
            update["IndexName"] = "new" if chance.often(0.8) else "global0"
    elif kind == "Update" and not chance.odd(0.2):
        update["ProvisionedThroughput"] = throughput(chance)
    if chance.odd(0.03):
        update["IndexName"] = chance.pick(_NAMES)
    action = {kind: update}
    if chance.odd(0.05):
        action = chance.pick(({}, action | {"Delete": {"IndexName": name}}, {kind: None}))
    return action


def _update(chance, name, provisioned):
    count = chance.weighted(((1, 6), (2, chance.oddity), (0, 0.3 * chance.oddity)))
    actions = [_action(chance, provisioned) for _ in range(count)]
    request = {"TableName": name, "GlobalSecondaryIndexUpdates": actions}
    created = [action["Create"] for action in actions if action.get("Create")]
    names = _used({"GlobalSecondaryIndexes": created})
    if names or chance.odd(0.1):
        request["AttributeDefinitions"] = _definitions(chance, names)
    if chance.odd(0.1):
        request["BillingMode"] = chance.pick(("PAY_PER_REQUEST", "PROVISIONED"))
    if chance.odd(0.08):
        request["ProvisionedThroughput"] = throughput(chance)
    return request


def steps(chance, number):
    name = f"indexed-{number}"
    request = definition(chance, name)
    provisioned = request.get("BillingMode") != "PAY_PER_REQUEST"
    yield "CreateTable", request
    yield "DescribeTable", {"TableName": name}
    for _ in range(chance.count(0, 2)):
        yield "UpdateTable", _update(chance, name, provisioned)
        yield "DescribeTable", {"TableName": name}
    yield "UpdateTable", {"TableName": name, "DeletionProtectionEnabled": False}
    yield "DeleteTable", {"TableName": name}
