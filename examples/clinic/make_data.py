"""Makes clinic.db, the same on every machine."""

import random
import sqlite3
from datetime import date, timedelta
from pathlib import Path

DOCTORS = {"Abel": "children", "Berg": "eyes", "Cole": "skin"}
REASONS = ["check-up", "pain", "vaccination", None]
EMERGENCIES = [("Abel", "2026-01-10", "19:40"), ("Berg", "2026-01-11", "08:15")]  # at a weekend, entered by who was on call


def main() -> None:
    chance, file = random.Random(7), Path(__file__).with_name("clinic.db")
    file.unlink(missing_ok=True)
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE doctors (name TEXT PRIMARY KEY, subject TEXT NOT NULL)")
        connection.execute(
            "CREATE TABLE visits (id INTEGER PRIMARY KEY, doctor TEXT NOT NULL REFERENCES doctors, day TEXT NOT NULL, "
            "at TEXT NOT NULL, patient TEXT NOT NULL, reason TEXT, UNIQUE (doctor, day, at))"
        )
        connection.executemany("INSERT INTO doctors VALUES (?, ?)", DOCTORS.items())
        for number in range(10):
            day = date(2026, 1, 5) + timedelta(days=number + 2 * (number // 5))
            for doctor in DOCTORS:
                for at in sorted(chance.sample(["09:00", "09:30", "10:00", "10:30", "11:00", "11:30"], chance.randint(0, 4))):
                    row = (doctor, day.isoformat(), at, f"Patient {chance.randint(100, 999)}", chance.choice(REASONS))
                    connection.execute("INSERT INTO visits (doctor, day, at, patient, reason) VALUES (?, ?, ?, ?, ?)", row)
        for doctor, day, at in EMERGENCIES:
            row = (doctor, day, at, f"Patient {chance.randint(100, 999)}", "emergency")
            connection.execute("INSERT INTO visits (doctor, day, at, patient, reason) VALUES (?, ?, ?, ?, ?)", row)


if __name__ == "__main__":
    main()
