import pyarrow as pa
from sqlalchemy import Date, Engine, bindparam, text

from inventory.exceptions import NotBuilt, NotFound
from inventory.operations.inventory import schemas
from inventory.platform import frames

LOW_STOCK = text("""\
SELECT sku, name, quantity, unit_cost, counted_on FROM parts
WHERE quantity <= :level AND name LIKE '%' || :search || '%'
ORDER BY quantity, sku
""")

PART = text("SELECT sku, name, quantity, counted_on FROM parts WHERE sku = :sku")

STOCK_VALUE = text("SELECT SUM(quantity * unit_cost) FROM parts")

RECOUNT = text(
    "UPDATE parts SET quantity = :quantity, counted_on = :counted_on WHERE sku = :sku"
).bindparams(bindparam("counted_on", type_=Date))


def low_stock(stock: Engine, params: schemas.LowStockParams) -> pa.Table:
    """Parts at or below a level, scarcest first."""
    with stock.connect() as connection:
        found = connection.execute(LOW_STOCK, params.model_dump())
        return frames.from_result(found, schemas.LowStockRow, max_rows=500)


def part(stock: Engine, params: schemas.PartParams) -> schemas.PartRecord:
    """One part by its number."""
    with stock.connect() as connection:
        found = connection.execute(PART, params.model_dump())
        record = found.mappings().one_or_none()
    if record is None:
        raise NotFound("nothing has these inputs")
    return schemas.PartRecord.model_validate(dict(record))


def stock_value(stock: Engine) -> float | None:
    """What everything in stock cost."""
    with stock.connect() as connection:
        found = connection.execute(STOCK_VALUE)
        value: float | None = found.scalar_one_or_none()
    return value


def recount(stock: Engine, params: schemas.RecountParams) -> int:
    """Sets the counted quantity of a part; gives the number of parts changed."""
    with stock.begin() as connection:
        found = connection.execute(RECOUNT, params.model_dump())
        return found.rowcount


def reorder(params: schemas.ReorderParams) -> None:
    """Orders a part again from its supplier."""
    raise NotBuilt("the supplier's interface is not agreed yet")
