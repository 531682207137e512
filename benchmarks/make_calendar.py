"""Derive the table of month and weekday names from CLDR: `make_calendar.py [OUT]` (needs Babel)."""

import sys
from collections.abc import Iterator
from pathlib import Path

from babel import Locale
from babel.localedata import locale_identifiers

HEADER = """\
# Language, kind, number (months from 1, weekdays from Monday = 0), names separated by |, of all its countries.
# Derived by benchmarks/make_calendar.py from the Unicode CLDR, as shipped with Babel.
# Copyright (c) Unicode, Inc., Unicode License v3 (https://www.unicode.org/license.txt, SPDX Unicode-3.0).
"""
LANGUAGES = ("ar", "en")
WIDTHS = {"wide": "", "abbreviated": "-short"}


def locales(language: str) -> list[Locale]:
    """The locales of a language: Arab countries name the months in three ways."""
    every = (Locale.parse(name) for name in sorted(locale_identifiers()) if name.split("_")[0] == language)
    return [locale for locale in every if not locale.script]


def names(language: str) -> Iterator[tuple[str, int, str]]:
    for locale in locales(language):
        for width, suffix in WIDTHS.items():
            for number, name in locale.months["format"][width].items():
                yield f"month{suffix}", number, name
            for number, name in locale.days["format"][width].items():
                yield f"weekday{suffix}", number, name


def rows(language: str) -> Iterator[str]:
    table: dict[tuple[str, int], dict[str, None]] = {}
    for kind, number, name in names(language):
        plain = name.rstrip(".").replace("\N{NO-BREAK SPACE}", " ")
        # What is not shortened is no short name.
        if plain not in table.get((kind.removesuffix("-short"), number), {}):
            table.setdefault((kind, number), {})[plain] = None
    for (kind, number), forms in sorted(table.items()):
        yield "\t".join((language, kind, str(number), "|".join(sorted(forms))))


def main(out: Path) -> None:
    lines = [row for language in LANGUAGES for row in rows(language)]
    out.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} rows of names written to {out}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "aligner" / "lang" / "calendar.tsv")
