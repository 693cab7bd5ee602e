from shop.operations.shop import schemas, service


def test_open_orders_binds_its_inputs() -> None:
    inputs = {field.alias or name for name, field in schemas.OpenOrdersParams.model_fields.items()}
    assert set(service.OPEN_ORDERS.compile().params) == inputs
