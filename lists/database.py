"""Opens the lists' database and brings its tables up to date."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event, select, update
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import col

from lists.tables import StoreState

GENERATION = select(col(StoreState.generation))
"""Asks for the number that grows with every write that changes what is searched."""

_BEGIN = "hullmark_begin"
_SQLITE_SETTINGS = (
    "PRAGMA busy_timeout=60000",  # first: the next one may have to wait for another process
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",  # what is acknowledged survives a power cut
    "PRAGMA foreign_keys=ON",
)


@dataclass(frozen=True, slots=True)
class Database:
    """Ways into one database.

    A transaction of `reader` sees one moment, those of `writer` follow one another, and a statement of
    `watcher` sees what is committed when it runs.
    """

    reader: Engine
    writer: Engine
    watcher: Engine

    def close(self) -> None:
        """Close all connections that are not in use."""
        self.reader.dispose()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Begin a transaction that waits for all other writes and that they wait for."""
        with self.writer.begin() as connection:
            connection.execute(GENERATION.with_for_update())
            yield connection


def advance(connection: Connection) -> None:
    """Raise the generation: what is searched, or must be, has changed."""
    connection.execute(update(StoreState).values(generation=col(StoreState.generation) + 1))


def open_database(url: str) -> Database:
    """Open the database at an SQLAlchemy URL, make or migrate its tables, and give the ways into it."""
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        _tame_sqlite(engine)
        reader = engine.execution_options(**{_BEGIN: "BEGIN"})
    else:
        reader = engine.execution_options(isolation_level="REPEATABLE READ")
    database = Database(
        reader=reader,
        writer=engine.execution_options(**{_BEGIN: "BEGIN IMMEDIATE"}),
        watcher=engine.execution_options(isolation_level="AUTOCOMMIT"),
    )
    try:
        with database.writer.begin() as connection:
            migrate(connection)
    except BaseException:
        database.close()
        raise
    return database


def migrate(connection: Connection, revision: str = "head") -> None:
    """Bring the lists' tables to a revision, within the connection's transaction."""
    config = Config()
    config.set_main_option("script_location", "lists:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def _tame_sqlite(engine: Engine) -> None:
    """Take transactions out of Python's hands, which begin them late and never around a change of tables."""

    @event.listens_for(engine, "connect")
    def connect(dbapi_connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        dbapi_connection.isolation_level = None
        cursor = dbapi_connection.cursor()
        for setting in _SQLITE_SETTINGS:
            cursor.execute(setting)
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if statement := connection.get_execution_options().get(_BEGIN):
            connection.exec_driver_sql(statement)
