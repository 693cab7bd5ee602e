# Generated from streamlift.yaml; do not edit.
"""The service's own tables: the keys of callers, and the audit log, which only grows."""

import datetime as dt
from contextlib import AbstractContextManager
from threading import Lock
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    event,
    text,
)
from sqlalchemy.types import TypeDecorator

from ledger.platform.database import open_engine
from ledger.settings import Settings

LOCK = 0x5EED  # of PostgreSQL, held while the tables are made


class Moment(TypeDecorator[dt.datetime]):
    """A time in UTC; SQLite keeps it without a zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> Any:
        return value and value.astimezone(dt.UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> dt.datetime | None:
        moment: dt.datetime | None = value
        return moment and (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC))


metadata = MetaData()

keys = Table(
    "service_keys",
    metadata,
    Column("id", String(8), primary_key=True),  # the key begins with it
    Column("name", String(63), nullable=False),  # of the caller, who may have several keys
    Column("digest", String(64), nullable=False),  # SHA-256 of the whole key
    Column("roles", JSON, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("used_at", Moment),
    Column("revoked_at", Moment),
)

audit = Table(
    "service_audit",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("at", Moment, nullable=False),
    Column("principal", String(63), nullable=False),  # name of the key
    Column("end_user", String(200), nullable=False),  # for whom it says it calls
    Column("operation", String(63), nullable=False),
    Column("arguments", String(64), nullable=False),  # SHA-256
    Column("outcome", String(7), nullable=False),
    Column("request_id", String(64), nullable=False),
)

APPEND_ONLY = {
    "postgresql": [
        """CREATE OR REPLACE FUNCTION service_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'the audit log only grows'; END $$""",
        """CREATE TRIGGER service_audit_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON service_audit
        FOR EACH STATEMENT EXECUTE FUNCTION service_audit_refuse()""",
    ],
    "sqlite": [
        f"""CREATE TRIGGER service_audit_{change} BEFORE {change} ON service_audit {condition}
        BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END"""
        for change, condition in (
            ("UPDATE", ""),
            ("DELETE", ""),
            ("INSERT", "WHEN EXISTS (SELECT 1 FROM service_audit WHERE id = NEW.id)"),
        )
    ],
}


@event.listens_for(audit, "after_create")
def hold_to_growth(_table: Table, connection: Connection, **_: Any) -> None:
    for statement in APPEND_ONLY[connection.dialect.name]:
        connection.exec_driver_sql(statement)


class Store:
    """The database of these tables, which are made when they are first needed."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.lock = Lock()
        self.has_tables = False

    def begin(self) -> AbstractContextManager[Connection]:
        self.make_tables()
        return self.engine.begin()

    def make_tables(self) -> None:
        """Of processes that start together, one makes the tables and the others find them."""
        with self.lock:
            if self.has_tables:
                return
            with self.engine.begin() as connection:
                if self.engine.dialect.name == "sqlite":
                    connection.exec_driver_sql("BEGIN IMMEDIATE")
                else:
                    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
                metadata.create_all(connection)
            self.has_tables = True

    def close(self) -> None:
        self.engine.dispose()


def open_store(settings: Settings) -> Store:
    return Store(open_engine(settings.books_url, settings))
