"""Derive the table of place and language names from CLDR: `make_places.py [OUT]` (needs Babel)."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel import Locale

HEADER = """\
# Key, English forms, Arabic forms (separated by |): territories, languages (lang-), cities (by time zone).
# Derived by benchmarks/make_places.py from the Unicode CLDR, as shipped with Babel.
# Copyright (c) Unicode, Inc., Unicode License v3 (https://www.unicode.org/license.txt, SPDX Unicode-3.0).
"""
ENGLISH, ARABIC = Locale("en"), Locale("ar")
_BRACKETED = re.compile(r"(.+?) \((.+)\)")


def forms(name: str) -> Iterator[str]:
    """Give the forms that a CLDR name stands for: both of «Myanmar (Burma)», «and» for «&», no «SAR China»."""
    name = re.sub(r" SAR China$", "", name)
    bracketed = _BRACKETED.fullmatch(name)
    if bracketed and "منطقة" not in name:
        yield from bracketed.groups()
    elif bracketed:
        yield bracketed[1]
    else:
        yield name
        if "&" in name:
            yield name.replace("&", "and")


def territories() -> Iterator[tuple[str, str, str]]:
    for code, name in ENGLISH.territories.items():
        if code in ARABIC.territories:
            yield code, name, ARABIC.territories[code]


def languages() -> Iterator[tuple[str, str, str]]:
    for code, name in ENGLISH.languages.items():
        if len(code) == 2 and code in ARABIC.languages:
            yield f"lang-{code}", name, ARABIC.languages[code]


def cities() -> Iterator[tuple[str, str, str]]:
    for zone, names in ARABIC.time_zones.items():
        if "city" in names and not zone.startswith("Etc/"):
            own = zone.rpartition("/")[2].replace("_", " ")
            yield zone, ENGLISH.time_zones.get(zone, {}).get("city", own), names["city"]


def main(out: Path) -> None:
    rows = sorted((*territories(), *languages(), *cities()))
    lines = ("\t".join((key, "|".join(forms(english)), "|".join(forms(arabic)))) for key, english, arabic in rows)
    out.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(rows)} places and languages written to {out}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "aligner" / "lang" / "places.tsv")
