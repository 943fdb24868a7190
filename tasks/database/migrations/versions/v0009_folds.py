"""The fold of the events up to a position is kept, and events are found by milestone, kind and moment."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table, empty: the first pass that has something to write folds every event once and keeps the fold."""
    op.create_table(
        "folds",
        sa.Column("school", sa.Text, primary_key=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("rules", sa.Integer, nullable=False),
        sa.Column("states", sa.Text, nullable=False),
    )
    op.create_index("events_of_a_milestone", "events", ["school", "milestone"])
    op.create_index("events_of_a_kind", "events", ["school", "kind"])
    op.create_index("events_by_moment", "events", ["school", "seen_at"])
