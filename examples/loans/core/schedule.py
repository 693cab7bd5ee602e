"""What a loan costs, month by month. No Streamlit in here."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd

CENT = Decimal("0.01")
KINDS = ("annuity", "equal parts", "bullet")


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


def _months(start: date, count: int) -> list[date]:
    found = []
    for number in range(1, count + 1):
        years, month = divmod(start.month - 1 + number, 12)
        found.append(date(start.year + years, month + 1, min(start.day, 28)))
    return found


def _shares(kind: str, amount: Decimal, monthly: Decimal, months: int) -> list[Decimal]:
    if kind == "bullet":
        return [Decimal(0)] * (months - 1) + [amount]
    if kind == "equal parts" or not monthly:
        part = _cents(amount / months)
        return [part] * (months - 1) + [amount - part * (months - 1)]
    payment = _cents(amount * monthly / (1 - (1 + monthly) ** -months))
    shares, left = [], amount
    for _ in range(months - 1):
        share = payment - _cents(left * monthly)
        shares.append(share)
        left -= share
    return [*shares, left]


def schedule(kind: str, amount: int, rate: float, months: int, start: date) -> pd.DataFrame:
    """One row a month: what is paid, how much of it is interest, what is left."""
    if kind not in KINDS:
        raise ValueError(f"{kind!r} is no kind of loan")
    monthly, left = Decimal(str(rate)) / 1200, Decimal(amount)
    rows = []
    for day, share in zip(_months(start, months), _shares(kind, left, monthly, months), strict=True):
        interest = _cents(left * monthly)
        left -= share
        rows.append({"due": day, "payment": share + interest, "interest": interest, "principal": share, "left": left})
    frame = pd.DataFrame(rows)
    frame["due"] = pd.to_datetime(frame["due"])
    return frame.astype({name: float for name in ("payment", "interest", "principal", "left")})


def cost(kind: str, amount: int, rate: float, months: int, start: date) -> dict[str, float]:
    """All interest, the highest payment, and interest as a share of the amount."""
    frame = schedule(kind, amount, rate, months, start)
    interest = round(float(frame["interest"].sum()), 2)
    return {"interest": interest, "highest": float(frame["payment"].max()), "share": round(interest / amount, 4)}


def compare(amount: int, rate: float, months: int, start: date) -> pd.DataFrame:
    """The three kinds of loan beside each other."""
    rows = {kind: cost(kind, amount, rate, months, start) for kind in KINDS}
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("kind").reset_index()


def terms(amount: int, months: int, income: int) -> dict[str, float]:
    """The yearly rate in percent for an amount, a time and an income a month, and what it is made of."""
    if income <= 0:
        raise ValueError("without an income there is no rate")
    base = Decimal("2.1") + Decimal(months) / 120
    burden = Decimal(amount) / months / income
    risk = Decimal(0) if burden < Decimal("0.2") else _cents(burden * 4)
    return {"rate": float(base + risk), "base": float(base), "risk": float(risk)}
