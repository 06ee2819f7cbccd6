"""The order of the rooms: who may include whom. A room may include itself and what stands after it.

Kept as data, so that a change of the architecture is a change of this file.
"""

# From the top down. A path belongs to the first prefix that fits it.
ROOMS = (
    ("server", "server/"),
    ("client", "client/"),
    ("http", "http/"),
    ("operation", "db/operation/"),
    ("trigger", "db/trigger/"),
    ("background", "db/background/"),
    ("engine", "db/engine/"),
    ("storage", "db/storage/"),
    ("plan", "db/plan/"),
    ("partiql", "db/partiql/"),
    ("expression", "db/expression/"),
    ("wire", "db/wire/"),
    ("request", "db/request/"),
    ("model", "db/model/"),
    ("base", "db/base/"),
    # Behind the rooms' own folders, so that only db/database* and db/open* fall to it.
    ("database", "db/"),
)
ORDER = (
    "server",
    "http",
    "database",
    "operation",
    "trigger",
    "background",
    "engine",
    "storage",
    "plan",
    "partiql",
    "expression",
    "wire",
    "request",
    "model",
    "base",
)

# The public headers, by the room that they speak for.
PUBLIC_PREFIXES = ("db/include/", "client/include/")
PUBLIC = {
    "stator/clock.h": "base",
    "stator/error.h": "base",
    "stator/error_code.h": "base",
    "stator/mark.h": "base",
    "stator/number.h": "model",
    "stator/value.h": "model",
    "stator/item.h": "model",
    "stator/item_list.h": "model",
    "stator/client.h": "client",
    "stator/json.h": "wire",
    "stator/nlohmann.h": "wire",
    "stator/request/": "request",
    # An interface made of requests; what implements it stands at the top, and in the client.
    "stator/database.h": "request",
    "stator/trigger.h": "request",
    "stator/internal/": "model",
}
# What the error header shows (the item that failed a condition) lies above the room that makes
# errors: anyone may include it, and it may include items.
PUBLIC_MAY_ALSO_INCLUDE = {"stator/error.h": ("model",)}

# Beyond the order: rooms that are blind to some of what stands below them.
FORBIDDEN = {
    # Stores know bytes, not items.
    "storage": ("model", "request", "wire", "expression", "partiql", "plan"),
    # Bytes of a protocol; what they carry is others' matter.
    "http": ("database", "operation", "trigger", "background", "engine", "storage", "plan",
             "partiql", "expression", "wire", "request", "model"),
    # A client talks to an engine elsewhere.
    "client": ("server", "database", "operation", "trigger", "background", "engine", "storage",
               "plan", "partiql", "expression"),
    # Plans and expressions are about values, not about text on a wire.
    "plan": ("wire",),
    "partiql": ("wire",),
    "expression": ("wire",),
    "engine": ("wire",),
    "operation": ("wire",),
}

# Folders outside the rooms. Tests and benchmarks may look anywhere; examples are users.
EXAMPLES = "examples/"
