# Generated from streamlift.yaml; do not edit.
"""The operations of the service: routes, and how answers become values."""

from . import _call, _wire

MONTHLY_RATE = _call.Operation(
    id="monthly_rate",
    method="GET",
    path="/v1/monthly-rate",
    reads=True,
    accept=_call.JSON,
    read=_call.json_of(_wire.number),
)
