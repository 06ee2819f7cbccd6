"""A handler for tests that look at each call from outside. PLACE is a folder: every call is written
down in its file `diary`, a line of JSON for each. While there is a file `hold` the call waits;
if there is a file `fail`, or the event says so, it raises."""

import json
import os
import time
from pathlib import Path

PLACE = Path(os.environ["PLACE"])


def handler(event, context):
    note = {"pid": os.getpid(), "id": context.aws_request_id, "event": event}
    with open(PLACE / "diary", "a", encoding="utf-8") as diary:
        diary.write(json.dumps(note) + "\n")
    while (PLACE / "hold").exists():
        time.sleep(0.02)
    if (PLACE / "fail").exists() or event.get("fail"):
        raise ValueError("told to fail")
    return {"got": event.get("n")}
