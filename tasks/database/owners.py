"""Whose school's ids in this database are: the folder that each belongs to."""

from sqlalchemy import Engine, select
from sqlalchemy.dialects import postgresql, sqlite

from models.ownership import Claim
from tasks.database.engine import reading, writing
from tasks.database.tables import HEADS, OWNERS


def read_claim(engine: Engine, school: str) -> Claim | None:
    """To which folder a school's id belongs; None where nobody said so yet."""
    with reading(engine) as connection:
        row = connection.execute(select(OWNERS.c.token, OWNERS.c.name).where(OWNERS.c.school == school)).one_or_none()
    return Claim(*row) if row is not None else None


def write_claim(engine: Engine, school: str, claim: Claim) -> None:
    """Let the id belong to a folder; who was first keeps it, and may be called anew."""
    insert_into = postgresql.insert if engine.dialect.name == "postgresql" else sqlite.insert
    row = insert_into(OWNERS).values(school=school, token=claim.token, name=claim.name)
    named = row.on_conflict_do_update(
        index_elements=["school"], set_={"name": row.excluded.name}, where=OWNERS.c.token == claim.token
    )
    with writing(engine) as connection:
        connection.execute(named)


def schools_known(engine: Engine) -> tuple[str, ...]:
    """The ids of the schools of which this database holds a journal, in order."""
    with reading(engine) as connection:
        return tuple(connection.scalars(select(HEADS.c.school).order_by(HEADS.c.school)))
