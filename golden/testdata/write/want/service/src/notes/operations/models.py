# Generated from streamlift.yaml; do not edit.
"""What the models of all operations share."""

from pydantic import BaseModel, ConfigDict


class Params(BaseModel):
    model_config = ConfigDict(allow_inf_nan=False, extra="forbid", frozen=True)
