import rates
from loans.operations.loans import schemas
from loans.operations.models import plain


def monthly_rate(params: schemas.MonthlyRateParams) -> float:
    """What a loan costs a month."""
    found = rates.monthly_rate(amount=params.amount, percent=params.percent, years=params.years)
    value: float = plain(found, float)
    return value
