"""The stall's days, without a page."""
import lifted


def days() -> list[str]:
    """Names of the days that were kept."""
    return lifted.call("days")


def summary(day: str, with_tax: bool) -> dict:
    """Sales, revenue and the best product of a day."""
    return lifted.call("summary", day=day, with_tax=with_tax)


def board(day: str) -> None:
    """Shows what hangs above the stall: pieces and takings of each product."""
    return lifted.call("board", day=day)


def drop(day: str) -> None:
    """Takes a day away; the page begins again without it."""
    return lifted.call("drop", day=day)


def quote(day: str) -> float:
    """What all of a day costs, less the discount that the page asks for."""
    return lifted.call("quote", day=day)
