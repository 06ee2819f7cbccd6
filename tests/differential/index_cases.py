"""Query and Scan of secondary indexes, and writes to the table that has them."""

import indexed
import tables
import values
from expressions import ATTRIBUTES, Expressions
from item_cases import BAD_ENUMS, RETURN_VALUES, common
from range_cases import SELECTS

_INDEXED = ATTRIBUTES + ("t", "u", "v")
_NO_INDEXES = ("", "a", "ab", "absent", "a" * 256, "bad name")


def _start_key(chance, index, partition=None):
    key = indexed.start_key(chance, index, partition)
    if not chance.odd(0.25):
        return key
    if chance.often(0.5):
        return tables.bad_key(chance, key)
    name = chance.pick(tuple(key))
    if chance.often(0.5):
        del key[name]
    else:
        key[name] = values.scalar(chance)
    return key


def _select(chance, request):
    choices = SELECTS if chance.odd(0.6) else ("ALL_PROJECTED_ATTRIBUTES", "COUNT")
    if "ProjectionExpression" in request and not chance.odd(0.3):
        choices = ("SPECIFIC_ATTRIBUTES",)
    request["Select"] = chance.pick(BAD_ENUMS if chance.odd(0.05) else choices)


def _projected(chance, index):
    """Names of which the index has most."""
    key, projection = indexed.INDEXES[index]
    names = ("pk", "sk") + key + (projection if isinstance(projection, tuple) else ())
    return _INDEXED if projection == "ALL" or chance.odd(0.3) else names


def _shared(chance, request, index, expressions):
    if chance.often(0.3):
        request["FilterExpression"] = expressions.condition()
    if chance.often(0.35):
        names = _projected(chance, index)
        request["ProjectionExpression"] = expressions.broken(", ".join(
            expressions.name(name) for name in sorted({chance.pick(names) for _ in range(3)})))
    if chance.often(0.4):
        _select(chance, request)
    if chance.often(0.3):
        request["ConsistentRead"] = chance.often(0.4)
    if chance.odd(0.04):
        request["IndexName"] = chance.pick(_NO_INDEXES)
    return common(chance, expressions.finish(request), writes=False)


def query(chance, number):
    del number
    index = chance.pick(tuple(indexed.INDEXES))
    key = indexed.INDEXES[index][0]
    expressions = Expressions(chance)
    sort = (key[1], lambda: chance.pick(indexed.VALUES[key[1]])) if len(key) > 1 else None
    request = {"TableName": indexed.READ, "IndexName": index}
    partition = chance.pick(indexed.VALUES[key[0]])
    if not chance.odd(0.02):
        request["KeyConditionExpression"] = expressions.key_condition((key[0], partition), sort)
    if chance.often(0.3):
        request["ScanIndexForward"] = chance.often(0.4)
    if index != indexed.UNORDERED:
        if chance.often(0.4):
            request["Limit"] = chance.pick((0, -1) if chance.odd(0.1) else (1, 2, 3, 100))
        if chance.often(0.35):
            other = chance.pick(indexed.VALUES[key[0]])
            request["ExclusiveStartKey"] = _start_key(
                chance, index, partition if chance.often(0.6) else other)
    yield "Query", _shared(chance, request, index, expressions)


def scan(chance, number):
    """The order of a Scan is each server's own, so none that works starts or ends in between."""
    del number
    index = chance.pick(tuple(indexed.INDEXES))
    expressions = Expressions(chance)
    request = {"TableName": indexed.READ, "IndexName": index}
    if chance.odd(0.1):
        request["Limit"] = chance.pick((0, -1, 1000000))
    if chance.odd(0.1):
        request |= {"Segment": chance.pick((-1, 0, 0, 1)), "TotalSegments": chance.pick((0, 1, 1))}
    if chance.odd(0.3):
        whole = indexed.start_key(chance, index)
        key = _start_key(chance, index)
        if any(not isinstance(key.get(n), dict) or list(key[n]) != list(whole[n]) for n in whole):
            request["ExclusiveStartKey"] = key
    yield "Scan", _shared(chance, request, index, expressions)


# Writes. The keys of indexes are those of the case alone too.


def _index_values(chance, number):
    made = {"t": {"S": f"t{number}"}, "u": {"N": str(number)}, "v": {"B": "dnZ2"}}
    chosen = {name: made[name] for name in made if chance.often(0.7)}
    if chance.odd(0.3):
        name = chance.pick("tuv")
        chosen[name] = chance.weighted((
            (lambda: values.value(chance, 0.2), 3), (lambda: {"S": ""}, 1), (lambda: {"B": ""}, 1),
            (lambda: {"S": "x" * chance.pick((1024, 1025, 2048, 2049))}, 1),
            (lambda: {"B": "QUFB" * chance.pick((341, 342, 682, 683))}, 1)))()
    return chosen


def _put(chance, key, number):
    item = key | {"s": {"S": "abc"}, "n": {"N": "5"}} | _index_values(chance, number)
    return "PutItem", {"TableName": indexed.WRITTEN, "Item": item}


def _update(chance, key, number):
    expressions = Expressions(chance)
    assigned = [f"{expressions.name(name)} = {expressions.value(value)}"
                for name, value in _index_values(chance, number).items()]
    if chance.odd(0.3):
        path = chance.pick(("t.x", "u[0]", "v.y[1]", "s"))
        assigned.append(f"{path} = {expressions.value()}")
    if chance.odd(0.3):
        assigned.append(chance.pick("tuv") + " = " + chance.pick(("s", "n", "absent", "pk", "sk")))
    removed = [name for name in "tuv" if chance.often(0.2)]
    clauses = []
    if assigned:
        clauses.append("SET " + ", ".join(assigned))
    if removed:
        clauses.append("REMOVE " + ", ".join(removed))
    if chance.odd(0.2):
        clauses.append(f"ADD {chance.pick('tuv')} {expressions.value(values.valid(chance))}")
    request = {"TableName": indexed.WRITTEN, "Key": key,
               "UpdateExpression": " ".join(clauses) or "SET s = n"}
    if chance.often(0.5):
        request["ReturnValues"] = chance.pick(RETURN_VALUES)
    return "UpdateItem", expressions.finish(request)


def _delete(chance, key, number):
    del chance, number
    return "DeleteItem", {"TableName": indexed.WRITTEN, "Key": key}


def _with_capacity(chance, step):
    operation, request = step
    if chance.often(0.4):
        request["ReturnConsumedCapacity"] = chance.pick(("TOTAL", "INDEXES"))
    return operation, request


def writes(chance, number):
    key = {"pk": {"S": f"k{number}"}, "sk": {"N": str(number)}}
    for _ in range(chance.count(1, 3)):
        make = chance.weighted(((_put, 3), (_update, 4), (_delete, 1)))
        yield _with_capacity(chance, make(chance, key, number))
    yield "GetItem", {"TableName": indexed.WRITTEN, "Key": key}
    for index, name, value in (("LocalAll", "pk", key["pk"]), ("LocalKeys", "pk", key["pk"]),
                               ("GlobalAll", "t", {"S": f"t{number}"}),
                               ("GlobalKeys", "u", {"N": str(number)})):
        yield "Query", {"TableName": indexed.WRITTEN, "IndexName": index,
                        "KeyConditionExpression": f"{name} = :v",
                        "ExpressionAttributeValues": {":v": value}}
