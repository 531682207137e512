"""Fetching a feed or a page over the net, from hosts that are not to be trusted."""

from __future__ import annotations

from aligner.fetching.fetcher import Fetched, Fetcher, Limits, Validators
from aligner.fetching.locators import redacted

__all__ = ["Fetched", "Fetcher", "Limits", "Validators", "redacted"]
