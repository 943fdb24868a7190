"""What each letter told its reader, and alarms beside the one letter per person and day."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0003"
branch_labels = None
depends_on = None

ONE_LETTER = "one_letter_per_person_and_day"


def upgrade() -> None:
    """Add the columns; of letters that went before nobody knows what they told, and none was an alarm."""
    with op.batch_alter_table("letters") as letters:
        letters.add_column(sa.Column("told", sa.Text))
        letters.add_column(sa.Column("cause", sa.Text, nullable=False, server_default=""))
        letters.drop_constraint(ONE_LETTER, type_="unique")
        letters.create_unique_constraint(ONE_LETTER, ["school", "person", "day", "cause"])
