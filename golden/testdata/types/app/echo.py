from datetime import date, datetime, time
from decimal import Decimal

import pandas as pd


def all_inputs(**inputs):
    return {
        "a_string": inputs["a_string"],
        "a_decimal": inputs["a_decimal"],
        "a_date": inputs["a_date"],
        "rest": {name: str(value) for name, value in inputs.items()},
    }


def get_table():
    return pd.DataFrame(
        {
            "text": ["ä"],
            "int": [1],
            "number": [0.5],
            "decimal": [Decimal("0.10")],
            "bool": [True],
            "date": [date(2024, 2, 29)],
            "datetime": [datetime(2024, 2, 29, 23, 59, 59)],
            "time": [time(12)],
            "maybe": [None],
            "anything": ["x"],
        }
    )


def get_any_table():
    return pd.DataFrame({"a": [1, 2], "b": ["x", None]})


def get_record():
    return None


def get_dates():
    return [date(2024, 2, 29), date(2025, 1, 1)]


def get_scalar():
    return Decimal("0.10")


def get_file():
    return b"a,b\n1,2\n"


def do_nothing():
    return None


def save_table(year, rows):
    assert list(rows.columns) == ["sku", "Net weight", "due", "note"]
    return year + len(rows)
