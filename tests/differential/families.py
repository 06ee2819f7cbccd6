"""What kinds of cases there are, and how many of each in one round."""

from dataclasses import dataclass

import item_cases
import range_cases
import shape_cases
import table_cases


@dataclass(frozen=True)
class Family:
    name: str
    cases: int
    steps: object  # (chance, number) -> the requests of one case, as (operation, body)

    @property
    def first(self):
        """The number of the first case: no two of all families have one key."""
        return 10_000 * FAMILIES.index(self)


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
)
