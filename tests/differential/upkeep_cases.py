"""Time to live, and tags."""

from item_cases import BAD_ENUMS, TABLE_NAMES

_ATTRIBUTES = ("ttl", "expires", "a" * 255)
_BAD_ATTRIBUTES = ("", "a" * 256, None, "pk", "\u00e9", "a.b")
_ACCOUNT = "arn:aws:dynamodb:us-east-1:000000000000:table/"


def _table(name):
    return {"TableName": name, "BillingMode": "PAY_PER_REQUEST",
            "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
            "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}]}


def _specification(chance):
    names = _BAD_ATTRIBUTES if chance.odd(0.15) else _ATTRIBUTES
    specification = {"Enabled": chance.often(0.6), "AttributeName": chance.pick(names)}
    if chance.odd(0.08):
        del specification[chance.pick(tuple(specification))]
    return chance.pick(({}, None)) if chance.odd(0.04) else specification


def _named(chance, name):
    return chance.pick(TABLE_NAMES + BAD_ENUMS) if chance.odd(0.08) else name


def time_to_live(chance, number):
    name = f"ttl-{number}"
    yield "CreateTable", _table(name)
    yield "DescribeTimeToLive", {"TableName": _named(chance, name)}
    for _ in range(chance.count(1, 3)):
        request = {"TableName": _named(chance, name),
                   "TimeToLiveSpecification": _specification(chance)}
        if chance.odd(0.04):
            del request[chance.pick(tuple(request))]
        yield "UpdateTimeToLive", request
        yield "DescribeTimeToLive", {"TableName": name}
    yield "DeleteTable", {"TableName": name}


_BAD_ARNS = ("", "a", "arn:aws:dynamodb:us-east-1:000000000000:table/", _ACCOUNT + "no-such-table",
             "arn:aws:dynamodb", "arn:aws:s3:::bucket", _ACCOUNT + "a", "a" * 1284, None,
             "arn:aws:dynamodb:us-east-1:000000000000:stream/x", _ACCOUNT + "bad name")
_BAD_TAGS = ({"Key": "k0", "Value": "again"}, {"Key": "aws:x", "Value": "v"}, {"Key": ""}, {},
             {"Value": "v"}, {"Key": "k" * 129, "Value": "v"}, {"Key": "k", "Value": "v" * 257},
             {"Key": "\u00e9", "Value": "\u65e5"}, {"Key": "", "Value": ""}, None,
             {"Key": "bad#", "Value": "v"}, {"Key": "k", "Value": "v\u0001"})


def _arn(chance, arn):
    return chance.pick(_BAD_ARNS) if chance.odd(0.08) else arn


def _tag(chance, arn):
    tags = [{"Key": f"k{chance.count(0, 5)}", "Value": f"v{n}"} for n in range(chance.count(1, 3))]
    tags = list({tag["Key"]: tag for tag in tags}.values())
    if chance.odd(0.1):
        tags.append(chance.pick(_BAD_TAGS))
    if chance.odd(0.06):
        count = chance.pick((0, 45, 50, 51))
        tags = [{"Key": f"many{n}", "Value": ""} for n in range(count)]
    return "TagResource", {"ResourceArn": _arn(chance, arn), "Tags": tags}


def _untag(chance, arn):
    keys = [f"k{n}" for n in range(6) if chance.often(0.3)] or ["k0"]
    if chance.odd(0.15):
        keys = chance.pick(([], None, [""], ["k" * 129], ["k0", "k0"], [None], ["absent"]))
    return "UntagResource", {"ResourceArn": _arn(chance, arn), "TagKeys": keys}


def _list(chance, arn):
    request = {"ResourceArn": _arn(chance, arn)}
    if chance.odd(0.1):
        request["NextToken"] = chance.pick(("", "a"))
    return "ListTagsOfResource", request


def tags(chance, number):
    name = f"tags-{number}"
    yield "CreateTable", _table(name)
    for _ in range(chance.count(1, 4)):
        operation, request = chance.pick((_tag, _tag, _untag))(chance, _ACCOUNT + name)
        if chance.odd(0.03):
            del request[chance.pick(tuple(request))]
        yield operation, request
        yield _list(chance, _ACCOUNT + name)
    yield "DeleteTable", {"TableName": name}
