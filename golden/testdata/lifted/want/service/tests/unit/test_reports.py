import inspect

import sales.legacy.core.sales


def test_headline_gives_its_function_what_it_takes() -> None:
    given = dict.fromkeys(["conn", "region", "since", "until"])
    inspect.signature(sales.legacy.core.sales.headline).bind(**given)


def test_monthly_revenue_gives_its_function_what_it_takes() -> None:
    given = dict.fromkeys(["conn", "region", "since", "until"])
    inspect.signature(sales.legacy.core.sales.monthly_revenue).bind(**given)


def test_top_products_gives_its_function_what_it_takes() -> None:
    given = dict.fromkeys(["conn", "region", "since", "until", "categories", "limit"])
    inspect.signature(sales.legacy.core.sales.top_products).bind(**given)
