"""A name of the source that is misspelt, split, swapped or lost.

Names of the source are looked for in the twin: the same spelling, one that readers accept as a variant
(Zelensky, Zelenskyy), another name of the same place, an acronym written out. A name without a counterpart is
compared with the twin's names that have none either. One near in spelling is misspelt («Navani» for Navalny), in two
words split («Roscos Moss»), another one in its place swapped; if there is none, the name is lost. The Arabic is the
referee: where its letters spell the source's name, the twin is at fault, where they spell the twin's, the translation.
With two documents only a clear misspelling or swap is reported.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from aligner.bitext import Hop, Role, Span
from aligner.evidence import Evidence, Side, Word
from aligner.finding import Category, Check, Example, Finding, Location, Severity
from aligner.lang.mentions import is_acronym, name_words
from aligner.lang.names import acronym_of, nearness, same_name
from aligner.lang.places import same_place
from aligner.lang.renderings import Rendering, rendering

CHECK = Check(
    name="names",
    category=Category.NAME,
    severity=Severity.CRITICAL,
    languages=frozenset({"ar", "en"}),
    bad=(
        Example(
            "Officials in Oslo said Sanna Lindqvist will lead the talks.",
            "قال مسؤولون في أوسلو إن سانا ليندكفيست ستقود المحادثات.",
            "Officials in Oslo said that Sanna Lidvest will lead the talks.",
        ),
        Example(
            "The rocket was built by Roscosmos.",
            "تم بناء الصاروخ من قبل روسكوزموس.",
            "The rocket was built by Roscos Moss.",
        ),
    ),
    good=(
        Example(
            "President Volodymyr Zelensky met Mohammed in Kyiv.",
            "التقى الرئيس فولوديمير زيلينسكي محمد في كييف.",
            "President Volodymyr Zelenskyy met Muhammad in Kyiv.",
        ),
    ),
)
