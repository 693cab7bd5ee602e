import inspect

import echo


def test_get_table_gives_its_function_what_it_takes() -> None:
    inspect.signature(echo.get_table).bind()


def test_get_any_table_gives_its_function_what_it_takes() -> None:
    inspect.signature(echo.get_any_table).bind()


def test_get_record_gives_its_function_what_it_takes() -> None:
    inspect.signature(echo.get_record).bind()


def test_get_dates_gives_its_function_what_it_takes() -> None:
    inspect.signature(echo.get_dates).bind()


def test_get_scalar_gives_its_function_what_it_takes() -> None:
    inspect.signature(echo.get_scalar).bind()


def test_get_file_gives_its_function_what_it_takes() -> None:
    inspect.signature(echo.get_file).bind()


def test_do_nothing_gives_its_function_what_it_takes() -> None:
    inspect.signature(echo.do_nothing).bind()
