"""Options of the command that checks feeds."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class FeedFormat(StrEnum):
    """Output formats of a run over feeds; text is for people. HTML is many files, and has --html-dir."""

    TEXT = "text"
    ONELINE = "oneline"
    JSON = "json"
    JSONL = "jsonl"
    TSV = "tsv"
    MARKDOWN = "markdown"
    SARIF = "sarif"
    JUNIT = "junit"
    GITHUB = "github"
    GITLAB = "gitlab"
    RDJSON = "rdjson"
    TMX = "tmx"


Source = Annotated[
    str | None,
    typer.Option("--source", "--source-dir", metavar="FEED|DIR|URL", help="The articles of the publisher."),
]
Translation = Annotated[
    str | None,
    typer.Option("--translation", "--translation-dir", metavar="FEED|DIR|URL", help="Their translations."),
]
Twin = Annotated[
    str | None,
    typer.Option("--twin", "--twin-dir", metavar="FEED|DIR|URL", help="What a machine made of the translations."),
]
FormatName = Annotated[
    FeedFormat,
    typer.Option("--format", "-f", help="text is for people; docs/feeds.md tells what the others have of a run."),
]
HtmlFolder = Annotated[
    Path | None,
    typer.Option("--html-dir", metavar="DIR", help="Write an HTML page an item here, and an index of them."),
]
NewBaseline = Annotated[
    Path | None,
    typer.Option(
        "--write-baseline",
        metavar="FILE",
        help="Write all findings of the run to a baseline too, with the reasons that the one of --baseline gives.",
    ),
]
HistoryFile = Annotated[
    Path | None,
    typer.Option(
        "--history",
        metavar="FILE",
        help="Remember what the items come to in this SQLite file, and check only those that are new or changed.",
    ),
]
Since = Annotated[
    datetime | None,
    typer.Option(
        "--since",
        metavar="DATE",
        formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"],
        help="Leave out items whose articles were all published before (UTC).",
    ),
]
MostFindings = Annotated[
    int | None,
    typer.Option(
        "--max-findings",
        min=0,
        metavar="N",
        help="Exit with 1 if the run has more new findings, however severe they are.",
    ),
]
Strict = Annotated[
    bool,
    typer.Option(
        "--strict", help="Exit with 1 if an item cannot be read or compared, is garbled or is there twice as well."
    ),
]
Fetch = Annotated[bool, typer.Option("--fetch", help="Fetch what is named by an http or https address.")]
AllowPrivate = Annotated[
    bool, typer.Option("--allow-private", help="Let --fetch go to this computer and to private networks too.")
]
