# Generated from streamlift.yaml; do not edit.
"""The only import of the HTTP library: `import httpx2 as httpx` here moves the whole client."""

import httpx

__all__ = ["httpx"]
