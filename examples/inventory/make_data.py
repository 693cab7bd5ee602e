"""Makes inventory.db: a seeded SQLite file with 300 parts. Standard library only."""

import random
import sqlite3
from pathlib import Path


def main() -> None:
    rng = random.Random(7)
    path = Path(__file__).with_name("inventory.db")
    path.unlink(missing_ok=True)
    db = sqlite3.connect(path)
    db.execute(
        "CREATE TABLE parts (sku TEXT PRIMARY KEY, name TEXT NOT NULL, quantity INTEGER NOT NULL, "
        "unit_cost NUMERIC NOT NULL, counted_on TEXT NOT NULL)"
    )
    names = ["Bolt", "Nut", "Washer", "Bracket", "Hinge", "Spring", "Gasket", "Bearing"]
    for number in range(1, 301):
        sku = f"{rng.choice(['AB', 'CD', 'EF'])}-{number:03}" if number > 1 else "AB-001"
        name = f"{rng.choice(names)} M{rng.choice([3, 4, 5, 6, 8, 10])}"
        row = (sku, name, int(rng.expovariate(1 / 40)), round(rng.uniform(0.05, 12), 2), f"2025-{rng.randint(1, 12):02}-15")
        db.execute("INSERT INTO parts VALUES (?, ?, ?, ?, ?)", row)
    db.commit()
    db.close()


if __name__ == "__main__":
    main()
