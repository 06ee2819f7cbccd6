"""Where two answers differ, once what may differ has been evened out."""

import json
import re

# The same in every server that has such a member at all.
_VARIABLE = {"CreationDateTime", "TableId", "KMSMasterKeyArn", "LastIncreaseDateTime",
    "LastDecreaseDateTime",
             "LastUpdateDateTime", "LatestStreamLabel"}
# What the service once had and its API model does not; what a peer repeats from the request; and a
# time that no peer has.
_UNDOCUMENTED = {"TableThroughputModeSummary", "BillingMode", "LastUpdateToPayPerRequestDateTime"}
# What every table describes, and no peer knows.
_UNKNOWN = {"WarmThroughput"}
_ARN = re.compile(r"arn:aws:dynamodb:[^:]*:\d*:")
_PREFIX = "1 validation error detected: "
_UNORDERED = ("AttributeDefinitions", "ConsumedCapacity", "GlobalSecondaryIndexes",
              "LocalSecondaryIndexes", "Tags")
_SETS = ("SS", "NS", "BS")


def even(node, name=""):
    """A copy of an answer's body without what each server chooses for itself."""
    if name == "Responses" and isinstance(node, dict) and all(
            isinstance(items, list) for items in node.values()):
        # Of a BatchGetItem; in which order is each server's own.
        return {table: sorted(map(even, items), key=_text) for table, items in node.items()}
    if isinstance(node, dict):
        if len(node) == 1 and (kind := next(iter(node))) in _SETS and isinstance(node[kind], list):
            return {kind: sorted(node[kind])}
        members = {k: _even_member(k, v) for k, v in node.items()
                   if k not in _UNDOCUMENTED | _UNKNOWN}
        if "TableStatus" in node:
            # The service tells it of every table; the peers at most where it is true.
            members.setdefault("DeletionProtectionEnabled", False)
        return members
    if isinstance(node, list):
        elements = [even(element, name) for element in node]
        return sorted(elements, key=_text) if name in _UNORDERED else elements
    if isinstance(node, str):
        return _ARN.sub("arn:aws:dynamodb:REGION:ACCOUNT:", node)
    return node


def _even_member(name, value):
    if name in _VARIABLE and isinstance(value, (str, int, float)):
        return type(value).__name__ if isinstance(value, str) else "time"
    return even(value, name)


def _text(node):
    return json.dumps(node, sort_keys=True, ensure_ascii=False)


def _sorted_items(body):
    return body | {"Items": sorted(body["Items"], key=_text)} if "Items" in body else body


def first_difference(ours, theirs, path=""):
    """The first place in which two bodies differ, as (path, ours, theirs); None if nowhere."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for name in sorted(ours.keys() | theirs.keys()):
            if name not in ours or name not in theirs:
                shown = (_text(d[name]) if name in d else "absent" for d in (ours, theirs))
                return f"{path}.{name}", *shown
            if found := first_difference(ours[name], theirs[name], f"{path}.{name}"):
                return found
        return None
    if isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for index, pair in enumerate(zip(ours, theirs)):
            if found := first_difference(*pair, f"{path}[{index}]"):
                return found
        return None
    return None if ours == theirs else (path, _text(ours), _text(theirs))


def without_prefix(text):
    """A message, or an answer as described, without the prefix of June 2026."""
    return text.replace(_PREFIX, "", 1)


def describe(answer):
    """An answer in one line, as the list of differences matches it."""
    if answer.status == 200:
        return "200"
    reasons = [reason.get("Message", "") for reason in answer.body.get("CancellationReasons", ())
               ] if isinstance(answer.body, dict) else []
    return " ".join((f"{answer.status} {answer.type.rpartition('#')[2]}: {answer.message}",
                     *filter(None, reasons)))


def compare(ours, theirs, with_prefix, unordered):
    """None, or how two answers differ: (ours, theirs), each in a line. Without `with_prefix` it
    does not matter whether a message has the prefix that the service has put before many in June
    2026.
    """
    if ours.status != theirs.status or ours.type != theirs.type:
        return describe(ours), describe(theirs)
    bodies = [even(answer.body) for answer in (ours, theirs)]
    if ours.status != 200 and not with_prefix:
        bodies = [without_prefix(answer.message) for answer in (ours, theirs)]
    if unordered and ours.status == 200:
        bodies = [_sorted_items(body) for body in bodies]
    found = first_difference(*bodies)
    if found is None:
        return None
    path, one, two = found
    if ours.status != 200:
        place = "" if not path or path.lower() == ".message" else f"{path}: "
        return tuple(describe(answer) + (f" {place}{value}" if place else "")
                     for answer, value in ((ours, one), (theirs, two)))
    return f"{ours.status} {path}: {one}", f"{theirs.status} {path}: {two}"
