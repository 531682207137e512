"""The made-up feeds, checked once: their items with reports, and the run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

import pytest

from aligner.articles import Article, BadArticle
from aligner.bitext import Role
from aligner.config import Config
from aligner.encoding import Encoder
from aligner.feed_formats import discover
from aligner.feed_readers import read_articles
from aligner.feed_run import Item, Run
from aligner.feeds import judged, marked
from aligner.gate import Gate
from aligner.matching import match

FEEDS = Path(__file__).parents[2] / "samples/feeds"
NAMES = {Role.SOURCE: "source.xml", Role.TRANSLATION: "arabic.xml", Role.TWIN: "twin.json"}
STEERED = "\x1b[31mred\u202e ]]> </script><script>alert(1)</script> [x](javascript:y) --help ../../etc/passwd ::error::"
"""A title that no report may obey."""
Checked: TypeAlias = tuple[tuple[Item, ...], Run]


def checked(pools: Mapping[Role, Sequence[Article]], encoder: Encoder, bad: tuple[BadArticle, ...] = ()) -> Checked:
    found = match(pools, encoder)
    items = [judged(number, chain, encoder, Config()) for number, chain in enumerate(found.chains, 1)]
    done = tuple(marked(item, item.report.findings, Gate()) if item.report else item for item in items)
    return done, Run(done, found.unmatched, bad, len(done), (), "signature")


@pytest.fixture(scope="session")
def sample(encoder: Encoder) -> Checked:
    """The run over samples/feeds."""
    pools = {
        role: [replace(a, origin=Path(a.origin).name) for a in read_articles(FEEDS / name) if isinstance(a, Article)]
        for role, name in NAMES.items()
    }
    return checked(pools, encoder)


@pytest.fixture(scope="session")
def hostile(encoder: Encoder) -> Checked:
    """A chain, an article without a partner and a notice that all try to steer whatever shows them."""
    text = f"{STEERED}\n\nThe dam of Valdora\x07 held on Monday. It was built by Roscosmos\x9b2J in two years."

    def article(role: Role, text: str) -> Article:
        return Article(
            f"--{STEERED}{role}", f"{role}\x1b[2J, item 1", STEERED, text, "en", None, "javascript:alert(1)", STEERED
        )

    alone = article(Role.TWIN, f"{STEERED}\n\nFourteen penguins were given a medal at the zoo of Edinburgh.")
    twin = article(Role.TWIN, text.replace("Roscosmos", "Roscos Moss"))
    pools = {Role.SOURCE: [article(Role.SOURCE, text)], Role.TWIN: [twin, replace(alone, id="alone")]}
    return checked(pools, encoder, (BadArticle(f"x{STEERED}", f"reason{STEERED}"),))


@pytest.fixture(scope="session")
def written() -> Callable[[str, Checked], str]:
    """What the writer of this name makes of a run."""

    def write(name: str, run: Checked) -> str:
        items, whole = run
        writer = discover()[name]()
        texts = [writer.item(item) for item in items]
        return "".join([*texts, writer.end(replace(whole, items=tuple(replace(item, report=None) for item in items)))])

    return write
