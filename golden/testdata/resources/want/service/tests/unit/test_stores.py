import inspect

import stock
from stores.operations.stores import schemas, service


def test_worth_gives_its_function_what_it_takes() -> None:
    given = dict.fromkeys(["now", "then", "api", "store", "days"])
    inspect.signature(stock.worth).bind(**given)


def test_move_gives_its_function_what_it_takes() -> None:
    given = dict.fromkeys(["now", "then", "sku"])
    inspect.signature(stock.move).bind(**given)


def test_price_gives_its_function_what_it_takes() -> None:
    given = dict.fromkeys(["api", "sku"])
    inspect.signature(stock.price).bind(**given)


def test_attach_gives_its_function_what_it_takes() -> None:
    given = dict.fromkeys(["note", "photo", "tags", "rate"])
    inspect.signature(stock.attach).bind(**given)


def test_stores_binds_its_inputs() -> None:
    inputs = {field.alias or name for name, field in schemas.StoresParams.model_fields.items()}
    assert set(service.STORES.compile().params) == inputs


def test_newest_binds_its_inputs() -> None:
    assert not service.NEWEST.compile().params


def test_old_table_binds_its_inputs() -> None:
    assert not service.OLD_TABLE.compile().params


def test_export_binds_its_inputs() -> None:
    assert not service.EXPORT.compile().params


def test_forget_binds_its_inputs() -> None:
    inputs = {field.alias or name for name, field in schemas.ForgetParams.model_fields.items()}
    assert set(service.FORGET.compile().params) == inputs
