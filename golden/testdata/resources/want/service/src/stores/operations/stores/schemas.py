# Generated from streamlift.yaml; do not edit. Operations: worth, move, price, attach, and 5 more
import datetime as dt
from decimal import Decimal
from typing import Annotated

from fastapi import UploadFile
from pydantic import Field, NaiveDatetime

from stores.operations.models import AsText, EmptyList, Params, Record, at_most, one_of


class WorthParams(Params):
    store: str
    days: list[Annotated[dt.date, AsText]] | None = None


class WorthRecord(Record):
    store: str
    worth: Decimal


class MoveParams(Params):
    sku: str


class PriceParams(Params):
    sku: str


class AttachParams(Params):
    note: Annotated[UploadFile, at_most(52_428_800)]
    photo: Annotated[UploadFile, at_most(52_428_800)] | None = None
    tags: Annotated[list[str], EmptyList] = []
    rate: Annotated[float, one_of(0.5, 1.5)] = 0.5


class StoresParams(Params):
    since: NaiveDatetime
    skus: Annotated[list[str], EmptyList]


class ForgetParams(Params):
    price: Annotated[Decimal, Field(ge=Decimal(0))]
