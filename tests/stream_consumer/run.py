"""An ordinary consumer of a stream, through boto3: it reads every record exactly once and, key by
key, in order, while shards are rolled and the server is stopped and killed under it.

    run.py --server BINARY [--records 30000] [--restarts 4] [--junit FILE]

Writers count up a number in each of their items. A batch that was not answered is sent again, as it
was: if it had been done, it changes nothing and leaves no record. So the records of a key have its
numbers from 1 on, one by one, whatever happened between; a gap, a repetition or a step back is a
fault of the stream.
"""

import argparse
import shutil
import sys
import tempfile
import threading
import time
import traceback
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "tally"), str(HERE.parent / "support")]

import junit  # noqa: E402
from consumer import Consumer  # noqa: E402
from restarts import RestartedServer  # noqa: E402
from writer import Writer  # noqa: E402

TABLE = "counted"
WRITERS = 2


def create_table(server):
    client = server.client("dynamodb")
    client.create_table(
        TableName=TABLE,
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
    )
    return client.describe_table(TableName=TABLE)["Table"]["LatestStreamArn"]


def consume(server, records, restarts):
    """The consumer, when everything was written and read. Raises what any thread raised."""
    consumer = Consumer(server, create_table(server))
    writers = [Writer(server, TABLE, number, records // WRITERS) for number in range(WRITERS)]
    threads = [threading.Thread(target=worker.run) for worker in (*writers, consumer)]
    for thread in threads:
        thread.start()
    try:
        # By progress and not by the time, so that something is under way whenever it stops.
        for restart in range(1, restarts + 1):
            while consumer.records < records * restart // (restarts + 1):
                for worker in (*writers, consumer):
                    worker.raise_fault()
                time.sleep(0.01)
            server.restart(kill=restart % 2 == 1)
        for thread in threads[:WRITERS]:
            thread.join()
        consumer.stop_behind(sum(writer.written for writer in writers))
        threads[-1].join()
    finally:
        for worker in (*writers, consumer):
            worker.give_up()
    for worker in (*writers, consumer):
        worker.raise_fault()
    return consumer


def check(consumer, server, records):
    client = server.client("dynamodb")
    assert consumer.records >= records, f"{consumer.records} of {records} records"
    assert len(consumer.shards) > 4, f"only {len(consumer.shards)} shards: none was rolled"
    pages = client.get_paginator("scan").paginate(TableName=TABLE)
    items = {item["pk"]["S"]: int(item["n"]["N"]) for page in pages for item in page["Items"]}
    assert items == consumer.numbers, "the stream and the table tell different stories"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--server", required=True, help="the binary to start")
    parser.add_argument("--records", type=int, default=30_000)
    parser.add_argument("--restarts", type=int, default=4)
    parser.add_argument("--junit", help="write the case to this file")
    arguments = parser.parse_args()
    begun, failure = time.monotonic(), None
    scratch = tempfile.mkdtemp(prefix="stator-stream-")
    try:
        options = ("--data", scratch + "/data", "--shards-per-stream", "3", "--shard-age-ms", "500")
        with RestartedServer(arguments.server, *options) as server:
            consumer = consume(server, arguments.records, arguments.restarts)
            check(consumer, server, arguments.records)
            print(f"{consumer.records} records of {len(consumer.numbers)} keys in "
                  f"{len(consumer.shards)} shards")
    except Exception:  # pylint: disable=broad-except
        failure = traceback.format_exc()
        print(failure)
    finally:
        shutil.rmtree(scratch)
    if arguments.junit:
        name = "a consumer reads every record once and in order, across rolls and restarts"
        junit.write(arguments.junit, "stream_consumer",
                    [(name, time.monotonic() - begun, failure)])
    return 1 if failure else 0


if __name__ == "__main__":
    sys.exit(main())
