import pyarrow as pa
from sqlalchemy import Date, Engine, bindparam, text

from shop.operations.shop import schemas
from shop.platform import frames

OPEN_ORDERS = text("""\
SELECT id, day, amount FROM orders
WHERE day >= :since ORDER BY day DESC LIMIT :limit OFFSET :offset
""").bindparams(bindparam("since", type_=Date))


def open_orders(db: Engine, params: schemas.OpenOrdersParams) -> pa.Table:
    """Orders since a day, newest first."""
    with db.connect() as connection:
        found = connection.execute(OPEN_ORDERS, params.model_dump())
        return frames.from_result(found, schemas.OpenOrdersRow, max_rows=100_000)
