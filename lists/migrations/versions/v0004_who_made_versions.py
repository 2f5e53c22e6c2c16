"""Who made a version, and where it came from; not known of earlier ones."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the columns."""
    op.add_column("list_version", sa.Column("made_by", sa.String, nullable=True))
    op.add_column("list_version", sa.Column("origin", sa.String, nullable=True))
