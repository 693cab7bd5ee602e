# Generated from streamlift.yaml; do not edit.
"""Files that operations give."""

from typing import Any


def bytes_of(content: Any) -> bytes:
    """Takes text, bytes, and what keeps its bytes as BytesIO does."""
    if hasattr(content, "getvalue"):
        content = content.getvalue()
    return content.encode() if isinstance(content, str) else bytes(content)
