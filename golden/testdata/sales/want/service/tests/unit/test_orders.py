import inspect

import core.sales
from sales.operations.orders import schemas, service


def test_list_orders_binds_its_inputs() -> None:
    inputs = {field.alias or name for name, field in schemas.ListOrdersParams.model_fields.items()}
    assert set(service.LIST_ORDERS.compile().params) == inputs


def test_list_products_binds_its_inputs() -> None:
    assert not service.LIST_PRODUCTS.compile().params


def test_export_orders_gives_its_function_what_it_takes() -> None:
    given = dict.fromkeys(["conn", "region", "since", "until"])
    inspect.signature(core.sales.export_orders).bind(**given)


def test_place_order_gives_its_function_what_it_takes() -> None:
    given = dict.fromkeys(["conn", "product_id", "ordered_on", "region", "quantity", "note"])
    inspect.signature(core.sales.place_order).bind(**given)
