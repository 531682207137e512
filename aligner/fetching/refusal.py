"""Why something is not fetched."""

from __future__ import annotations


class Refused(Exception):  # noqa: N818 - a refusal is no failure of the program
    """A reason in words; the fetcher puts the address before it."""
