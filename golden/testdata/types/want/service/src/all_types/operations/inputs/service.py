import pandas as pd

import echo
from all_types.operations.inputs import schemas
from all_types.operations.models import plain


def all_inputs(params: schemas.AllInputsParams) -> schemas.AllInputsRecord:
    """Gives back what it got."""
    found = echo.all_inputs(
        a_record=params.a_record,
        anything=params.anything,
        lines=[item.model_dump(by_alias=True) for item in params.lines],
        required=params.required,
        a_string=params.a_string,
        a_text=params.a_text,
        an_int=params.an_int,
        a_number=params.a_number,
        a_decimal=params.a_decimal,
        a_bool=params.a_bool,
        a_date=params.a_date,
        a_datetime=params.a_datetime,
        a_time=params.a_time,
        a_choice=params.a_choice,
        an_int_choice=params.an_int_choice,
        strings=list(params.strings),
        ints=list(params.ints),
        choices=list(params.choices),
        dates=params.dates and list(params.dates),
        counts=params.counts,
        days=params.days,
        things=list(params.things),
        a_secret=params.a_secret,
    )
    return schemas.AllInputsRecord.model_validate(found)


def save_table(params: schemas.SaveTableParams) -> int:
    """Save table."""
    found = echo.save_table(
        year=params.year,
        rows=pd.DataFrame(
            [row.model_dump(by_alias=True) for row in params.rows],
            columns=["sku", "Net weight", "due", "note"],
        ),
    )
    value: int = plain(found)
    return value
