import pandas as pd
import pyarrow as pa

import prices.legacy._st
import prices.legacy.app
import prices.legacy.market
from prices.operations.models import plain
from prices.operations.prices import schemas
from prices.platform import files, frames


def days() -> list[str]:
    """Names of the days that were kept."""
    found = prices.legacy.market.days()
    return [plain(item) for item in found]


def prices_(params: schemas.PricesParams) -> pa.Table:
    """What was sold on a day, with what it cost."""
    found: pd.DataFrame = prices.legacy._st.answer(prices.legacy.app.prices)(
        day=params.day, with_tax=params.with_tax
    )
    return frames.from_frame(found, None, max_rows=100_000)


def summary(params: schemas.SummaryParams) -> schemas.SummaryRecord:
    """Sales, revenue and the best product of a day."""
    found = prices.legacy._st.answer(prices.legacy.market.summary)(
        day=params.day, with_tax=params.with_tax
    )
    return schemas.SummaryRecord.model_validate(found)


def export(params: schemas.ExportParams) -> files.Content:
    """A day as a file for spreadsheets."""
    found = prices.legacy._st.answer(prices.legacy.app.export)(day=params.day)
    return files.content_of(found)


def add_day(params: schemas.AddDayParams) -> int:
    """Keeps an uploaded day and gives its number of sales."""
    found = prices.legacy.app.add_day(content=params.content.file.read(), name=params.name)
    value: int = plain(found)
    return value


def board(params: schemas.BoardParams) -> None:
    """Pieces and takings of each product, for the board above the stall."""
    prices.legacy._st.answer(prices.legacy.market.board, gives=False)(day=params.day)


def quote(params: schemas.QuoteParams) -> float:
    """What all of a day costs, less the discount that the page asks for."""
    found = prices.legacy._st.answer(prices.legacy.market.quote)(day=params.day)
    value: float = plain(found, float)
    return value


def drop(params: schemas.DropParams) -> None:
    """Takes a day away."""
    prices.legacy._st.answer(prices.legacy.market.drop, gives=False)(day=params.day)
