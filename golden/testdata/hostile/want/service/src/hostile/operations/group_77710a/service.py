from hostile.exceptions import NotBuilt


def x() -> None:
    """X."""
    raise NotBuilt("#")
