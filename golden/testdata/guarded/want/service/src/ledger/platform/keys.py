# Generated from streamlift.yaml; do not edit.
"""Who calls: keys are random, shown once and kept as digests."""

import datetime as dt
import secrets
import time
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import structlog
from anyio import CapacityLimiter, to_thread
from sqlalchemy import Row, insert, select, update
from sqlalchemy.exc import OperationalError

from ledger.platform import store
from ledger.platform.store import Store
from ledger.settings import KEY_OF_CALLER, Settings

REMEMBER_SECONDS = 5  # a revoked key works no longer than that
USE_IS_KEPT_EVERY = dt.timedelta(minutes=1)
LOOK_UPS_AT_ONCE = 2
ROLES = {  # by operation; the others are for every key
    "balance": frozenset({"auditor", "clerk"}),
    "book": frozenset({"clerk"}),
}
ALL_ROLES = frozenset(role for roles in ROLES.values() for role in roles)

log = structlog.stdlib.get_logger(__name__)


@dataclass(frozen=True)
class Principal:
    name: str
    roles: frozenset[str] = frozenset()


UI = Principal("ui", ALL_ROLES)
DEVELOPER = Principal("developer", ALL_ROLES)


class Keys:
    """Knows callers by their keys, and for some seconds without asking the store."""

    def __init__(self, kept: Store, settings: Settings) -> None:
        self.store = kept
        self.first = settings.api_key.get_secret_value() if settings.api_key else ""
        self.open = settings.environment == "development" and not self.first
        self.limiter = CapacityLimiter(LOOK_UPS_AT_ONCE)
        self.known: dict[str, tuple[Principal, float]] = {}
        if self.open:
            log.warning("EVERYBODY MAY CALL: ENVIRONMENT is development and API_KEY is not set")

    async def find(self, given: str) -> Principal | None:
        if self.open and not given:
            return DEVELOPER
        if self.first and secrets.compare_digest(given.encode(), self.first.encode()):
            return UI
        if not KEY_OF_CALLER.fullmatch(given):
            return None
        digest = digest_of(given)
        principal, until = self.known.get(digest, (None, 0.0))
        if time.monotonic() < until:
            return principal
        self.known.pop(digest, None)
        principal = await to_thread.run_sync(self.look_up, given, limiter=self.limiter)
        if principal:
            self.known[digest] = principal, time.monotonic() + REMEMBER_SECONDS
        return principal

    def look_up(self, given: str) -> Principal | None:
        with self.store.begin() as connection:
            wanted = store.keys.c.id == given[:8], store.keys.c.revoked_at.is_(None)
            row = connection.execute(select(store.keys).where(*wanted)).one_or_none()
        if row is None or not secrets.compare_digest(row.digest, digest_of(given)):
            return None
        now = dt.datetime.now(dt.UTC)
        if row.used_at is None or now - row.used_at > USE_IS_KEPT_EVERY:
            self.keep_use(row.id, now)
        return Principal(row.name, frozenset(row.roles))

    def keep_use(self, key: str, now: dt.datetime) -> None:
        try:
            with self.store.begin() as connection:
                change = update(store.keys).where(store.keys.c.id == key).values(used_at=now)
                connection.execute(change)
        except OperationalError as error:  # no reason to refuse the caller
            log.warning("the use of a key was not kept", key=key, exc_info=error)


def digest_of(key: str) -> str:
    return sha256(key.encode()).hexdigest()


def create(kept: Store, name: str, roles: list[str]) -> str:
    """Makes a key of 256 random bits; only its digest stays."""
    key = f"{secrets.token_hex(4)}.{secrets.token_urlsafe(32)}"
    now = dt.datetime.now(dt.UTC)
    with kept.begin() as connection:
        row = {"id": key[:8], "name": name, "digest": digest_of(key), "roles": roles}
        connection.execute(insert(store.keys).values(**row, made_at=now))
    return key


def find_all(kept: Store) -> list[Row[Any]]:
    with kept.begin() as connection:
        order = store.keys.c.name, store.keys.c.made_at
        return list(connection.execute(select(store.keys).order_by(*order)))


def revoke(kept: Store, key: str) -> bool:
    """Whether there was such a key that still worked."""
    with kept.begin() as connection:
        change = update(store.keys).where(store.keys.c.id == key, store.keys.c.revoked_at.is_(None))
        return connection.execute(change.values(revoked_at=dt.datetime.now(dt.UTC))).rowcount > 0
