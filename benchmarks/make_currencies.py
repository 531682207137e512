"""Derive the table of currency names and signs from CLDR: `make_currencies.py [OUT]` (needs Babel)."""

import re
import sys
from collections import defaultdict
from pathlib import Path

from babel import Locale

HEADER = """\
# Noun of a currency, English forms, Arabic forms, codes and signs (separated by |): what news writes after or before
# an amount, which is dollar rather than Canadian dollar.
# Derived by benchmarks/make_currencies.py from the Unicode CLDR, as shipped with Babel.
# Copyright (c) Unicode, Inc., Unicode License v3 (https://www.unicode.org/license.txt, SPDX Unicode-3.0).
"""
ENGLISH, ARABIC = Locale("en"), Locale("ar")
_FORMER = re.compile(r"\(|\d{4}| unit| certificate| peso de| fund|[Tt]esting|[Uu]nknown")
AMBIGUOUS = frozenset({"all", "bam", "cup", "gel", "lak", "mop", "pen", "top", "try", "won", "sum", "som"})


def numerals(locale: Locale, code: str) -> set[str]:
    """All forms that a currency's name takes beside a number, without the number."""
    counted = locale._data["currency_names_plural"].get(code)
    names = set(dict(counted.items()).values()) if counted else set()
    name = locale.currencies.get(code)
    return {form.replace("{0}", "").strip() for form in names | ({name} if name else set())}


def main(out: Path) -> None:
    english, arabic, signs = defaultdict(set), defaultdict(set), defaultdict(set)
    for code, name in ENGLISH.currencies.items():
        if _FORMER.search(name) or code not in ARABIC.currencies or code.startswith("X"):
            continue
        noun = name.split()[-1].casefold()
        english[noun] |= {form.split()[-1].casefold() for form in numerals(ENGLISH, code)} - AMBIGUOUS
        arabic[noun] |= {form.split()[0].strip("\u200f") for form in numerals(ARABIC, code)}
        sign = ENGLISH.currency_symbols.get(code, code)
        signs[noun] |= {s for s in (sign, code) if s.casefold() not in AMBIGUOUS}
    lines = (
        "\t".join((noun, *("|".join(sorted(table[noun])) for table in (english, arabic, signs))))
        for noun in sorted(english)
        if english[noun]
    )
    text = "\n".join(lines)
    out.write_text(HEADER + text + "\n", encoding="utf-8")
    print(f"{len(english)} currencies written to {out}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "aligner" / "lang" / "currencies.tsv")
