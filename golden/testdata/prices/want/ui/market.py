"""The stall's days, without a page."""
import lifted


def days() -> list[str]:
    """Names of the days that were kept."""
    return lifted.call("days")


def summary(day: str, with_tax: bool) -> dict:
    """Sales, revenue and the best product of a day."""
    return lifted.call("summary", day=day, with_tax=with_tax)
