"""Lists, their versions, entities, raw files and learned names."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    state = op.create_table(
        "store_state",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("generation", sa.Integer, nullable=False),
    )
    op.bulk_insert(state, [{"id": 1, "generation": 0}])
    op.create_table(
        "watched_list",
        sa.Column("list_id", sa.String, primary_key=True),
        sa.Column("live_number", sa.Integer, nullable=False),
    )
    op.create_table(
        "list_version",
        sa.Column("list_id", sa.String, sa.ForeignKey("watched_list.list_id"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("sha256", sa.String, nullable=False),
        sa.Column("format", sa.String, nullable=False),
        sa.Column("files", sa.JSON, nullable=False),
        sa.Column("files_sha256", sa.JSON, nullable=False),
        sa.Column("rejected", sa.JSON, nullable=False),
        sa.Column("parser_warnings", sa.JSON, nullable=False),
        sa.Column("losses", sa.JSON, nullable=False),
        sa.Column("entities", sa.Integer, nullable=False),
        sa.Column("names", sa.Integer, nullable=False),
        sa.Column("vessels", sa.Integer, nullable=False),
        sa.Column("identifiers", sa.Integer, nullable=False),
        sa.Column("added", sa.Integer, nullable=False),
        sa.Column("changed", sa.Integer, nullable=False),
        sa.Column("removed", sa.Integer, nullable=False),
        sa.Column("loaded_at", sa.DateTime, nullable=False),
        sa.Column("published_at", sa.DateTime, nullable=True),
    )
    op.create_table(
        "raw_content",
        sa.Column("list_id", sa.String, sa.ForeignKey("watched_list.list_id"), primary_key=True),
        sa.Column("sha256", sa.String, primary_key=True),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("compressed", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "source_places",
        sa.Column("list_id", sa.String, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("compressed", sa.LargeBinary, nullable=False),
        sa.ForeignKeyConstraint(["list_id", "number"], ["list_version.list_id", "list_version.number"]),
    )
    op.create_table(
        "entity_record",
        sa.Column("list_id", sa.String, sa.ForeignKey("watched_list.list_id"), primary_key=True),
        sa.Column("own_id", sa.String, primary_key=True),
        sa.Column("from_number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("until_number", sa.Integer, nullable=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("content_hash", sa.String, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
    )
    op.create_index("ix_entity_record_until", "entity_record", ["list_id", "until_number", "own_id"])
    op.create_table(
        "learned_name",
        sa.Column("list_id", sa.String, sa.ForeignKey("watched_list.list_id"), primary_key=True),
        sa.Column("own_id", sa.String, primary_key=True),
        sa.Column("text", sa.String, primary_key=True),
        sa.Column("first_seen", sa.Date, nullable=False),
        sa.Column("last_seen", sa.Date, nullable=False),
    )
