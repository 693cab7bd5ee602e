"""Writes the contract of the service: python scripts/openapi.py [--check] [FILE].

FILE is openapi.json beside this folder, to be committed. --check changes nothing and fails where
the file is not what the service serves.
"""

import difflib
import json
import os
import secrets
import sys
from pathlib import Path

from pydantic import SecretStr

from prices.settings import Settings

COMMITTED = Path(__file__).parents[1] / "openapi.json"


def served() -> str:
    # Code of the app asks for its secrets as soon as it is imported.
    os.environ.setdefault("APP_SECRETS", '{"tax": "played"}')
    from prices.main import create_app

    settings = Settings(
        api_key=SecretStr(secrets.token_hex(32)),
    )
    return json.dumps(create_app(settings).openapi(), indent=2, ensure_ascii=False) + "\n"


def main(arguments: list[str]) -> int:
    names = [Path(name) for name in arguments if name != "--check"]
    file = names[0] if names else COMMITTED
    if "--check" not in arguments:
        file.write_text(served(), encoding="utf-8")
        return 0
    there = file.read_text(encoding="utf-8") if file.exists() else ""
    changes = list(
        difflib.unified_diff(there.splitlines(), served().splitlines(), "committed", "served", n=1)
    )
    sys.stdout.writelines(f"{line}\n" for line in changes[:60])
    return 1 if changes else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
