import inspect

import papers_core


def test_shorten_gives_its_function_what_it_takes() -> None:
    given = dict.fromkeys(["paper", "lines"])
    inspect.signature(papers_core.shorten).bind(**given)
