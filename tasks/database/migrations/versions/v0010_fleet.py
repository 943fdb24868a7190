"""What the workers of a fleet share: spent calls, whose turn it was, and where Drive's list of changes goes on."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    """Add the three tables; a school alone leaves them empty."""
    op.create_table(
        "quotas",
        sa.Column("account", sa.Text, primary_key=True),
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("due", sa.Float(53), nullable=False),
    )
    op.create_table(
        "turns",
        sa.Column("school", sa.Text, primary_key=True),
        sa.Column("last", MOMENT, nullable=False),
        sa.Column("read", MOMENT),
    )
    op.create_table(
        "hints",
        sa.Column("shard", sa.Text, primary_key=True),
        sa.Column("token", sa.Text, nullable=False),
    )
