"""What other tools say of aligned segments: pofilter's checks, chrF, BLEU and the cosine of sentence vectors.

Each gives an item one number, higher is better; None where it cannot compare the two languages. Of three texts the
source and the twin are compared, which are in one language.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF
from translate.filters.checks import CheckerConfig, StandardChecker
from translate.storage.po import pounit

from aligner.bitext import Role
from aligner.encoders import load
from aligner.encoding import Encoder

Item: TypeAlias = Mapping[str, Any]
Judgements: TypeAlias = list[float | None]
LANGUAGES = {Role.SOURCE: "en", Role.TRANSLATION: "ar", Role.TWIN: "en"}


def compared(item: Item) -> tuple[Role, Role]:
    """The two texts of an item that a tool for two texts would be given."""
    given = [role for role in Role if item.get(role)]
    return given[0], given[-1]


def _texts(item: Item) -> tuple[str, str]:
    left, right = compared(item)
    return item[left], item[right]


def _within_a_language(score: Callable[[str, str], float]) -> Callable[[Sequence[Item]], Judgements]:
    def judge(items: Sequence[Item]) -> Judgements:
        return [None if Role.TRANSLATION in compared(item) else score(*_texts(item)) for item in items]

    return judge


def _chrf(reference: str, text: str) -> float:
    return float(CHRF().sentence_score(text, [reference]).score)


def _bleu(reference: str, text: str) -> float:
    return float(BLEU(effective_order=True).sentence_score(text, [reference]).score)


def _cosine(items: Sequence[Item]) -> Judgements:
    encoder = load(threads=2)
    left, right = (_vectors([_texts(item)[side] for item in items], encoder) for side in (0, 1))
    return [float(a @ b) for a, b in zip(left, right, strict=True)]


def _vectors(texts: Sequence[str], encoder: Encoder) -> list[np.ndarray]:
    """The vector of each text; many items share one."""
    different = sorted(set(texts), key=len)
    vectors = dict(zip(different, encoder.encode(different), strict=True))
    return [vectors[text] for text in texts]


def _pofilter(items: Sequence[Item]) -> Judgements:
    """How many of pofilter's standard checks fail, as a negative number."""
    checkers = {lang: StandardChecker(checkerconfig=CheckerConfig(targetlanguage=lang)) for lang in ("en", "ar")}
    found: Judgements = []
    for item in items:
        source, target = _texts(item)
        unit = pounit(source)
        unit.target = target
        found.append(-float(len(checkers[LANGUAGES[compared(item)[1]]].run_filters(unit))))
    return found


PEERS: Mapping[str, Callable[[Sequence[Item]], Judgements]] = {
    "pofilter": _pofilter,
    "chrF": _within_a_language(_chrf),
    "BLEU": _within_a_language(_bleu),
    "cosine": _cosine,
}
