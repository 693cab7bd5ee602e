"""Makes, lists and revokes the keys of callers: python -m ledger.keys --help"""

import argparse
import re
import sys
from contextlib import closing

from ledger.platform import keys
from ledger.platform.store import Store, open_store
from ledger.settings import load_settings

RESERVED = {keys.UI.name, keys.DEVELOPER.name}


def name(text: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_-]{0,62}", text) or text in RESERVED:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no name for a caller: lower case letters, digits, - and _, and not"
            f" {' or '.join(sorted(RESERVED))}"
        )
    return text


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m ledger.keys", description="The keys of callers."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    create = commands.add_parser("create", help="make a key and show it, this once")
    create.add_argument("name", type=name, help="who will call with it")
    create.add_argument(
        "--role",
        action="append",
        choices=sorted(keys.ALL_ROLES),
        default=[],
        dest="roles",
        help="what it may do besides what all may; may be repeated",
    )
    commands.add_parser("list", help="show all keys, but not what makes them work")
    revoke = commands.add_parser("revoke", help="let a key work no longer")
    revoke.add_argument("id", help="the key's first eight characters, as `list` shows them")
    return parser.parse_args()


def show(store: Store) -> None:
    rows: list[tuple[str, ...]] = [("id", "name", "roles", "made", "last used", "revoked")]
    for row in keys.find_all(store):
        moments = [
            moment.isoformat(timespec="seconds") if moment else "-"
            for moment in (row.made_at, row.used_at, row.revoked_at)
        ]
        rows.append((row.id, row.name, ",".join(row.roles) or "-", *moments))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for cells in rows:
        line = "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
        sys.stdout.write(line.rstrip() + "\n")


def main() -> None:
    arguments = read_arguments()
    with closing(open_store(load_settings())) as store:
        match arguments.command:
            case "create":
                key = keys.create(store, arguments.name, sorted(set(arguments.roles)))
                sys.stdout.write(key + "\n")
                sys.stderr.write("It is not kept and cannot be shown again.\n")
            case "list":
                show(store)
            case "revoke":
                if not keys.revoke(store, arguments.id):
                    raise SystemExit(f"no key {arguments.id} works: `list` shows all")


if __name__ == "__main__":
    main()
