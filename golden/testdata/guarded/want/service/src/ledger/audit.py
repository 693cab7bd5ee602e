"""Shows the audit log: python -m ledger.audit --help"""

import argparse
import datetime as dt
import json
import sys
from contextlib import closing

from ledger.platform import audit
from ledger.platform.store import open_store
from ledger.settings import load_settings

WIDTHS = {  # of the columns of the table; JSON holds the hash of the arguments too
    "at": 29,
    "principal": 16,
    "end_user": 16,
    "operation": 24,
    "outcome": 7,
    "request_id": 32,
}
FILTERS = ("operation", "principal", "end_user", "outcome", "request_id")


def moment(text: str) -> dt.datetime:
    """A day or a time; without a zone it is UTC."""
    at = dt.datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=dt.UTC)


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m ledger.audit", description="The audit log of writes, oldest first."
    )
    for name in FILTERS:
        parser.add_argument(f"--{name.replace('_', '-')}", help=f"only records of this {name}")
    parser.add_argument(
        "--since", type=moment, help="only from then on, as 2026-01-31 or with a time"
    )
    parser.add_argument("--limit", type=int, default=100, help="at most so many, the newest (100)")
    parser.add_argument(
        "--format", choices=["table", "json"], default="table", help="json: one object a line"
    )
    return parser.parse_args()


def main() -> None:
    arguments = read_arguments()
    filters = {name: value for name in FILTERS if (value := getattr(arguments, name)) is not None}
    with closing(open_store(load_settings())) as store:
        rows = audit.find(store, filters, arguments.since, arguments.limit)
    for row in rows:
        record = {**row._mapping, "at": row.at.isoformat(timespec="milliseconds")}
        if arguments.format == "json":
            sys.stdout.write(json.dumps(record) + "\n")
        else:
            cells = (f"{record[name] or '-':{width}}" for name, width in WIDTHS.items())
            sys.stdout.write("  ".join(cells).rstrip() + "\n")


if __name__ == "__main__":
    main()
