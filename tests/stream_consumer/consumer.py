"""Reads a stream as its documentation says: shards as they are discovered, a child only when its
parent was read to its end, each from an iterator to the next."""

import random
import time

from restarts import Worker


class ShardReader:
    def __init__(self, shard):
        self.id = shard["ShardId"]
        self.parent = shard.get("ParentShardId")
        self.last = ""  # The sequence number of the last record that was read.
        self.iterator = None
        self.done = False


class Consumer(Worker):
    def __init__(self, server, arn):
        super().__init__(server, "dynamodbstreams")
        self.records = 0
        self.numbers = {}  # By key.
        self.shards = {}  # By id.
        self._newest = None  # The shard that was described last.
        self._arn = arn
        self._expected = None
        self._events = set()
        self._random = random.Random(1)

    def stop_behind(self, records):
        """Stops when it has read so many."""
        self._expected = records

    def _step(self, client):
        read = self.records
        self._discover(client)
        for shard in list(self.shards.values()):
            parent = self.shards.get(shard.parent)
            if not shard.done and (parent is None or parent.done):
                self._read(client, shard)
        if self._expected is not None and self.records >= self._expected:
            return False
        if self.records == read:
            time.sleep(0.02)
        return True

    # From the newest on, now and then from the first; or the look for shards, of which there may be
    # thousands, would be all that is done.
    def _discover(self, client):
        more = {}
        if self._newest is not None and self._random.random() < 0.98:
            more = {"ExclusiveStartShardId": self._newest}
        while True:
            stream = client.describe_stream(StreamArn=self._arn, Limit=10, **more)
            stream = stream["StreamDescription"]
            for shard in stream["Shards"]:
                if shard["ShardId"] not in self.shards:
                    self.shards[shard["ShardId"]] = ShardReader(shard)
                    self._newest = shard["ShardId"]
            if "LastEvaluatedShardId" not in stream:
                return
            more = {"ExclusiveStartShardId": stream["LastEvaluatedShardId"]}

    def _read(self, client, shard):
        # Now and then as one that remembers numbers only; an iterator outlives the server, too.
        if shard.iterator is None or self._random.random() < 0.1:
            shard.iterator = self._iterator(client, shard)
        limit = self._random.choice((10, 200, 1000))
        page = client.get_records(ShardIterator=shard.iterator, Limit=limit)
        for record in page["Records"]:
            self._take(shard, record)
        shard.iterator = page.get("NextShardIterator")
        shard.done = shard.iterator is None

    def _iterator(self, client, shard):
        if shard.last:
            place = {"ShardIteratorType": "AFTER_SEQUENCE_NUMBER", "SequenceNumber": shard.last}
        else:
            place = {"ShardIteratorType": "TRIM_HORIZON"}
        answer = client.get_shard_iterator(StreamArn=self._arn, ShardId=shard.id, **place)
        return answer["ShardIterator"]

    def _take(self, shard, record):
        change = record["dynamodb"]
        number = change["SequenceNumber"]
        assert len(number) == len(shard.last or number) and number > shard.last, "numbers go back"
        shard.last = number
        assert record["eventID"] not in self._events, "an event twice"
        self._events.add(record["eventID"])
        key, count = change["Keys"]["pk"]["S"], int(change["NewImage"]["n"]["N"])
        before = int(change.get("OldImage", {}).get("n", {}).get("N", 0))
        assert before == self.numbers.get(key, 0), f"{key}: {before} behind {self.numbers.get(key)}"
        assert count == before + 1, f"{key}: {count} behind {before}"
        assert record["eventName"] == ("MODIFY" if before else "INSERT")
        self.numbers[key] = count
        self.records += 1
