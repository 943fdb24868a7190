"""The journal's control code that each letter shows, so that `verify` can compare the journal with what was sent."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; letters that went before keep their code in their text alone."""
    with op.batch_alter_table("letters") as letters:
        letters.add_column(sa.Column("code", sa.Text, nullable=False, server_default=""))
