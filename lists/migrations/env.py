"""Runs the migrations on the connection that lists.database.migrate hands over; there is no alembic.ini.

A change of lists/tables.py comes with a new file in versions/; a test compares what the migrations make with
the tables' models. Other rooms may keep tables in the same database, with a history of their own: hence the
name of the version table.
"""

from alembic import context

from lists.tables import ListsTable

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=ListsTable.metadata,
    version_table="lists_migration",
)
context.run_migrations()
