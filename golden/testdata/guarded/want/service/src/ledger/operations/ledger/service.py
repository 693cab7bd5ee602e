from sqlalchemy import Engine, text

import statements
from ledger.exceptions import NotFound
from ledger.operations.ledger import schemas
from ledger.operations.models import plain

BALANCE = text("SELECT name, cents FROM accounts WHERE name = :account")

BOOK = text("UPDATE accounts SET cents = cents + :cents WHERE name = :account")


def balance(books: Engine, params: schemas.BalanceParams) -> schemas.BalanceRecord:
    """The balance of an account."""
    with books.connect() as connection:
        found = connection.execute(BALANCE, params.model_dump())
        record = found.mappings().one_or_none()
    if record is None:
        raise NotFound("nothing has these inputs")
    return schemas.BalanceRecord.model_validate(dict(record))


def book(books: Engine, params: schemas.BookParams) -> int:
    """Adds an amount to an account, and gives the number of accounts that have the name."""
    with books.begin() as connection:
        found = connection.execute(BOOK, params.model_dump())
        return found.rowcount


def archive(params: schemas.ArchiveParams) -> int:
    """Keeps a statement of the bank, and gives the number of its lines."""
    found = statements.archive(statement=params.statement.file)
    value: int = plain(found)
    return value
