"""What energy costs."""

from typing import NamedTuple

PRICES = {"Basic": (0.0, 0.36), "Family": (9.5, 0.31), "Night": (12.0, 0.285)}


class Bill(NamedTuple):
    tariff: str
    fixed: float
    used: float

    @property
    def total(self) -> float:
        return round(self.fixed + self.used, 2)


class Offer(NamedTuple):
    name: str
    fixed: float
    price: float
    bonus: float = 0.0


def bill(tariff: str, kilowatt_hours: float, months: int = 12) -> Bill:
    """A year's bill, or that of some months."""
    fixed, price = PRICES[tariff]
    return Bill(tariff, round(fixed * months, 2), round(price * kilowatt_hours, 2))


def rank(offers: list[Offer], use: dict[str, float]) -> list[Bill]:
    """What offers from elsewhere would cost, cheapest first. A bonus is paid out once, after six months."""
    bills = []
    for offer in offers:
        if offer.price <= 0:
            raise ValueError(f"{offer.name} has no price")
        bonus = offer.bonus if use["months"] >= 6 else 0.0
        fixed = round(offer.fixed * use["months"] - bonus, 2)
        bills.append(Bill(offer.name, fixed, round(offer.price * use["hours"], 2)))
    return sorted(bills, key=lambda one: (one.total, one.tariff))


def cheapest(kilowatt_hours: float, months: int = 12) -> list[Bill]:
    """The bills of all tariffs, cheapest first."""
    return sorted((bill(name, kilowatt_hours, months) for name in PRICES), key=lambda one: (one.total, one.tariff))
