import pandas as pd
import pyarrow as pa
from sqlalchemy import Engine

import sales.legacy.core.sales
from sales.operations.reports import schemas
from sales.platform import frames


def headline(db: Engine, params: schemas.HeadlineParams) -> schemas.HeadlineRecord:
    """Revenue, orders, average order value and best day of a selection."""
    with db.connect() as connection:
        found = sales.legacy.core.sales.headline(
            conn=connection, region=params.region, since=params.since, until=params.until
        )
    return schemas.HeadlineRecord.model_validate(found)


def monthly_revenue(db: Engine, params: schemas.MonthlyRevenueParams) -> pa.Table:
    """Revenue and orders a month, with the change against the month before."""
    with db.connect() as connection:
        found: pd.DataFrame = sales.legacy.core.sales.monthly_revenue(
            conn=connection, region=params.region, since=params.since, until=params.until
        )
    return frames.from_frame(found, schemas.MonthlyRevenueRow, max_rows=100_000)


def top_products(db: Engine, params: schemas.TopProductsParams) -> pa.Table:
    """Best-selling products of the chosen categories, by revenue."""
    with db.connect() as connection:
        found: pd.DataFrame = sales.legacy.core.sales.top_products(
            conn=connection,
            region=params.region,
            since=params.since,
            until=params.until,
            categories=list(params.categories),
            limit=params.limit,
        )
    return frames.from_frame(found, schemas.TopProductsRow, max_rows=100_000)
