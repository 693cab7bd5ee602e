from typing import Any

import pyarrow as pa
from httpx import Client
from sqlalchemy import DateTime, Engine, Numeric, bindparam, text

import stock
from stores.exceptions import NotFound
from stores.operations.models import plain
from stores.operations.stores import schemas
from stores.platform import files, frames

STORES = text(
    "SELECT DISTINCT store FROM stock WHERE counted_at >= :since AND sku IN :skus"
).bindparams(bindparam("since", type_=DateTime), bindparam("skus", expanding=True))

NEWEST = text("SELECT * FROM stock ORDER BY counted_at DESC LIMIT 1")

OLD_TABLE = text("SELECT * FROM stock")

EXPORT = text("SELECT sku, store FROM stock").execution_options(yield_per=1000)

FORGET = text("DELETE FROM stock WHERE price = :price").bindparams(
    bindparam("price", type_=Numeric)
)


def worth(
    db: Engine, archive: Engine, prices: Client, params: schemas.WorthParams
) -> schemas.WorthRecord:
    """Worth."""
    with db.connect() as db_connection, archive.connect() as archive_connection:
        found = stock.worth(
            now=db_connection,
            then=archive_connection,
            api=prices,
            store=params.store,
            days=params.days and list(params.days),
        )
    if found is None:
        raise NotFound("nothing has these inputs")
    return schemas.WorthRecord.model_validate(found)


def move(db: Engine, archive: Engine, params: schemas.MoveParams) -> None:
    """Move."""
    with db.connect() as db_connection, archive.connect() as archive_connection:
        stock.move(now=db_connection, then=archive_connection, sku=params.sku)
        db_connection.commit()
        archive_connection.commit()


def price(prices: Client, params: schemas.PriceParams) -> Any:
    """Price."""
    found = stock.price(api=prices, sku=params.sku)
    value: Any = plain(found)
    return value


def attach(params: schemas.AttachParams) -> list[str]:
    """Attach."""
    found = stock.attach(
        note=params.note.file,
        photo=params.photo.file if params.photo else None,
        tags=list(params.tags),
        rate=params.rate,
    )
    return [plain(item) for item in found]


def stores(db: Engine, params: schemas.StoresParams) -> list[str]:
    """Stores."""
    with db.connect() as connection:
        found = connection.execute(STORES, params.model_dump())
        return list(found.scalars())


def newest(db: Engine) -> dict[str, Any]:
    """Newest."""
    with db.connect() as connection:
        found = connection.execute(NEWEST)
        record = found.mappings().one()
    return {str(name): value for name, value in record.items()}


def old_table(archive: Engine) -> pa.Table:
    """Old table."""
    with archive.connect() as connection:
        found = connection.execute(OLD_TABLE)
        return frames.from_result(found, None, max_rows=100_000)


def export(db: Engine) -> files.Content:
    """Export."""
    with db.connect() as connection:
        found = connection.execute(EXPORT)
        return files.csv_of(found)


def forget(db: Engine, params: schemas.ForgetParams) -> None:
    """Forget."""
    with db.begin() as connection:
        connection.execute(FORGET, params.model_dump())
