"""Operations of the group customers."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

import anyio
from anyio import CapacityLimiter
from fastapi import APIRouter, Body, Depends, File, Header, Query, UploadFile
from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from sqlalchemy import text

router = APIRouter(tags=["customers"])
limiter = CapacityLimiter(8)
TOP_CUSTOMERS = text("""
    SELECT customer, SUM(total) AS revenue
    FROM orders
    WHERE region = :region AND ordered_on BETWEEN :since AND :until
    GROUP BY customer
""")
Region = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=r"^[A-Za-z ]+$", strip_whitespace=True)]
Limit = Annotated[int, Query(ge=1, le=10_000, description="At most so many rows.")]

class Channel(StrEnum):
    """Where an order came from."""
    WEB = "web"
    SHOP = "shop"

class TopCustomersRow(BaseModel):
    """One row of top customers."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    customer: Annotated[str, Field(description="Name of the customer, as the invoice has it.", examples=["Müller & Söhne"])]
    revenue: Annotated[Decimal | None, Field(ge=0, decimal_places=2, description="Sum of all orders in euros, without tax.")] = None
    channel: Literal["web", "shop", "a channel with a rather long name", "another channel with a long name"] = "web"

@router.get("/top-customers", name="top_customers", summary="Customers with the most revenue", response_model=Page[TopCustomersRow])
async def top_customers(engine: DatabaseEngine, user: EndUser, region: Region = "North", since: Annotated[date, Query(description="First day.")] = date(2024, 1, 1), until: date | None = None, limit: Limit = 100, accept: Annotated[str, Header()] = "application/json") -> Response:
    """Customers with the most revenue in a region."""
    frame = await anyio.to_thread.run_sync(service.top_customers, engine, region, since, until or date.today(), limit, limiter=limiter)
    return frames.respond(frame, accept, max_rows=10_000, filename=f"top-customers-{region}-{since:%Y%m%d}.csv")

@router.post("/orders", status_code=201, name="place_order")
async def place_order(order: Annotated[PlaceOrder, Body()], engine: DatabaseEngine, *, idempotency_key: Annotated[str | None, Header()] = None) -> OrderNumber:
    # The number is the database's: two writers at once get two.
    number = await anyio.to_thread.run_sync(lambda: service.place_order(engine, ordered_on=order.ordered_on, region=order.region, quantity=order.quantity), limiter=limiter)
    if number is None or number.value < 0 or (order.quantity > 1_000 and not await engine.is_reserved(number, order.quantity)):
        raise Conflict(f"the order of {order.ordered_on:%d %B %Y} for the region {order.region!r} could not be reserved in time")
    return OrderNumber(value=number)

@router.post("/import", name="import_orders", responses={413: {"model": ProblemDetails, "description": "The file is too large."}})
async def import_orders(file: Annotated[UploadFile, File(description="Orders as CSV, with a header row.")], engine: DatabaseEngine) -> None:
    if file.size is not None and file.size > 25 * 1024 * 1024:
        raise TooLarge("the file has more than 25 MB")
    async for chunk in file.chunks(1024 * 1024):
        await engine.copy(chunk, columns=("ordered_on", "region", "product_id", "quantity", "note", "channel", "customer"))
    for index, (name, value) in enumerate(sorted((await engine.counters()).items(), key=lambda item: (item[1], item[0]), reverse=True)):
        logger.info("imported", index=index, name=name, value=value, share=round(value / max(1, file.size or 1) * 100, 2) if value else None)

def top_customers_frame(conn: Connection, region: str, since: date, until: date, limit: int) -> pd.DataFrame:
    rows = conn.execute(TOP_CUSTOMERS, {"region": region, "since": since, "until": until, "limit": limit}).mappings().all()
    frame = pd.DataFrame.from_records(rows, columns=["customer", "revenue"]).sort_values("revenue", ascending=False).reset_index(drop=True)
    frame["share"] = frame["revenue"] / frame["revenue"].sum() * 100 if len(frame) else frame["revenue"]
    return frame[frame["revenue"] > 0].head(limit)
