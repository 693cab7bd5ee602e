"""Makes sales.db: a seeded SQLite file with two years of orders. Standard library only."""

import random
import sqlite3
from datetime import date, timedelta
from pathlib import Path

REGIONS = ["North", "South", "East", "West"]
PRODUCTS = [
    ("Aeropress", "Coffee", 3495),
    ("Burr grinder", "Coffee", 12900),
    ("Filter papers", "Coffee", 495),
    ("Gooseneck kettle", "Coffee", 7900),
    ("Cast iron teapot", "Tea", 5950),
    ("Infuser bottle", "Tea", 2490),
    ("Matcha whisk", "Tea", 1890),
    ("Cutting board", "Kitchen", 2990),
    ("Chef's knife", "Kitchen", 8900),
    ("Salt cellar", "Kitchen", 1590),
]
ORDERS = 20_000


def main() -> None:
    rng = random.Random(2026)
    path = Path(__file__).with_name("sales.db")
    path.unlink(missing_ok=True)
    db = sqlite3.connect(path)
    db.executescript(
        """
        CREATE TABLE products (id INTEGER PRIMARY KEY, name TEXT NOT NULL, category TEXT NOT NULL, price_cents INTEGER NOT NULL);
        CREATE TABLE orders (
            id INTEGER PRIMARY KEY, ordered_on DATE NOT NULL, region TEXT NOT NULL,
            product_id INTEGER NOT NULL REFERENCES products (id), quantity INTEGER NOT NULL, note TEXT
        );
        """
    )
    db.executemany("INSERT INTO products VALUES (?, ?, ?, ?)", [(i, *p) for i, p in enumerate(PRODUCTS, start=1)])
    first = date(2024, 1, 1)
    rows = []
    for _ in range(ORDERS):
        day = first + timedelta(days=int(rng.triangular(0, 730, 600)))
        region = rng.choices(REGIONS, weights=[5, 3, 2, 4])[0]
        product = rng.choices(range(1, len(PRODUCTS) + 1), weights=[8, 2, 14, 4, 3, 6, 4, 5, 2, 7])[0]
        note = "gift" if rng.random() < 0.04 else None
        rows.append((day.isoformat(), region, product, rng.choice([1, 1, 1, 2, 2, 3, 5]), note))
    rows.sort(key=lambda row: row[:4])
    db.executemany("INSERT INTO orders (ordered_on, region, product_id, quantity, note) VALUES (?, ?, ?, ?, ?)", rows)
    db.commit()
    db.execute("VACUUM")
    db.close()


if __name__ == "__main__":
    main()
