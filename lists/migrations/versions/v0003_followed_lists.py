"""What came of asking publishers, and fetched versions in quarantine."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables; what was enabled is followed from now on."""
    op.create_table(
        "followed_list",
        sa.Column("list_id", sa.String, primary_key=True),
        sa.Column("enabled_at", sa.DateTime, nullable=False),
        sa.Column("lease_token", sa.String, nullable=True),
        sa.Column("leased_until", sa.DateTime, nullable=True),
        sa.Column("stage", sa.String, nullable=True),
        sa.Column("next_check_at", sa.DateTime, nullable=False),
        sa.Column("checked_at", sa.DateTime, nullable=True),
        sa.Column("fetched_at", sa.DateTime, nullable=True),
        sa.Column("fetched_sha256", sa.String, nullable=True),
        sa.Column("validators", sa.JSON, nullable=False),
        sa.Column("failed_at", sa.DateTime, nullable=True),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("error", sa.String, nullable=True),
    )
    op.execute(
        "INSERT INTO followed_list (list_id, enabled_at, next_check_at, validators, failures) "
        "SELECT list_id, enabled_at, enabled_at, '{}', 0 FROM enabled_list"
    )
    op.drop_table("enabled_list")
    op.create_table(
        "quarantined_list",
        sa.Column("list_id", sa.String, primary_key=True),
        sa.Column("sha256", sa.String, nullable=False),
        sa.Column("format", sa.String, nullable=False),
        sa.Column("reasons", sa.JSON, nullable=False),
        sa.Column("entities", sa.Integer, nullable=False),
        sa.Column("names", sa.Integer, nullable=False),
        sa.Column("vessels", sa.Integer, nullable=False),
        sa.Column("identifiers", sa.Integer, nullable=False),
        sa.Column("rows", sa.Integer, nullable=False),
        sa.Column("rejected", sa.Integer, nullable=False),
        sa.Column("fetched_at", sa.DateTime, nullable=False),
        sa.Column("published_at", sa.DateTime, nullable=True),
    )
    op.create_table(
        "quarantined_file",
        sa.Column("list_id", sa.String, sa.ForeignKey("quarantined_list.list_id"), primary_key=True),
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("compressed", sa.LargeBinary, nullable=False),
    )
