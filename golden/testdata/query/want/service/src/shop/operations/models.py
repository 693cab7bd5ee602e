# Generated from streamlift.yaml; do not edit.
"""What the models of all operations share."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Int64 = Annotated[int, Field(ge=-(2**63), le=2**63 - 1)]


class Params(BaseModel):
    model_config = ConfigDict(allow_inf_nan=False, extra="forbid", frozen=True)
