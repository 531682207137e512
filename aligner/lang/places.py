"""Places and peoples whose names are translated, not transcribed, such as Germany, German and ألمانيا.

`places.tsv` is derived from CLDR by `benchmarks/make_places.py`; `demonyms.tsv`, made by hand, adds peoples, short and
former names, capitals and regions, `other_names.tsv` organisations and figures. A form may belong to several places:
Congo is two countries.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from aligner.lang.arabic import folded
from aligner.lang.names import LONGEST, plain_words

Keys = frozenset[str]
Rows = dict[str, tuple[tuple[str, ...], tuple[str, ...]]]
_POSSESSIVE = re.compile(r"['’]s?\Z")
SHORTEST_SMALL = 6
"""Letters that a name in small letters must have: «oman» may be one in careless text, «mark» and «eve» are words."""


def is_place(latin: str) -> bool:
    """Tell whether an English word or phrase names a place, a people or a language; "us" is none, "US" is."""
    return bool(place_keys(latin))


def is_country(latin: str) -> bool:
    """Tell whether it names a country or its people, such as Turkey, which is a word in small letters."""
    return any(len(key) == 2 for key in place_keys(latin))


def is_people(latin: str) -> bool:
    """Tell whether it names a country only by what is its own, such as Vietnamese."""
    form = " ".join(plain_words(latin[:LONGEST]))
    return any(len(key) == 2 and form not in _own_names(key) for key in place_keys(latin)) and not latin.isupper()


@lru_cache(maxsize=1 << 9)
def _own_names(key: str) -> frozenset[str]:
    """The plain names of a country itself, as the first table has them."""
    english, _ = _table("places.tsv").get(key, ((), ()))
    return frozenset(" ".join(plain_words(form)) for form in english)


def same_place(latin: str, other: str) -> bool:
    """Tell whether two English forms name the same place or its people: US, American; Burma, Myanmar; Iraq, Iraqis."""
    return not place_keys(latin).isdisjoint(place_keys(other))


def same_seat(latin: str, other: str) -> bool:
    """Tell whether one form names the capital or seat of the other: Moscow or the Kremlin for Russia."""
    left, right = " ".join(plain_words(latin[:LONGEST])), " ".join(plain_words(other[:LONGEST]))
    return right in _seats().get(left, ()) or left in _seats().get(right, ())


@lru_cache(maxsize=1)
def _seats() -> dict[str, Keys]:
    """Map plain names of seats to those of the countries and offices that they stand for."""
    seats: dict[str, Keys] = {}
    for line in files("aligner.lang").joinpath("seats.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            names, holders = ([" ".join(plain_words(form)) for form in part.split("|")] for part in line.split("\t"))
            seats |= {name: seats.get(name, frozenset()) | frozenset(holders) for name in names}
    return seats


def place_renderings(latin: str) -> frozenset[str]:
    """Give the Arabic forms, spelt as `arabic.folded` does, that may render an English name of a place or a people.

    Names and adjectives, each with and without the article, adjectives in both genders and the sound plural; without
    proclitics. Empty if the place is unknown.
    """
    return frozenset[str]().union(*(_renderings(key) for key in place_keys(latin)))


def arabic_place_words() -> frozenset[str]:
    """List the words of all Arabic forms that are one word, folded, with and without the article."""
    return frozenset(form for key in _rows() for form in _renderings(key) if " " not in form)


@lru_cache(maxsize=1)
def _rows() -> Rows:
    """Load the tables: key to English forms and Arabic forms."""
    rows: Rows = {}
    for table in ("places.tsv", "demonyms.tsv", "other_names.tsv"):
        for key, (english, arabic) in _table(table).items():
            known = rows.get(key, ((), ()))
            rows[key] = known[0] + english, known[1] + arabic
    return rows


@lru_cache(maxsize=3)
def _table(name: str) -> Rows:
    """Load one table, in which a key may have several lines."""
    rows: Rows = {}
    lines = files("aligner.lang").joinpath(name).read_text(encoding="utf-8").splitlines()
    for key, *columns in (line.split("\t") for line in lines if not line.startswith("#")):
        english, arabic = (tuple(filter(None, column.split("|"))) for column in columns)
        known = rows.get(key, ((), ()))
        rows[key] = known[0] + english, known[1] + arabic
    return rows


@lru_cache(maxsize=1)
def _index() -> dict[str, Keys]:
    """Map plain English forms to the keys of their places."""
    index: defaultdict[str, set[str]] = defaultdict(set)
    for key, (english, _) in _rows().items():
        for form in english:
            index[" ".join(plain_words(form))].add(key)
    return {form: frozenset(keys) for form, keys in index.items()}


@lru_cache(maxsize=1)
def _abbreviations() -> frozenset[str]:
    """List the plain forms that are spelt in capitals, such as US."""
    return frozenset(
        " ".join(plain_words(form)) for english, _ in _rows().values() for form in english if form.isupper()
    )


@lru_cache(maxsize=1 << 14)
def begins_place(word: str) -> bool:
    """Tell whether a name of a place or a people may begin with an English word."""
    plain = plain_words(word)
    return bool(plain) and (plain[0] in _first_words() or plain[0].removesuffix("s") in _first_words())


@lru_cache(maxsize=1)
def _first_words() -> frozenset[str]:
    return frozenset(("the", "al", "el", *(form.split()[0] for form in _index() if form)))


@lru_cache(maxsize=1 << 13)
def place_keys(latin: str) -> Keys:
    """The keys of all places that an English word or phrase may name."""
    if latin.islower() and len(latin) < SHORTEST_SMALL:
        return frozenset()
    form = " ".join(plain_words(latin[:LONGEST]))
    if form in _abbreviations():
        return _index()[form] if _POSSESSIVE.sub("", latin).isupper() else frozenset()
    return _index().get(form) or _index().get(form.removesuffix("s"), frozenset())


@lru_cache(maxsize=1 << 11)
def _renderings(key: str) -> frozenset[str]:
    _, arabic = _rows()[key]
    words = {word for form in arabic for word in _adjectives(form)}
    return frozenset(folded(form) for word in words for form in _with_and_without_article(word))


def _adjectives(name: str) -> Iterator[str]:
    """Give a name, the adjective regularly made of it, and the adjective's inflections: فرنسا, فرنسي, فرنسية ...

    Not of a folded name: there ألمانيا would seem to begin with an article.
    """
    yield name
    if " " in name:
        return
    stem = name.removeprefix("ال") if len(name) > 4 else name
    for ending in ("ية", "يا", "ا", "ة", "ي"):
        if stem.endswith(ending):
            stem = stem.removesuffix(ending)
            break
    yield from (f"{stem}ي{ending}" for ending in ("", "ة", "ا", "ين", "ون", "ات"))


def _with_and_without_article(form: str) -> Iterator[str]:
    words = [word.removeprefix("ال") if len(word) > 4 else word for word in form.split()]
    yield form
    yield " ".join(words)
    yield " ".join(f"ال{word}" for word in words)
    yield " ".join((f"ال{words[0]}", *words[1:]))
