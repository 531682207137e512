"""Options that several commands share, and how their texts become settings."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from aligner.finding import Severity


class Format(StrEnum):
    """Output formats; text is for people."""

    TEXT = "text"
    ONELINE = "oneline"
    JSON = "json"
    JSONL = "jsonl"
    HTML = "html"
    TSV = "tsv"
    MARKDOWN = "markdown"
    SARIF = "sarif"
    JUNIT = "junit"
    GITHUB = "github"
    GITLAB = "gitlab"
    RDJSON = "rdjson"
    TMX = "tmx"


class AlignmentFormat(StrEnum):
    """Output formats of an alignment; text is for people."""

    TEXT = "text"
    TSV = "tsv"
    JSONL = "jsonl"
    TMX = "tmx"


class ItemFormat(StrEnum):
    """Output formats of scored items; text is for people."""

    TEXT = "text"
    JSONL = "jsonl"
    TSV = "tsv"


class BatchFormat(StrEnum):
    """Output formats of a run over many items."""

    JSONL = "jsonl"
    PARQUET = "parquet"


class VariantsFormat(StrEnum):
    """Output formats of a comparison of variants; text is for people."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"
    MARKDOWN = "markdown"


class FailOn(StrEnum):
    """The least severity that fails a run."""

    CRITICAL = "critical"
    MAJOR = "major"
    MINOR = "minor"
    NEVER = "never"

    @property
    def severity(self) -> Severity | None:
        """As the configuration has it."""
        return None if self is FailOn.NEVER else Severity(self.value)


Paths = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[FOLDER | SOURCE TRANSLATION [TWIN]]",
        help="A folder with source.txt, translation.txt (or arabic.txt) and twin.txt; or files, in the order of "
        "the chain.",
        show_default=False,
    ),
]
Source = Annotated[Path | None, typer.Option(metavar="FILE", help="The original article.")]
Translation = Annotated[Path | None, typer.Option(metavar="FILE", help="The article translated from it.")]
Twin = Annotated[Path | None, typer.Option(metavar="FILE", help="The translation, translated back by a machine.")]
FormatName = Annotated[
    Format,
    typer.Option(
        "--format",
        "-f",
        help="text is for people: a table in a terminal, elsewhere one line a finding. docs/formats.md tells what the "
        "others are for.",
    ),
]
Reports = Annotated[
    list[str] | None,
    typer.Option(
        "--report", metavar="FORMAT=FILE", help="Write a report in another format too, such as sarif=aligner.sarif."
    ),
]
AlignmentFormatName = Annotated[
    AlignmentFormat,
    typer.Option(
        "--format",
        "-f",
        help="text is for people: a table in a terminal. tsv has sentence numbers, jsonl numbers and texts, tmx (1.4) "
        "is for CAT tools.",
    ),
]
ItemFormatName = Annotated[
    ItemFormat,
    typer.Option(
        "--format",
        "-f",
        help="text is for people: a block an item in a terminal, elsewhere one line a finding; jsonl and tsv have "
        "a line an item.",
    ),
]
VariantsFormatName = Annotated[
    VariantsFormat,
    typer.Option(
        "--format",
        "-f",
        help="text is for people, html a page for browsers, markdown for job summaries; json has everything.",
    ),
]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write the result here, whole or not at all.")
]
HtmlFolder = Annotated[
    Path | None,
    typer.Option(
        "--html-dir",
        metavar="DIR",
        help="Write an HTML report here as well, its style and script in files of their own, as Jenkins wants them.",
    ),
]
Severe = Annotated[FailOn, typer.Option("--fail-on", help="Exit with 1 if a finding is at least this severe.")]
MinScores = Annotated[
    list[str] | None,
    typer.Option(
        "--min-score",
        metavar="[WHAT=]0-100",
        help="Exit with 1 if the fidelity of the document is lower; with row=N that of any row, with a hop, such as "
        "translation-twin=N, that of the document there.",
    ),
]
Languages = Annotated[
    list[str] | None,
    typer.Option("--lang", metavar="ROLE=CODE", help="Language of a document, such as source=en. [default: detected]"),
]
Encodings = Annotated[
    list[str] | None,
    typer.Option(
        "--encoding",
        metavar="[ROLE=]NAME",
        help="Character encoding of all documents or of one, such as translation=windows-1256. [default: detected]",
    ),
]
EncoderName = Annotated[
    str,
    typer.Option(
        "--encoder",
        metavar="NAME",
        help="What turns sentences into vectors: embedded (built in, needs no network), or "
        "sentence-transformers:NAME for a hub or local model.",
    ),
]
GlossaryFile = Annotated[
    Path | None,
    typer.Option(
        "--glossary", metavar="FILE", help="Terms and how they have to be rendered: TSV with a header row, or TBX."
    ),
]
Threads = Annotated[int, typer.Option("--threads", min=1, help="Threads the encoder may use.")]
NoCache = Annotated[
    bool,
    typer.Option(
        "--no-cache",
        envvar="ALIGNER_NO_CACHE",
        help="Read every sentence anew: neither look into the cache of earlier runs nor add to it.",
    ),
]
MaxSize = Annotated[float, typer.Option("--max-size", metavar="MB", help="Largest document that is read.")]
Force = Annotated[bool, typer.Option("--force", help="Compare documents that do not seem to be the same article.")]
ExplainScore = Annotated[
    bool,
    typer.Option(
        "--explain-score", help="Say what each score was lost to, in points of 100, and its signature; JSON has both."
    ),
]
SignatureOnly = Annotated[
    bool,
    typer.Option("--signature-only", help="Print only what the scores of such a run depend on, and compare nothing."),
]
Quiet = Annotated[
    bool, typer.Option("--quiet", "-q", help="No progress and no summary, only notices, warnings and errors.")
]
NoColor = Annotated[bool, typer.Option("--no-color", help="No colours; marks stay bold or underlined.")]
