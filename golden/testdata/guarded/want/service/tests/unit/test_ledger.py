import inspect

import statements
from ledger.operations.ledger import schemas, service


def test_balance_binds_its_inputs() -> None:
    inputs = {field.alias or name for name, field in schemas.BalanceParams.model_fields.items()}
    assert set(service.BALANCE.compile().params) == inputs


def test_book_binds_its_inputs() -> None:
    inputs = {field.alias or name for name, field in schemas.BookParams.model_fields.items()}
    assert set(service.BOOK.compile().params) == inputs


def test_archive_gives_its_function_what_it_takes() -> None:
    given = dict.fromkeys(["statement"])
    inspect.signature(statements.archive).bind(**given)
