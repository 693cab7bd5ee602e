import inspect

import prices.legacy.app
import prices.legacy.market


def test_days_gives_its_function_what_it_takes() -> None:
    inspect.signature(prices.legacy.market.days).bind()


def test_prices_gives_its_function_what_it_takes() -> None:
    given = dict.fromkeys(["day", "with_tax"])
    inspect.signature(prices.legacy.app.prices).bind(**given)


def test_summary_gives_its_function_what_it_takes() -> None:
    given = dict.fromkeys(["day", "with_tax"])
    inspect.signature(prices.legacy.market.summary).bind(**given)


def test_export_gives_its_function_what_it_takes() -> None:
    given = dict.fromkeys(["day"])
    inspect.signature(prices.legacy.app.export).bind(**given)


def test_add_day_gives_its_function_what_it_takes() -> None:
    given = dict.fromkeys(["content", "name"])
    inspect.signature(prices.legacy.app.add_day).bind(**given)


def test_board_gives_its_function_what_it_takes() -> None:
    given = dict.fromkeys(["day"])
    inspect.signature(prices.legacy.market.board).bind(**given)


def test_quote_gives_its_function_what_it_takes() -> None:
    given = dict.fromkeys(["day"])
    inspect.signature(prices.legacy.market.quote).bind(**given)


def test_drop_gives_its_function_what_it_takes() -> None:
    given = dict.fromkeys(["day"])
    inspect.signature(prices.legacy.market.drop).bind(**given)
