# Generated from streamlift.yaml; do not edit. Operations: shorten
from typing import Annotated

from fastapi import UploadFile
from pydantic import Field

from papers.operations.models import Params, at_most


class ShortenParams(Params):
    paper: Annotated[UploadFile, at_most(1_000_000)]
    lines: Annotated[int, Field(ge=1, le=1000)] = 10
