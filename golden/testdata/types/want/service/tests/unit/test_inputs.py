import inspect

import echo


def test_all_inputs_gives_its_function_what_it_takes() -> None:
    given = dict.fromkeys(
        [
            "a_record",
            "anything",
            "lines",
            "required",
            "a_string",
            "a_text",
            "an_int",
            "a_number",
            "a_decimal",
            "a_bool",
            "a_date",
            "a_datetime",
            "a_time",
            "a_choice",
            "an_int_choice",
            "strings",
            "ints",
            "choices",
            "dates",
            "counts",
            "days",
            "things",
            "a_secret",
        ]
    )
    inspect.signature(echo.all_inputs).bind(**given)


def test_save_table_gives_its_function_what_it_takes() -> None:
    given = dict.fromkeys(["year", "rows"])
    inspect.signature(echo.save_table).bind(**given)
