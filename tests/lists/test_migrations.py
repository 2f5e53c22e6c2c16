from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from lists.database import open_database
from lists.draft import draft_of
from lists.store import ListStore
from lists.tables import ListsTable
from tests.builders import company, day, files_of, live_entities, parsed


def test_the_migrations_make_the_tables_of_the_models(database_url: str) -> None:
    database = open_database(database_url)
    with database.reader.begin() as connection:
        options = {"version_table": "lists_migration", "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, ListsTable.metadata) == []
        foreign = {key["referred_table"] for key in inspect(connection).get_foreign_keys("source_places")}
    database.close()
    assert foreign == {"list_version"}


def test_opening_again_changes_nothing(database_url: str) -> None:
    first = ListStore(database_url)
    reading = parsed(company("MG-FLOT LLC"))
    first.replace(draft_of("flot", reading, files_of(reading), day(0)))
    standing, entities = first.standing(), live_entities(first)
    second = ListStore(database_url)
    assert (second.standing(), live_entities(second)) == (standing, entities)
    assert second.generation() == standing.generation == 1
    first.close()
    second.close()


def test_a_database_has_write_ahead_log_full_sync_and_foreign_keys(database_url: str) -> None:
    database = open_database(database_url)
    with database.writer.begin() as connection:
        settings = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    database.close()
    assert settings == ["wal", 2, 1]
