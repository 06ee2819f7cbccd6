"""The parameters that are older than expressions, alone and mixed with them."""

import indexed
import tables
import values
from expressions import Expressions
from item_cases import BAD_ENUMS, RETURN_VALUES, common

_NAMES = ("s", "n", "b", "bool", "nul", "ss", "ns", "bs", "l", "m", "e", "absent", "pk", "sk",
          "m.x", "l[0]", "")
# Comparison operators and how many values they take.
_OPERATORS = {"EQ": 1, "NE": 1, "LE": 1, "LT": 1, "GE": 1, "GT": 1, "NOT_NULL": 0, "NULL": 0,
              "CONTAINS": 1, "NOT_CONTAINS": 1, "BEGINS_WITH": 1, "IN": 2, "BETWEEN": 2}
_BAD_OPERATORS = ("", "eq", "NOT", "SIZE")


def _operand(chance, operator, name):
    if chance.odd(0.1):
        return values.value(chance, 0.2)
    if name in tables.ITEM and operator in ("EQ", "NE") and chance.often(0.5):
        return tables.ITEM[name]
    if name == "n":
        return {"N": chance.pick(("1", "4", "5", "7"))}
    if operator in ("LE", "LT", "GE", "GT", "BETWEEN", "CONTAINS", "NOT_CONTAINS"):
        return values.scalar(chance)
    if operator == "BEGINS_WITH":
        return values.scalar(chance, "SB")
    return values.scalar(chance) if operator == "IN" else values.valid(chance)


def _operands(chance, operator, name):
    count = _OPERATORS.get(operator, 1)
    if operator == "IN":
        count = chance.count(1, 3)
    if chance.odd(0.06):
        count = chance.pick((0, 1, 2, 3))
    operands = [_operand(chance, operator, name) for _ in range(count)]
    if operator == "BETWEEN" and not chance.odd(0.2) and name == "n":
        operands.sort(key=lambda value: str(value.get("N")))
    return operands


def _condition(chance, name, operators=tuple(_OPERATORS)):
    operator = chance.pick(operators)
    if chance.odd(0.04):
        operator = chance.pick(_BAD_OPERATORS)
    condition = {"ComparisonOperator": operator}
    operands = _operands(chance, operator, name)
    if operands or chance.often(0.2):
        condition["AttributeValueList"] = operands
    if chance.odd(0.03):
        condition = chance.pick(({}, {"AttributeValueList": operands}))
    return condition


def _conditions(chance, make):
    names = _NAMES if chance.odd(0.1) else _NAMES[:12]
    return {name: make(name) for name in chance.random.sample(names, chance.count(1, 3))}


def _expected(chance):
    def one(name):
        if chance.often(0.5):
            return _condition(chance, name)
        expected = chance.weighted((
            (lambda: {"Value": _operand(chance, "EQ", name)}, 4), (lambda: {"Exists": False}, 2),
            (lambda: {"Exists": True, "Value": _operand(chance, "EQ", name)}, 2)))()
        if chance.odd(0.1):
            expected |= chance.pick(({"Exists": True}, {"Exists": False}, _condition(chance, name),
                                     {"Value": {"S": "a"}}))
        return expected
    return _conditions(chance, one)


def _operator(chance, request, member):
    """Where there are two conditions; hardly ever elsewhere."""
    several = len(request.get(member) or ()) > 1
    if chance.often(0.5) if several else chance.odd(0.04):
        request["ConditionalOperator"] = chance.pick(
            BAD_ENUMS if chance.odd(0.06) else ("AND", "OR"))


def _mix(chance, request, **texts):
    """Now and then a parameter of the other kind."""
    for member, text in texts.items():
        if chance.odd(0.04):
            request[member] = text
    return request


def _updates(chance):
    names = _NAMES if chance.odd(0.15) else _NAMES[:12]
    updates = {}
    for name in chance.random.sample(names, chance.count(1, 3)):
        action = chance.weighted((("PUT", 4), ("ADD", 2), ("DELETE", 3), (None, 1)))
        value = values.value(chance, 0.03)
        if action == "ADD" and chance.often(0.8):
            value = chance.pick(({"N": "2"}, {"SS": ["a", "q"]}, {"NS": ["1", "9"]},
                                 {"L": [{"S": "new"}]}))
        if action == "DELETE" and chance.often(0.4):
            value = chance.pick(({"SS": ["a", "q"]}, {"NS": ["1"]}, {"BS": ["YQ=="]}))
        update = {"Action": action} if action else {}
        if action != "DELETE" or chance.often(0.4):
            update["Value"] = value
        if chance.odd(0.05):
            update = chance.pick(({}, {"Action": "put", "Value": value}, {"Action": "ADD"},
                                  {"Action": "PUT"}))
        updates[name] = update
    return updates


def _keyed(chance, table, number):
    key = tables.key(table, number)
    return {"TableName": table, "Key": tables.bad_key(chance, key) if chance.odd(0.04) else key}


