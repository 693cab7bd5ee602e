# Generated from streamlift.yaml; do not edit.
"""The audit log of writes: who did what for whom, and how it ended."""

import datetime as dt
import json
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from hashlib import file_digest, sha256
from typing import Any, Literal, TypeVar, TypeVarTuple

import structlog
from pandas.errors import DatabaseError
from pydantic import BaseModel
from sqlalchemy import Connection, Row, event, insert, select
from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError

from ledger.exceptions import ServiceError
from ledger.platform import store
from ledger.platform.store import Store

T = TypeVar("T")
Ts = TypeVarTuple("Ts")
Outcome = Literal["begun", "done", "refused", "failed"]

INSIDE = {  # write nothing but the store: their record is part of the same transaction
    "book",
}

log = structlog.stdlib.get_logger(__name__)


@dataclass
class Call:
    principal: str
    end_user: str
    operation: str
    request_id: str
    arguments: str = ""  # their SHA-256
    is_recorded: bool = False


current: ContextVar[Call | None] = ContextVar("current", default=None)


class AuditLog:
    def __init__(self, kept: Store) -> None:
        self.store = kept
        event.listen(kept.engine, "commit", record_inside)

    def run(self, call: Call, function: Callable[[*Ts], T], *args: *Ts) -> T:
        """Runs a write; one that is not INSIDE is recorded before and after."""
        if call.operation in INSIDE:
            self.store.make_tables()
        else:
            self.record(call, "begun")
        token = current.set(call)
        try:
            result = function(*args)
        except BaseException as error:
            current.reset(token)
            self.conclude(call, outcome_of(error))
            raise
        current.reset(token)
        if not call.is_recorded:
            self.conclude(call, "done")
        return result

    def record(self, call: Call, outcome: Outcome) -> None:
        with self.store.begin() as connection:
            connection.execute(insert(store.audit).values(row_of(call, outcome)))

    def conclude(self, call: Call, outcome: Outcome) -> None:
        """What is done is done: without its record the caller still gets the answer."""
        try:
            self.record(call, outcome)
        except SQLAlchemyError as error:
            missed = row_of(call, outcome)
            log.error("THE AUDIT LOG MISSES AN OUTCOME", **missed, exc_info=error)


def record_inside(connection: Connection) -> None:
    """Makes the record part of the transaction that a write is about to commit."""
    call = current.get()
    if call:
        connection.execute(insert(store.audit).values(row_of(call, "done")))
        call.is_recorded = True


def row_of(call: Call, outcome: Outcome) -> dict[str, Any]:
    return {
        "at": dt.datetime.now(dt.UTC),
        "principal": call.principal,
        "end_user": call.end_user,
        "operation": call.operation,
        "arguments": call.arguments,
        "outcome": outcome,
        "request_id": call.request_id,
    }


def outcome_of(error: BaseException) -> Outcome:
    if isinstance(error, DatabaseError) and error.__cause__:
        error = error.__cause__  # pandas wraps what the database raises
    is_refusal = isinstance(error, ServiceError | DataError | IntegrityError)
    return "refused" if is_refusal else "failed"


def digest_of(inputs: BaseModel | None) -> str:
    """SHA-256 of the inputs as JSON without spaces, names sorted, defaults included."""
    given = inputs.model_dump(by_alias=True, mode="json", fallback=digest_of_file) if inputs else {}
    text = json.dumps(given, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return sha256(text.encode()).hexdigest()


def digest_of_file(upload: Any) -> str:
    upload.file.seek(0)
    digest = file_digest(upload.file, "sha256").hexdigest()
    upload.file.seek(0)
    return digest


def find(
    kept: Store, filters: dict[str, str], since: dt.datetime | None, most: int
) -> list[Row[Any]]:
    """The newest records, in the order in which they were made."""
    columns = store.audit.c
    wanted = select(store.audit).where(*(columns[name] == value for name, value in filters.items()))
    if since:
        wanted = wanted.where(columns.at >= since)
    with kept.begin() as connection:
        rows = list(connection.execute(wanted.order_by(columns.id.desc()).limit(most)))
    return rows[::-1]
