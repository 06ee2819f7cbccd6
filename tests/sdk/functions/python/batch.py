"""Handlers that take batches apart: one tells which records failed, one fails with those that it
does not like, one adds up what it sees in a window of time."""


def number_of(record):
    return int(record["dynamodb"]["NewImage"]["n"]["N"])


def is_poison(record):
    return number_of(record) < 0


def report(event, context):
    """Tells of every record that it does not like, and takes the others well."""
    failed = [{"itemIdentifier": record["dynamodb"]["SequenceNumber"]}
              for record in event["Records"] if is_poison(record)]
    print("batch", [number_of(record) for record in event["Records"]])
    return {"batchItemFailures": failed}


def fail(event, context):
    numbers = [number_of(record) for record in event["Records"]]
    print("batch", numbers)
    if any(map(is_poison, event["Records"])):
        raise ValueError("poison")


def add(event, context):
    total = event["state"].get("total", 0) + sum(map(number_of, event["Records"]))
    final = event["isFinalInvokeForWindow"]
    print("window", len(event["Records"]), total, final)
    return {"state": {"total": total}}
