from inventory.operations.inventory import schemas, service


def test_low_stock_binds_its_inputs() -> None:
    inputs = {field.alias or name for name, field in schemas.LowStockParams.model_fields.items()}
    assert set(service.LOW_STOCK.compile().params) == inputs


def test_part_binds_its_inputs() -> None:
    inputs = {field.alias or name for name, field in schemas.PartParams.model_fields.items()}
    assert set(service.PART.compile().params) == inputs


def test_stock_value_binds_its_inputs() -> None:
    assert not service.STOCK_VALUE.compile().params


def test_recount_binds_its_inputs() -> None:
    inputs = {field.alias or name for name, field in schemas.RecountParams.model_fields.items()}
    assert set(service.RECOUNT.compile().params) == inputs
