"""What kinds of cases there are, and how many of each in one round."""

from dataclasses import dataclass

import batch_cases
import index_cases
import index_table_cases
import item_cases
import legacy_cases
import range_cases
import shape_cases
import statement_cases
import table_cases
import transaction_cases
import upkeep_cases

ALL = ("dynoxide", "dynalite")
NEWER = ("dynoxide",)  # What dynalite does not know.


@dataclass(frozen=True)
class Family:
    name: str
    cases: int
    steps: object  # (chance, number) -> the requests of one case, as (operation, body)
    peers: tuple = ALL

    @property
    def first(self):
        """The number of the first case: no two of all families have one key."""
        return 20_000 * FAMILIES.index(self)


FAMILIES = (
    Family("list_tables", 60, table_cases.lists),
    Family("put_item", 800, item_cases.case(item_cases.put)),
    Family("get_item", 500, item_cases.case(item_cases.get)),
    Family("update_item", 1500, item_cases.case(item_cases.update)),
    Family("delete_item", 600, item_cases.case(item_cases.delete)),
    Family("query", 900, range_cases.query),
    Family("scan", 500, range_cases.scan),
    Family("filters", 600, range_cases.filters),
    Family("shapes", 700, shape_cases.steps),
    Family("tables", 250, table_cases.steps),
    Family("index_tables", 200, index_table_cases.steps),
    Family("index_query", 350, index_cases.query),
    Family("index_scan", 120, index_cases.scan),
    Family("index_writes", 150, index_cases.writes),
    Family("batch_get_item", 150, batch_cases.gets),
    Family("batch_write_item", 150, batch_cases.writes),
    Family("transact_write_items", 300, transaction_cases.writes, NEWER),
    Family("transact_get_items", 120, transaction_cases.gets, NEWER),
    Family("statements", 400, statement_cases.execute, NEWER),
    Family("select_statements", 200, statement_cases.selects, NEWER),
    Family("batch_statements", 150, statement_cases.batch, NEWER),
    Family("statement_transactions", 150, statement_cases.transaction, NEWER),
    Family("legacy_items", 300, legacy_cases.items),
    Family("legacy_query", 250, legacy_cases.query),
    Family("legacy_scan", 150, legacy_cases.scan),
    Family("time_to_live", 60, upkeep_cases.time_to_live, NEWER),
    Family("tags", 80, upkeep_cases.tags),
)
