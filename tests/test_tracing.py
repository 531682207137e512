"""An article is traced to the one it is made from, and to none that merely tells of the same event."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from aligner.articles import Article
from aligner.bitext import Role
from aligner.encoding import Encoder
from aligner.errors import InputError
from aligner.readers import read
from aligner.tracing import trace

SAMPLES = Path(__file__).parents[1] / "samples"


def sample(name: str) -> Article:
    document = read(SAMPLES / name, Role.SOURCE)
    return Article(name, name, document.text.splitlines()[0], document.text, document.lang)


RELATED = ["related/end-of-partnership.txt", "related/withdrawal-2025.txt"]


@pytest.mark.parametrize("name", ["iss/twin.txt", "iss/arabic.txt"])
def test_the_source_is_named(name: str, encoder: Encoder) -> None:
    found = trace(sample(name), [sample(other) for other in [*RELATED, "iss/source.txt"]], encoder)
    assert found.source is not None
    assert (found.source.article.id, found.also) == ("iss/source.txt", ())
    assert found.source.confidence > 0.9
    assert 0.8 < found.derived < 1
    assert found.used > 0.9
    assert {near.article.id for near in found.next} == set(RELATED)


@pytest.mark.parametrize("name", ["iss/twin.txt", "iss/arabic.txt", *RELATED])
def test_articles_on_the_same_event_are_no_source(name: str, encoder: Encoder) -> None:
    found = trace(sample(name), [sample(other) for other in RELATED if other != name], encoder)
    assert (found.source, found.also, found.own) == (None, (), ())
    assert found.next


def test_what_was_added_is_its_own(encoder: Encoder) -> None:
    source = sample("iss/source.txt")
    own = "Bakers in the old town of Graz have meanwhile raised the price of bread by a quarter."
    mixed = replace(source, id="mixed", text=f"{source.text.rstrip()}\n\n{own}\n")
    found = trace(mixed, [source, *map(sample, RELATED)], encoder)
    assert found.source is not None
    assert [found.document.slice(span) for span in found.own] == [own]


def test_another_version_is_named_as_well(encoder: Encoder) -> None:
    source = sample("iss/source.txt")
    shorter = replace(source, id="shorter", text="\n\n".join(source.text.split("\n\n")[:-2]))
    found = trace(sample("iss/twin.txt"), [shorter, source], encoder)
    assert found.source is not None
    assert (found.source.article.id, [near.article.id for near in found.also]) == ("iss/source.txt", ["shorter"])


def test_an_empty_pool_holds_no_source(encoder: Encoder) -> None:
    blank = Article("blank", "blank", "", "…", "und")
    found = trace(sample("iss/twin.txt"), [blank], encoder)
    assert (found.source, found.next) == (None, ())
    with pytest.raises(InputError, match="blank holds no words"):
        trace(blank, [sample("iss/source.txt")], encoder)
