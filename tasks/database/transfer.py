"""One school's rows copied whole from a database to another, of whichever kind the two are."""

from typing import Any

from sqlalchemy import Engine, insert, select

from tasks.database.engine import reading, writing
from tasks.database.tables import TABLES

ROWS_AT_ONCE = 200


def copy_school(source: Engine, target: Engine, school: str) -> None:
    """Copy everything of a school as it stands at one moment, in one transaction; numbers of rows are given anew."""
    with reading(source) as origin, writing(target) as copy:
        for table in TABLES.sorted_tables:
            if "school" not in table.c:
                continue
            asked = select(table).where(table.c.school == school).order_by(*table.primary_key.columns)
            for rows in origin.execute(asked).partitions(ROWS_AT_ONCE):
                copied: list[dict[str, Any]] = [dict(row._mapping) for row in rows]
                for row in copied:
                    row.pop("id", None)
                copy.execute(insert(table), copied)
