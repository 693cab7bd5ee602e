"""The clinic's diary: who comes when, and which times are free. One SQLite file, no page."""

import sqlite3
from contextlib import closing
from datetime import date, time, timedelta
from pathlib import Path

import pandas as pd

FILE = Path("clinic.db")
OPENS, CLOSES, STEP = 9, 12, 30


def _ask(sql: str, *given: object) -> list[tuple]:
    with closing(sqlite3.connect(FILE)) as connection:
        return connection.execute(sql, given).fetchall()


def doctors() -> dict[str, str]:
    """Names of the doctors, with what each is there for."""
    return dict(_ask("SELECT name, subject FROM doctors ORDER BY name"))


def visits(doctor: str, day: date) -> pd.DataFrame:
    """A doctor's visits of a day, in order."""
    with closing(sqlite3.connect(FILE)) as connection:
        return pd.read_sql(
            "SELECT id, at, patient, reason FROM visits WHERE doctor = ? AND day = ? ORDER BY at",
            connection,
            params=(doctor, day.isoformat()),
        )


def free_times(doctor: str, day: date) -> list[str]:
    """Times of a day that nobody has taken; none at weekends."""
    if day.weekday() >= 5:
        return []
    taken = {at for (at,) in _ask("SELECT at FROM visits WHERE doctor = ? AND day = ?", doctor, day.isoformat())}
    minutes = range(0, (CLOSES - OPENS) * 60, STEP)
    times = [time(OPENS + minute // 60, minute % 60).strftime("%H:%M") for minute in minutes]
    return [at for at in times if at not in taken]


def week(day: date) -> pd.DataFrame:
    """Visits a doctor and day of the week that holds a day."""
    monday = day - timedelta(days=day.weekday())
    with closing(sqlite3.connect(FILE)) as connection:
        frame = pd.read_sql(
            "SELECT doctor, day, COUNT(*) AS visits FROM visits WHERE day BETWEEN ? AND ? GROUP BY doctor, day",
            connection,
            params=(monday.isoformat(), (monday + timedelta(days=4)).isoformat()),
        )
    table = frame.pivot_table(index="doctor", columns="day", values="visits", fill_value=0)
    table["total"] = table.sum(axis=1)
    return table.astype(int)


def take(doctor: str, day: date, at: str, patient: str, reason: str) -> int:
    """Enters a visit and gives its number."""
    patient = " ".join(patient.split())
    if not patient:
        raise ValueError("a visit needs a name")
    if at not in free_times(doctor, day):
        raise ValueError(f"{at} is taken")
    with closing(sqlite3.connect(FILE)) as connection, connection:
        cursor = connection.execute(
            "INSERT INTO visits (doctor, day, at, patient, reason) VALUES (?, ?, ?, ?, ?)",
            (doctor, day.isoformat(), at, patient, reason or None),
        )
        return int(cursor.lastrowid or 0)


def cancel(visit: int) -> bool:
    """Takes a visit out of the diary; False where there is none."""
    with closing(sqlite3.connect(FILE)) as connection, connection:
        return connection.execute("DELETE FROM visits WHERE id = ?", (visit,)).rowcount > 0
