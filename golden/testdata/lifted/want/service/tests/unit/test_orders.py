import inspect

import sales.legacy.core.sales


def test_export_orders_gives_its_function_what_it_takes() -> None:
    given = dict.fromkeys(["conn", "region", "since", "until"])
    inspect.signature(sales.legacy.core.sales.export_orders).bind(**given)


def test_place_order_gives_its_function_what_it_takes() -> None:
    given = dict.fromkeys(["conn", "product_id", "ordered_on", "region", "quantity", "note"])
    inspect.signature(sales.legacy.core.sales.place_order).bind(**given)
