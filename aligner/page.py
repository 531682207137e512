"""What all pages for browsers share: templates that escape every text, files beside them, hashes for the policy."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from importlib.resources import files
from typing import TYPE_CHECKING

from aligner.bitext import Document
from aligner.lang.controls import visible
from aligner.lang.direction import RTL_LETTER, runs_right_to_left
from aligner.report import grade
from aligner.version import __version__

if TYPE_CHECKING:
    from jinja2 import Environment

ASSETS = "html_assets"
"""The folder of a package that holds templates, styles and scripts."""


def environment(package: str) -> Environment:
    """The templates of a package and `head.html` of all, with the filters that texts of documents need."""
    from jinja2 import (  # noqa: PLC0415 - only for those who want HTML
        ChoiceLoader,
        Environment,
        PackageLoader,
        StrictUndefined,
    )

    environment = Environment(
        loader=ChoiceLoader([PackageLoader(package, ASSETS), PackageLoader("aligner", ASSETS)]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.policies["json.dumps_kwargs"] = {"separators": (",", ":")}
    environment.globals["version"] = __version__
    environment.filters |= {"visible": visible, "grade": grade}
    environment.tests["rtl"] = RTL_LETTER.search
    return environment


def asset(package: str, name: str) -> str:
    """A file beside the templates of a package."""
    return files(package).joinpath(ASSETS, name).read_text(encoding="utf-8")


def source_hash(text: str) -> str:
    """How a content security policy names an inline text."""
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def attributes(document: Document) -> dict[str, str]:
    """The language of a document's texts where it is not the page's, and the way they run."""
    if document.lang == "und":
        return {"dir": "auto"}
    direction = {"dir": "rtl"} if runs_right_to_left(document.lang) else {}
    return direction if document.lang == "en" else {"lang": document.lang, **direction}
