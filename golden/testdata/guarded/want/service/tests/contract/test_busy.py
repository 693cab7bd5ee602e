# Generated from streamlift.yaml; do not edit.
"""Busy operations take nothing from the others."""

import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock
from typing import Any

import pytest
from fastapi.testclient import TestClient

from ledger.lifespan import CALLS_AT_ONCE
from tests.cases import CASES, Case

BUSY = CASES[:10]
EXPECTED = {case.operation: CALLS_AT_ONCE for case in BUSY}


def test_live_answers_while_operations_are_busy(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
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
        answers = [pool.submit(case.send, client) for case in calls]
        try:
            deadline = time.monotonic() + 20
            while running != EXPECTED and time.monotonic() < deadline:
                time.sleep(0.01)
            began = time.monotonic()
            assert client.get("/health/live").status_code == 200
            assert time.monotonic() - began < 5  # the others block for 30
            assert running == EXPECTED  # one call of each operation waits for its turn
        finally:
            release.set()
    assert all(answer.result().is_success for answer in answers)
