"""Ask a URL a few times and fail after two misses in a row; run it on another host than the app."""

import argparse
import sys
import time
from urllib.error import URLError
from urllib.request import urlopen

MISSES = 2


def up(url: str) -> bool:
    try:
        with urlopen(url + "/_stcore/health", timeout=10) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="Fail after two misses in a row.")
    parser.add_argument("url")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--interval", type=float, default=60.0, help="seconds between two rounds")
    options = parser.parse_args(arguments)
    if not options.url.startswith(("https://", "http://")):
        parser.error("the URL begins with https://")
    missed = 0
    for i in range(options.rounds):
        if i:
            time.sleep(options.interval)
        missed = 0 if up(options.url.rstrip("/")) else missed + 1
        if missed == MISSES:
            sys.stderr.write(f"{options.url} is down: {MISSES} misses in a row\n")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
