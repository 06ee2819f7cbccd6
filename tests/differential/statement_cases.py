"""ExecuteStatement, BatchExecuteStatement and ExecuteTransaction."""

import indexed
import statements
import tables
from item_cases import BAD_ENUMS
from statements import Statement
from transaction_cases import fill, places


def _shared(chance, request):
    if chance.often(0.3):
        choices = BAD_ENUMS if chance.odd(0.05) else ("TOTAL", "INDEXES", "NONE")
        request["ReturnConsumedCapacity"] = chance.pick(choices)
    return request


def _one(chance, place, kinds, returning=True):
    table, number = place
    statement = Statement(chance)
    kind = chance.pick(kinds)
    named = "Absent" if chance.odd(0.02) else table
    key = statements.key(chance, table, number)
    more = (returning,) if kind in ("update", "delete") else ()
    request = statement.finish(getattr(statement, kind)(named, key, *more))
    if chance.often(0.15):
        choices = BAD_ENUMS if chance.odd(0.05) else ("ALL_OLD", "NONE")
        request["ReturnValuesOnConditionCheckFailure"] = chance.pick(choices)
    return request


def execute(chance, number):
    chance.oddity /= 2
    place = chance.pick(tuple(tables.TABLES)), number
    yield from fill(chance, [place])
    request = _one(chance, place, ("select", "insert", "update", "update", "delete"))
    if chance.odd(0.05):
        request["Limit"] = chance.pick((0, -1))
    if chance.often(0.1):
        request["ConsistentRead"] = chance.often(0.5)
    if chance.odd(0.03):
        request["NextToken"] = chance.pick(("", "a"))
    yield "ExecuteStatement", _shared(chance, request)
    yield "GetItem", {"TableName": place[0], "Key": tables.key(*place)}


def selects(chance, number):
    """Ranges of tables and indexes that are only read. Without LIMIT all comes in one page."""
    del number
    statement = Statement(chance)
    index = chance.pick((None,) + tuple(indexed.INDEXES))
    key = indexed.INDEXES[index][0] if index else ("pk", "sk")
    columns = "*" if chance.often(0.6) else "pk, sk, " + ", ".join(
        statement.path() for _ in range(chance.count(1, 2)))
    text = f'SELECT {columns} FROM "{indexed.READ}"' + (f'."{index}"' if index else "")
    terms = []
    if chance.often(0.9):
        value = chance.pick(indexed.VALUES[key[0]])
        terms.append(f"{key[0]} = {statement.value(value)}")
    if len(key) > 1 and chance.often(0.6):
        value = statement.value(chance.pick(indexed.VALUES[key[1]]))
        terms.append(f"{key[1]} {chance.pick(('=', '<', '<=', '>', '>=', '<>'))} {value}")
    if chance.often(0.3):
        terms.append(statement.condition())
    if terms:
        text += " WHERE " + " AND ".join(terms)
    if chance.often(0.25):
        text += f" ORDER BY {chance.pick(key)}{chance.pick(('', ' ASC', ' DESC'))}"
    request = statement.finish(text)
    if chance.often(0.2):
        request["ConsistentRead"] = chance.often(0.5)
    yield "ExecuteStatement", _shared(chance, request)


def _kinds(chance, writes):
    if chance.odd(0.04):
        return ("select", "insert", "update", "delete")
    return writes if chance.often(0.7) else ("select",)


def batch(chance, number):
    chance.oddity /= 2
    chosen = places(chance, number)
    yield from fill(chance, chosen)
    kinds = _kinds(chance, ("insert", "update", "delete"))
    requests = [_one(chance, place, kinds) for place in chosen]
    if chance.odd(0.04):
        requests = chance.pick(([], None, [{}], requests * 26))[:26] if chance.often(0.5) else []
    yield "BatchExecuteStatement", _shared(chance, {"Statements": requests})
    for place in dict.fromkeys(chosen):
        yield "GetItem", {"TableName": place[0], "Key": tables.key(*place)}


def transaction(chance, number):
    chance.oddity /= 2
    chosen = places(chance, number)
    yield from fill(chance, chosen)
    kinds = _kinds(chance, ("insert", "update", "delete", "exists"))
    requests = [_one(chance, place, kinds, chance.odd(0.1)) for place in chosen]
    if chance.odd(0.04):
        requests = chance.pick(([], [{}], requests * 101))[:101]
    request = {"TransactStatements": requests}
    if chance.often(0.2):
        request["ClientRequestToken"] = f"statement-{number}"
    yield "ExecuteTransaction", _shared(chance, request)
    for place in dict.fromkeys(chosen):
        yield "GetItem", {"TableName": place[0], "Key": tables.key(*place)}
