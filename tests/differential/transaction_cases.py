"""TransactWriteItems and TransactGetItems."""

import tables
import values
from expressions import Expressions
from item_cases import BAD_ENUMS, TABLE_NAMES


def _key(chance, table, number):
    key = tables.key(table, number)
    return tables.bad_key(chance, key) if chance.odd(0.06) else key


def _action(chance, table, number):
    kind = chance.weighted((("Put", 3), ("Update", 3), ("Delete", 2), ("ConditionCheck", 2)))
    action = {"TableName": chance.pick(TABLE_NAMES) if chance.odd(0.02) else table}
    expressions = Expressions(chance)
    key = _key(chance, table, number)
    if kind == "Put":
        action["Item"] = dict(key)
        for _ in range(chance.count(0, 2)):
            action["Item"][chance.pick(values.NAMES)] = values.value(chance, 0.02)
    else:
        action["Key"] = key
    if kind == "Update":
        action["UpdateExpression"] = expressions.update()
    if kind == "ConditionCheck" or chance.often(0.3):
        action["ConditionExpression"] = expressions.condition()
    if chance.often(0.3):
        choices = BAD_ENUMS if chance.odd(0.05) else ("ALL_OLD", "NONE")
        action["ReturnValuesOnConditionCheckFailure"] = chance.pick(choices)
    expressions.finish(action)
    if chance.odd(0.02):
        del action[chance.pick(tuple(action))]
    return {kind: action}


def _token(chance, number):
    if chance.odd(0.1):
        return chance.pick(("", "a" * 36, "a" * 37, None))
    return f"token-{number}"


def _shared(chance, request):
    if chance.often(0.4):
        choices = BAD_ENUMS if chance.odd(0.05) else ("TOTAL", "INDEXES", "NONE")
        request["ReturnConsumedCapacity"] = chance.pick(choices)
    return request


def places(chance, number):
    """Tables and numbers of keys; hardly ever one twice."""
    places = [(table, number * 100 + n) for table in tables.TABLES for n in range(2)]
    chosen = chance.random.sample(places, chance.weighted(((1, 4), (2, 3), (3, 2), (6, 1))))
    if chance.odd(0.06):
        chosen.append(chance.pick(chosen))
    return chosen


def fill(chance, chosen):
    for table, number in dict.fromkeys(chosen):
        if chance.often(0.7):
            yield "PutItem", {"TableName": table, "Item": tables.key(table, number) | tables.ITEM}


def writes(chance, number):
    chance.oddity /= 2
    chosen = places(chance, number)
    yield from fill(chance, chosen)
    actions = [_action(chance, *place) for place in chosen]
    if chance.odd(0.06):
        actions[-1] = chance.pick((
            {}, None, {"Put": None}, {"Put": {}}, {"Get": {}}, {"Update": {"TableName": "Solo"}},
            {"ConditionCheck": {"TableName": "Solo", "Key": tables.key("Solo", number)}},
            actions[-1] | {"Delete": {"TableName": "Solo", "Key": tables.key("Solo", number)}}))
    if chance.odd(0.03):
        actions = chance.pick(([], None, [
            {"Delete": {"TableName": "Solo", "Key": tables.key("Solo", number * 100 + n)}}
            for n in range(chance.pick((100, 101)))]))
    request = _shared(chance, {"TransactItems": actions})
    if chance.often(0.3):
        request["ClientRequestToken"] = _token(chance, number)
    yield "TransactWriteItems", request
    if request.get("ClientRequestToken"):
        if chance.often(0.4):
            request = request | {"TransactItems": [_action(chance, *place) for place in chosen]}
        yield "TransactWriteItems", request
    for table, at in dict.fromkeys(chosen):
        yield "GetItem", {"TableName": table, "Key": tables.key(table, at)}


def _get(chance, table, number):
    get = {"TableName": chance.pick(TABLE_NAMES) if chance.odd(0.02) else table,
           "Key": _key(chance, table, number)}
    expressions = Expressions(chance)
    if chance.often(0.5):
        get["ProjectionExpression"] = expressions.projection()
    if expressions.names or chance.odd(0.03):
        get["ExpressionAttributeNames"] = expressions.names
    if chance.odd(0.03):
        del get[chance.pick(tuple(get))]
    return {"Get": get}


def gets(chance, number):
    chance.oddity /= 2
    chosen = places(chance, number)
    yield from fill(chance, chosen)
    items = [_get(chance, *place) for place in chosen]
    if chance.odd(0.06):
        items[-1] = chance.pick(({}, None, {"Get": None}, {"Get": {}}, {"Put": {}}))
    if chance.odd(0.03):
        items = chance.pick(([], None, [
            {"Get": {"TableName": "Solo", "Key": tables.key("Solo", number * 100 + n)}}
            for n in range(chance.pick((100, 101)))]))
    yield "TransactGetItems", _shared(chance, {"TransactItems": items})
