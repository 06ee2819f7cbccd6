"""Counts up numbers in items of its own, in batches."""

from restarts import Worker

KEYS = 100
BATCH = 25


class Writer(Worker):
    def __init__(self, server, table, number, records):
        super().__init__(server, "dynamodb")
        self.written = 0
        self._table = table
        self._prefix = f"writer-{number}-"
        self._records = records

    def _step(self, client):
        """Every key in turn; `written` moves on only when the batch was answered."""
        if self.written >= self._records:
            return False
        writes = []
        for index in range(self.written, self.written + BATCH):
            key, number = self._prefix + str(index % KEYS), index // KEYS + 1
            writes.append({"PutRequest": {"Item": {"pk": {"S": key}, "n": {"N": str(number)}}}})
        answer = client.batch_write_item(RequestItems={self._table: writes})
        assert not answer["UnprocessedItems"]
        self.written += BATCH
        return True
