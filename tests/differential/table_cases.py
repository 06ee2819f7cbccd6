"""Requests on tables. A case makes a table of its own, and takes it away again."""

from item_cases import BAD_ENUMS

NAMES = ("", "a", "ab", "a" * 256, "bad name", "\u00e9t\u00e9", None, "tab/le", "x" * 1100)
ATTRIBUTE_NAMES = ("", "a" * 255, "a" * 256, "\u00e9", "with space", None, "pk")


def _maybe(chance, request, member, make, probability):
    if chance.often(probability):
        request[member] = make()


def _enum(chance, choices):
    return chance.pick(BAD_ENUMS if chance.odd(0.08) else choices)


def throughput(chance):
    units = lambda: chance.pick((0, -1, 10 ** 12, 10 ** 12 + 1, 2 ** 62)  # noqa: E731
                                if chance.odd(0.15) else (1, 2, 5, 10))
    throughput = {"ReadCapacityUnits": units(), "WriteCapacityUnits": units()}
    if chance.odd(0.08):
        del throughput[chance.pick(tuple(throughput))]
    return throughput


def _on_demand(chance):
    limits = {}
    for unit in ("MaxReadRequestUnits", "MaxWriteRequestUnits"):
        _maybe(chance, limits, unit, lambda: chance.pick((-1, 1, 100, 0, -2, 2 ** 62)), 0.7)
    return limits


def _sse(chance):
    sse = {}
    _maybe(chance, sse, "Enabled", lambda: chance.often(0.6), 0.8)
    _maybe(chance, sse, "SSEType", lambda: _enum(chance, ("KMS", "AES256")), 0.4)
    _maybe(chance, sse, "KMSMasterKeyId", lambda: chance.pick(("alias/key", "", "key")), 0.3)
    return sse


def _key_schema(chance, names):
    schema = [{"AttributeName": n, "KeyType": k} for n, k in zip(names, ("HASH", "RANGE"))]
    if chance.odd(0.25):
        element = chance.pick(schema)
        change = chance.count(0, 5)
        if change == 0:
            del element[chance.pick(tuple(element))]
        elif change == 1:
            element["KeyType"] = _enum(chance, ("HASH", "RANGE"))
        elif change == 2:
            element["AttributeName"] = chance.pick(ATTRIBUTE_NAMES)
        elif change == 3:
            schema.reverse()
        elif change == 4:
            schema.append({"AttributeName": "third", "KeyType": chance.pick(("HASH", "RANGE"))})
        else:
            schema = []
    return schema


def _definitions(chance, names):
    definitions = [{"AttributeName": n, "AttributeType": chance.pick("SNB")} for n in names]
    if chance.odd(0.25):
        change = chance.count(0, 5)
        definition = chance.pick(definitions)
        if change == 0:
            del definition[chance.pick(tuple(definition))]
        elif change == 1:
            definition["AttributeType"] = _enum(chance, ("SS", "BOOL", "s", "M"))
        elif change == 2:
            definition["AttributeName"] = chance.pick(ATTRIBUTE_NAMES)
        elif change == 3:
            definitions.append({"AttributeName": "unused", "AttributeType": "S"})
        elif change == 4:
            definitions.append(dict(definition, AttributeType=chance.pick("SN")))
        else:
            definitions = definitions[:-1]
    return definitions


def _tags(chance):
    tags = [{"Key": f"k{n}", "Value": f"v{n}"} for n in range(chance.count(0, 3))]
    if chance.odd(0.3):
        tags.append(chance.pick((
            {"Key": "k0", "Value": "again"}, {"Key": "aws:x", "Value": "v"}, {"Key": ""},
            {"Value": "v"},
            {"Key": "k" * 129, "Value": "v"}, {"Key": "k", "Value": "v" * 257},
            {"Key": "\u00e9", "Value": "\u65e5"}, {"Key": "", "Value": ""})))
    return tags


def definition(chance, name):
    names = ("pk", "sk")[:chance.count(1, 2)]
    request = {"TableName": name, "KeySchema": _key_schema(chance, names),
               "AttributeDefinitions": _definitions(chance, names)}
    if chance.often(0.7):
        request["BillingMode"] = _enum(chance, ("PAY_PER_REQUEST", "PROVISIONED"))
    on_demand = request.get("BillingMode") == "PAY_PER_REQUEST"
    if chance.odd(0.08) or not on_demand:
        request["ProvisionedThroughput"] = throughput(chance)
    _maybe(chance, request, "OnDemandThroughput", lambda: _on_demand(chance),
           0.15 if on_demand else 0.03 * chance.oddity)
    _maybe(chance, request, "TableClass",
           lambda: _enum(chance, ("STANDARD", "STANDARD_INFREQUENT_ACCESS")), 0.1)
    _maybe(chance, request, "SSESpecification", lambda: _sse(chance), 0.1)
    _maybe(chance, request, "DeletionProtectionEnabled", lambda: chance.often(0.3), 0.15)
    _maybe(chance, request, "Tags", lambda: _tags(chance), 0.15)
    if chance.odd(0.05):
        request["TableName"] = chance.pick(NAMES)
    if chance.odd(0.03):
        del request[chance.pick(tuple(request))]
    return request


def _update(chance, name):
    request = {"TableName": name}
    _maybe(chance, request, "BillingMode",
           lambda: _enum(chance, ("PAY_PER_REQUEST", "PROVISIONED")), 0.4)
    _maybe(chance, request, "ProvisionedThroughput", lambda: throughput(chance),
           0.1 if request.get("BillingMode") == "PAY_PER_REQUEST" else 0.6)
    _maybe(chance, request, "OnDemandThroughput", lambda: _on_demand(chance), 0.1)
    _maybe(chance, request, "TableClass",
           lambda: _enum(chance, ("STANDARD", "STANDARD_INFREQUENT_ACCESS")), 0.15)
    _maybe(chance, request, "SSESpecification", lambda: _sse(chance), 0.1)
    _maybe(chance, request, "DeletionProtectionEnabled", lambda: chance.often(0.3), 0.15)
    _maybe(chance, request, "AttributeDefinitions", lambda: _definitions(chance, ("pk",)), 0.1)
    return request


def _name(chance, name):
    return chance.pick(NAMES + ("Absent",)) if chance.odd(0.1) else name


def steps(chance, number):
    name = f"made-{number}".ljust(chance.pick((0, 0, 0, 255)), ".")
    yield "CreateTable", definition(chance, name)
    yield "DescribeTable", {"TableName": _name(chance, name)}
    if chance.often(0.2):
        yield "CreateTable", definition(chance, name)
    for _ in range(chance.count(0, 2)):
        yield "UpdateTable", _update(chance, _name(chance, name))
    yield "DescribeTable", {"TableName": name}
    yield "DeleteTable", {"TableName": _name(chance, name)}
    yield "UpdateTable", {"TableName": name, "DeletionProtectionEnabled": False}
    yield "DeleteTable", {"TableName": name}
    yield "DescribeTable", {"TableName": name}


def lists(chance, number):
    """Only what all servers have at all times: the tables that every case may use."""
    del number
    request = {}
    limits = (0, -1, 101, 2 ** 31, 1.5, "1") if chance.odd(0.3) else (1, 2, 3, 100)
    starts = NAMES if chance.odd(0.3) else ("NumBin", "Pair", "Solo", "zzz", "AAA")
    _maybe(chance, request, "Limit", lambda: chance.pick(limits), 0.6)
    _maybe(chance, request, "ExclusiveStartTableName", lambda: chance.pick(starts), 0.5)
    yield "ListTables", request
