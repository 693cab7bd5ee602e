import pyarrow as pa
from sqlalchemy import Engine, text

import core.sales
from sales.operations.models import plain
from sales.operations.orders import schemas
from sales.platform import files, frames

LIST_ORDERS = text("""\
SELECT o.id, o.ordered_on, o.region, p.name AS product, o.quantity, o.note
FROM orders o JOIN products p ON p.id = o.product_id
ORDER BY o.id DESC LIMIT :limit OFFSET :offset
""")

LIST_PRODUCTS = text("SELECT id, name, category, price_cents FROM products ORDER BY name")


def list_orders(db: Engine, params: schemas.ListOrdersParams) -> pa.Table:
    """Orders, newest first, a page at a time."""
    with db.connect() as connection:
        found = connection.execute(LIST_ORDERS, params.model_dump())
        return frames.from_result(found, schemas.ListOrdersRow, max_rows=100_000)


def list_products(db: Engine) -> pa.Table:
    """Products with their prices."""
    with db.connect() as connection:
        found = connection.execute(LIST_PRODUCTS)
        return frames.from_result(found, schemas.ListProductsRow, max_rows=100_000)


def export_orders(db: Engine, params: schemas.ExportOrdersParams) -> files.Content:
    """All orders of a selection as CSV, for spreadsheets."""
    with db.connect() as connection:
        found = core.sales.export_orders(
            conn=connection, region=params.region, since=params.since, until=params.until
        )
    return files.content_of(found)


def place_order(db: Engine, params: schemas.PlaceOrderParams) -> int:
    """Writes one order and gives its number."""
    with db.connect() as connection:
        found = core.sales.place_order(
            conn=connection,
            product_id=params.product_id,
            ordered_on=params.ordered_on,
            region=params.region,
            quantity=params.quantity,
            note=params.note,
        )
        connection.commit()
    value: int = plain(found)
    return value