def _update(chance, table, number):
    request = _keyed(chance, table, number)
    if chance.often(0.85):
        request["AttributeUpdates"] = _updates(chance)
    if chance.often(0.4):
        request["Expected"] = _expected(chance)
    _operator(chance, request, "Expected")
    if chance.often(0.6):
        request["ReturnValues"] = chance.pick(RETURN_VALUES)
    return "UpdateItem", common(chance, _mix(
        chance, request, UpdateExpression="SET a = b", ConditionExpression="a = b",
        ExpressionAttributeNames={"#a": "a"}, ExpressionAttributeValues={":a": {"S": "a"}}))


def _put(chance, table, number):
    request = {"TableName": table, "Item": tables.key(table, number) | {"s": {"S": "new"}}}
    request["Expected"] = _expected(chance)
    _operator(chance, request, "Expected")
    if chance.often(0.4):
        request["ReturnValues"] = chance.pick(RETURN_VALUES[:2])
    return "PutItem", common(chance, _mix(
        chance, request, ConditionExpression="a = b", ExpressionAttributeNames={"#a": "a"},
        ExpressionAttributeValues={":a": {"S": "a"}}))


def _delete(chance, table, number):
    request = _keyed(chance, table, number) | {"Expected": _expected(chance)}
    _operator(chance, request, "Expected")
    return "DeleteItem", common(chance, _mix(
        chance, request, ConditionExpression="a = b", ExpressionAttributeNames={"#a": "a"},
        ExpressionAttributeValues={":a": {"S": "a"}}))


def _attributes(chance):
    names = chance.random.sample(_NAMES[:16], chance.count(1, 4))
    if chance.odd(0.1):
        names = chance.pick(([], names + names[:1], [""], ["a" * 256]))
    return names


def _get(chance, table, number):
    request = _keyed(chance, table, number) | {"AttributesToGet": _attributes(chance)}
    return "GetItem", common(chance, _mix(
        chance, request, ProjectionExpression="a", ExpressionAttributeNames={"#a": "a"}),
        writes=False)


def items(chance, number):
    table = chance.pick(tuple(tables.TABLES))
    key = tables.key(table, number)
    if chance.often(0.8):
        yield "PutItem", {"TableName": table, "Item": key | tables.ITEM}
    make = chance.weighted(((_update, 5), (_put, 2), (_delete, 2), (_get, 2)))
    yield make(chance, table, number)
    yield "GetItem", {"TableName": table, "Key": key}


def _shared(chance, request, member):
    if chance.often(0.5):
        request[member] = _conditions(chance, lambda name: _condition(chance, name))
    _operator(chance, request, member)
    if chance.often(0.3):
        request["AttributesToGet"] = _attributes(chance)
    if chance.often(0.15):
        choices = ("ALL_ATTRIBUTES", "COUNT", "SPECIFIC_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES")
        request["Select"] = chance.pick(choices)
    return common(chance, _mix(
        chance, request, FilterExpression="a = b", ProjectionExpression="a",
        ExpressionAttributeNames={"#a": "a"}, ExpressionAttributeValues={":a": {"S": "a"}}),
        writes=False)


_KEY_OPERATORS = ("EQ", "LE", "LT", "GE", "GT", "BEGINS_WITH", "BETWEEN")


def _key_conditions(chance, key, choices):
    conditions = {key[0]: {"ComparisonOperator": "EQ",
                           "AttributeValueList": [chance.pick(choices[key[0]])]}}
    if len(key) > 1 and chance.often(0.6):
        operator = chance.pick(tuple(_OPERATORS) if chance.odd(0.1) else _KEY_OPERATORS)
        operands = [chance.pick(choices[key[1]]) for _ in range(_OPERATORS[operator])]
        conditions[key[1]] = {"ComparisonOperator": operator, "AttributeValueList": operands}
    if chance.odd(0.1):
        name = chance.pick(tuple(conditions) + ("s",))
        conditions[name] = _condition(chance, name)
    if chance.odd(0.04):
        conditions = chance.pick(({}, {"s": conditions[key[0]]}))
    return conditions


def query(chance, number):
    del number
    request = {}
    if chance.often(0.6):
        table = chance.pick(tuple(tables.TABLES))
        partition, sort = tables.TABLES[table]
        key = ("pk", "sk") if sort else ("pk",)
        choices = {"pk": tables.PARTITIONS[partition], "sk": tables.SORT_VALUES.get(sort)}
        request["TableName"] = tables.range_table(table)
    else:
        index = chance.pick([name for name in indexed.INDEXES if name != indexed.UNORDERED])
        key, choices = indexed.INDEXES[index][0], indexed.VALUES
        request |= {"TableName": indexed.READ, "IndexName": index}
    if not chance.odd(0.03):
        request["KeyConditions"] = _key_conditions(chance, key, choices)
    if chance.often(0.2):
        request["ScanIndexForward"] = False
    if chance.odd(0.03):
        request |= {"KeyConditionExpression": "pk = :a",
                    "ExpressionAttributeValues": {":a": {"S": "p1"}}}
    yield "Query", _shared(chance, request, "QueryFilter")


def scan(chance, number):
    del number
    table = chance.pick(tuple(tables.TABLES))
    yield "Scan", _shared(chance, {"TableName": tables.range_table(table)}, "ScanFilter")
