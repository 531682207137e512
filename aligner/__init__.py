"""Compare an article, its translation and the translation's machine translation, and mark what got lost.

import aligner

chain = [aligner.read(Path(name), role) for name, role in zip(names, aligner.Role)]
report = aligner.compare(chain, aligner.load_encoder())
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aligner.bitext import Document, Hop, Role
from aligner.config import Config
from aligner.errors import AlignerError
from aligner.finding import Finding, Severity
from aligner.report import Report
from aligner.version import __version__

if TYPE_CHECKING:
    from aligner.encoders import load as load_encoder
    from aligner.pipeline import compare
    from aligner.readers import read

__all__ = [
    "AlignerError",
    "Config",
    "Document",
    "Finding",
    "Hop",
    "Report",
    "Role",
    "Severity",
    "__version__",
    "compare",
    "load_encoder",
    "read",
]


def __getattr__(name: str) -> Any:
    """Import what needs numpy only when it is used, so that a look at --help stays quick."""
    match name:
        case "compare":
            from aligner.pipeline import compare  # noqa: PLC0415

            return compare
        case "load_encoder":
            from aligner.encoders import load  # noqa: PLC0415

            return load
        case "read":
            from aligner.readers import read  # noqa: PLC0415

            return read
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
