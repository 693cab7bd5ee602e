from sqlalchemy import Engine

import sales.legacy.core.sales
from sales.operations.models import plain
from sales.operations.orders import schemas
from sales.platform import files


def export_orders(db: Engine, params: schemas.ExportOrdersParams) -> files.Content:
    """All orders of a selection as CSV, for spreadsheets."""
    with db.connect() as connection:
        found = sales.legacy.core.sales.export_orders(
            conn=connection, region=params.region, since=params.since, until=params.until
        )
    return files.content_of(found)


def place_order(db: Engine, params: schemas.PlaceOrderParams) -> int:
    """Writes one order and gives its number."""
    with db.connect() as connection:
        found = sales.legacy.core.sales.place_order(
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
