import inspect

import rates


def test_monthly_rate_gives_its_function_what_it_takes() -> None:
    given = dict.fromkeys(["amount", "percent", "years"])
    inspect.signature(rates.monthly_rate).bind(**given)
