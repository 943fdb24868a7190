"""Letters are found by the end of their day, too: every claim asks which of them are past it."""

from alembic import op

revision = "0007"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the index."""
    op.create_index("letters_ending", "letters", ["school", "state", "expires_at"])
