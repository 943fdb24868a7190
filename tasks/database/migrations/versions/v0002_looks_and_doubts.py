"""What the board has shown (looks), what is doubted, and which save of the board was seen."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    """Make the tables; what was last seen of each row is the first look at it."""
    op.create_table(
        "looks",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("school", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("save", sa.Integer, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.Column("cells", sa.Text, nullable=False),
    )
    op.create_index("looks_of_a_row", "looks", ["school", "key"])
    op.create_table(
        "doubts",
        sa.Column("school", sa.Text, primary_key=True),
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("voter", sa.Text, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("shown", sa.Text, nullable=False),
        sa.Column("seen", sa.Text, nullable=False),
    )
    op.create_table(
        "boards",
        sa.Column("school", sa.Text, primary_key=True),
        sa.Column("save", sa.Integer, nullable=False),
        sa.Column("missed", sa.Text, nullable=False),
    )
    op.execute(
        "INSERT INTO looks (school, key, save, seen_at, cells) SELECT school, key, 0, seen_at, cells FROM sightings"
    )
