"""Faithful renderings that were once taken for distortions, and cousins of them: none may be more than a trifle."""

from __future__ import annotations

import pytest

from aligner.bitext import Role
from aligner.encoding import Encoder
from aligner.finding import Severity
from aligner.items import Item
from aligner.scoring import score_items

LANGUAGES = {Role.SOURCE: "en", Role.TRANSLATION: "ar", Role.TWIN: "en"}
CHAINS = {
    "a place that is spelt as a negator": (
        "A court in Porto Lessa fined the builder on Friday.",
        "وغرمت محكمة في بورتو ليسا شركة البناء يوم الجمعة.",
        "A court in Porto Lessa fined the construction company on Friday.",
    ),
    "due to a cause": (
        "The ferry was delayed because of bad weather.",
        "وتأخرت العبارة بسبب سوء الأحوال الجوية.",
        "The ferry was delayed due to bad weather.",
    ),
    "due to a lack": (
        "The charges were dropped because the evidence was insufficient.",
        "وأسقطت التهم لعدم كفاية الأدلة.",
        "The charges were dropped due to insufficient evidence.",
    ),
    "an airline is a company": (
        "Flights will resume in March, the airline said.",
        "وقالت الشركة إن الرحلات ستستأنف في مارس.",
        "Flights will resume in March, the company said.",
    ),
    "a carmaker is a company": (
        "The carmaker said it would hire 300 engineers.",
        "وقالت الشركة إنها ستوظف 300 مهندس.",
        "The company said it would hire 300 engineers.",
    ),
    "an age that names a person": (
        "The 31-year-old won the race in a time of two hours and five minutes.",
        "وفاز العداء البالغ من العمر 31 عاما بالسباق بزمن قدره ساعتان وخمس دقائق.",
        "The 31-year-old runner won the race in two hours and five minutes.",
    ),
    "a participle after a copula": (
        "The ministry said the bridge would be closed for two weeks.",
        "وقالت الوزارة إن الجسر سيبقى مغلقا لمدة أسبوعين.",
        "The ministry said the bridge will stay closed for two weeks.",
    ),
}
WRONG = {
    "due to act is no cause": (
        "The minister might visit the port on Monday.",
        "قد يزور الوزير الميناء يوم الاثنين.",
        "The minister is due to visit the port on Monday.",
    ),
    "an airline is no union": (
        "Flights will resume in March, the airline said.",
        "وقالت الشركة إن الرحلات ستستأنف في مارس.",
        "Flights will resume in March, the union said.",
    ),
}


def severe(chain: tuple[str, str, str], encoder: Encoder, *roles: Role) -> list[str]:
    texts = {role: text for role, text in zip(Role, chain, strict=True) if role in roles}
    (scored,) = score_items([Item(1, texts, {})], encoder, languages=LANGUAGES)
    return [finding.message for finding in scored.findings if finding.severity is not Severity.MINOR]


@pytest.mark.parametrize("name", CHAINS)
def test_nothing_is_wrong_with_it(name: str, encoder: Encoder) -> None:
    assert severe(CHAINS[name], encoder, *Role) == []
    assert severe(CHAINS[name], encoder, Role.SOURCE, Role.TWIN) == []
    assert severe(CHAINS[name], encoder, Role.SOURCE, Role.TRANSLATION) == []
    assert severe(CHAINS[name], encoder, Role.TRANSLATION, Role.TWIN) == []


@pytest.mark.parametrize("name", WRONG)
def test_what_looks_like_it_is_found(name: str, encoder: Encoder) -> None:
    assert severe(WRONG[name], encoder, *Role)
