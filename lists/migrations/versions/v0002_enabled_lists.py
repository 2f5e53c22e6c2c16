"""Lists that an operator has enabled."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "enabled_list",
        sa.Column("list_id", sa.String, primary_key=True),
        sa.Column("enabled_at", sa.DateTime, nullable=False),
    )
