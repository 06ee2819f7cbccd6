"""Query and Scan, over tables that nothing else writes."""

import tables
from expressions import ATTRIBUTES, Expressions
from item_cases import BAD_ENUMS, common

SELECTS = ("ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES", "SPECIFIC_ATTRIBUTES", "COUNT")


def _start_key(chance, table):
    partition_type, sort_type = tables.TABLES[table]
    key = {"pk": chance.pick(tables.PARTITIONS[partition_type])}
    if sort_type:
        key["sk"] = chance.pick(tables.SORT_VALUES[sort_type])
    return tables.bad_key(chance, key) if chance.odd(0.25) else key


def _shared(chance, request, table, expressions):
    if chance.often(0.5):
        request["FilterExpression"] = expressions.condition()
    if chance.often(0.3):
        request["ProjectionExpression"] = expressions.projection()
    if chance.often(0.25):
        choices = SELECTS if chance.odd(0.5) else ("ALL_ATTRIBUTES", "COUNT")
        if "ProjectionExpression" in request and not chance.odd(0.3):
            choices = ("SPECIFIC_ATTRIBUTES",)
        request["Select"] = chance.pick(BAD_ENUMS if chance.odd(0.05) else choices)
    if chance.often(0.3):
        request["ConsistentRead"] = chance.often(0.5)
    if chance.odd(0.03):
        request["IndexName"] = chance.pick(("", "a", "ab", "abc", "no index", "a" * 256))
    return common(chance, expressions.finish(request), writes=False)


def query(chance, number):
    del number
    table = chance.pick(tuple(tables.TABLES))
    partition_type, sort_type = tables.TABLES[table]
    expressions = Expressions(chance)
    request = {"TableName": tables.range_table(table)}
    sort = sort_type and ("sk", lambda: chance.pick(tables.SORT_VALUES[sort_type]))
    if not chance.odd(0.02):
        request["KeyConditionExpression"] = expressions.key_condition(
            ("pk", chance.pick(tables.PARTITIONS[partition_type])), sort)
    if chance.often(0.4):
        request["Limit"] = chance.pick((0, -1, 1000000) if chance.odd(0.1) else (1, 2, 3, 5, 100))
    if chance.often(0.3):
        request["ScanIndexForward"] = chance.often(0.4)
    if chance.often(0.3):
        request["ExclusiveStartKey"] = _start_key(chance, table)
    yield "Query", _shared(chance, request, table, expressions)


def scan(chance, number):
    """The order of a Scan is each server's own, so none that works starts or ends in between."""
    del number
    table = chance.pick(tuple(tables.TABLES))
    expressions = Expressions(chance)
    request = {"TableName": tables.range_table(table)}
    if chance.odd(0.1):
        request["Limit"] = chance.pick((0, -1, 1000000))
    if chance.odd(0.2):
        request["Segment"] = chance.pick((-1, 0, 0, 1, 4, 1000000))
    if chance.odd(0.2):
        request["TotalSegments"] = chance.pick((-1, 0, 1, 1, 2, 1000000, 1000001))
    if chance.odd(0.2):
        key = _start_key(chance, table)
        if not tables.fits(table, key):
            request["ExclusiveStartKey"] = key
    yield "Scan", _shared(chance, request, table, expressions)


def filters(chance, number):
    """Conditions upon one item, as a filter: what they find, not whether they are well formed."""
    del number
    chance.oddity = 0.3
    expressions = Expressions(chance)
    request = {"TableName": "RangePair", "FilterExpression": expressions.condition(),
               "KeyConditionExpression": "pk = :pk"}
    expressions.values[":pk"] = {"S": "p1"}
    if chance.often(0.5):
        request["ProjectionExpression"] = ", ".join({expressions.path(ATTRIBUTES[:10]), "sk"})
    yield "Query", expressions.finish(request)


