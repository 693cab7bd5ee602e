# Generated from streamlift.yaml; do not edit.
"""Busy operations take nothing from the others."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock, Semaphore
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from sales.lifespan import CALLS_AT_ONCE, SPARE_CONNECTIONS
from sales.main import create_app
from sales.settings import Settings
from tests.cases import CASES, Case

BUSY = CASES[:10]
EXPECTED = {case.operation: CALLS_AT_ONCE for case in BUSY}


def with_pool_of(size: int, settings: Settings, client: TestClient) -> TestClient:
    app = create_app(settings.model_copy(update={"pool_size": size + SPARE_CONNECTIONS}))
    return TestClient(app, headers={"Authorization": client.headers["Authorization"]})


@pytest.fixture
def busy(client: TestClient, settings: Settings) -> Iterator[TestClient]:
    """Has connections for all calls that may run at once."""
    with with_pool_of(sum(EXPECTED.values()), settings, client) as busy:
        yield busy


def test_ready_answers_while_operations_hold_connections(
    client: TestClient, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    release, held = Event(), Semaphore(0)

    def stand_in(*given: Any) -> None:
        for engine in given:
            if isinstance(engine, Engine):
                with engine.connect():
                    held.release()
                    release.wait(30)

    for case in BUSY:
        monkeypatch.setattr(case.function, stand_in)
    with with_pool_of(1, settings, client) as busy, ThreadPoolExecutor(2 * len(BUSY)) as pool:
        for case in BUSY * 2:
            pool.submit(case.send, busy)
        try:
            assert held.acquire(timeout=5)
            assert busy.get("/health/ready").status_code == 200
            assert not held.acquire(timeout=0.2)
        finally:
            release.set()


def test_live_answers_while_operations_are_busy(
    busy: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    release, lock, running = Event(), Lock(), Counter[str]()

    def stand_in_for(case: Case) -> Callable[..., Any]:
        def stand_in(*_: Any) -> Any:
            with lock:
                running[case.operation] += 1
            if not release.wait(30):
                release.set()  # the calls stand in one line: let the test end
            return case.answer

        return stand_in

    for case in BUSY:
        monkeypatch.setattr(case.function, stand_in_for(case))
    calls = [case for case in BUSY for _ in range(EXPECTED[case.operation] + 1)]
    with ThreadPoolExecutor(len(calls)) as pool:
        answers = [pool.submit(case.send, busy) for case in calls]
        try:
            deadline = time.monotonic() + 20
            while running != EXPECTED and time.monotonic() < deadline:
                time.sleep(0.01)
            began = time.monotonic()
            assert busy.get("/health/live").status_code == 200
            assert time.monotonic() - began < 5  # the others block for 30
            assert running == EXPECTED  # one call of each operation waits for its turn
        finally:
            release.set()
    assert all(answer.result().is_success for answer in answers)
