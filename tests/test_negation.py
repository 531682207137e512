"""Words that deny are read as they are meant, and a denial that one side has for itself is found."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.bitext import Document, Hop, Role
from aligner.config import Config
from aligner.encoding import Encoder
from aligner.finding import Finding, Severity
from aligner.lang.negation import Denial, denials
from aligner.pipeline import compare

SAYING = frozenset(Denial) - {Denial.ECHO, Denial.AFFIRM, Denial.TURN}


def read(text: str, language: str) -> list[tuple[str, str]]:
    return [(text[start:end], str(kind)) for start, end, kind in denials(text, language) if kind in SAYING]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The bank did not raise rates.", [("not", "negator")]),
        ("Prices don’t rise and won't fall.", [("don’t", "negator"), ("won't", "negator")]),
        ("It cannot last without rain.", [("cannot", "negator"), ("without", "lack")]),
        ("He is no longer ill.", [("no longer", "negator")]),
        ("Nobody came and nothing happened.", [("Nobody", "lack"), ("nothing", "lack")]),
        ("Neither the mayor nor the judge came.", [("Neither", "lack"), ("nor", "joined")]),
        ("She hardly spoke.", [("hardly", "weak")]),
        ("The probe failed to land.", [("failed", "verb")]),
        ("They refused to sign.", [("refused", "verb")]),
        ("It was illegal and unfair.", [("illegal", "trait"), ("unfair", "trait")]),
        ("The homeless need drug-free shelters.", [("homeless", "trait"), ("drug-free", "trait")]),
        ("The United Nations and the union understand.", []),
        ("It was not only cheap but good.", [("not only", "limit")]),
        ("There is no doubt about it.", [("no doubt", "idle")]),
        ("No. 3 seed Weber won; No 10 lost.", [("No", "faint"), ("No", "faint")]),
        ("We did n't know.", [("n't", "negator")]),
        ("They came, didn't they?", [("didn't", "faint")]),
        ("They come with or without sugar.", [("with or without", "idle")]),
        ("It was never more so than now.", [("never more so", "idle")]),
        ("A few came, no fewer than ten.", [("A few", "idle"), ("no fewer than", "idle")]),
    ],
)
def test_english_denials(text: str, expected: list[tuple[str, str]]) -> None:
    assert read(text, "en") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("لم يرفع البنك الفائدة.", [("لم", "negator")]),
        ("ولن تشارك فرنسا.", [("ولن", "negator")]),
        ("ليست هناك خطة.", [("ليست", "negator")]),
        ("لا يفوز ولا يخسر.", [("لا", "negator"), ("ولا", "joined")]),
        ("غادر دون أن يتكلم.", [("دون", "lack")]),
        ("يجب ألا يحدث ذلك.", [("ألا", "negator")]),
        ("قرر عدم المشاركة.", [("عدم", "lack")]),
        ("رفضت الحكومة العرض.", [("رفضت", "verb")]),
        ("وينفون التهمة ويرفضونها.", [("وينفون", "verb"), ("ويرفضونها", "verb")]),
        ("هذا غير قانوني.", [("غير", "trait")]),
        ("لا يزال الطريق مغلقا.", [("لا يزال", "idle")]),
        ("ولا سيما في الشمال، غير أن الأمر انتهى.", [("ولا سيما", "idle")]),
        ("لا شك في ذلك.", [("لا شك", "idle")]),
        ("قتل ما لا يقل عن ثلاثة.", [("ما لا يقل", "idle")]),
        ("ليس فقط في مصر.", [("ليس فقط", "limit")]),
        ("القبعة «لا بومبا» من القش.", [("لا", "lack")]),
        ("جاء بدونهما.", [("بدونهما", "lack")]),
        ("تسعى إلى لم شمل الأسر.", [("لم شمل", "idle")]),
        ("فاز بمجموعتين دون رد.", [("دون رد", "idle")]),
        ("دوّن الكاتب إليسون كل شيء.", []),
    ],
)
def test_arabic_denials(text: str, expected: list[tuple[str, str]]) -> None:
    assert read(text, "ar") == expected


@given(st.text(max_size=80), st.sampled_from(["ar", "en", "und"]))
def test_denials_stand_in_the_text_in_order(text: str, language: str) -> None:
    found = denials(text, language)
    assert all(0 <= start < end <= len(text) for start, end, _ in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))


def findings(source: str, translation: str, twin: str, encoder: Encoder) -> list[Finding]:
    texts = {Role.SOURCE: source, Role.TRANSLATION: translation, Role.TWIN: twin}
    langs = {Role.SOURCE: "en", Role.TRANSLATION: "ar", Role.TWIN: "en"}
    chain = [Document(role, role, text, langs[role]) for role, text in texts.items() if text]
    found = compare(chain, encoder, Config(force=True)).findings
    return [f for f in found if f.check == "negation" and f.severity.at_least(Severity.MAJOR)]


CHANGED = [
    pytest.param(
        "The central bank raised its rate on Thursday.",
        "رفع البنك المركزي سعر الفائدة يوم الخميس.",
        "The central bank did not raise its rate on Thursday.",
        (Role.TWIN, "not", Hop.TRANSLATION_TWIN),
        id="added-by-the-machine",
    ),
    pytest.param(
        "The referee awarded a penalty in the last minute.",
        "لم يحتسب الحكم ركلة جزاء في الدقيقة الأخيرة.",
        "The referee did not award a penalty in the last minute.",
        (Role.TWIN, "not", Hop.SOURCE_TRANSLATION),
        id="added-by-the-translator",
    ),
    pytest.param(
        "The champion will defend her title in Doha.",
        "لن تدافع البطلة عن لقبها في الدوحة.",
        "The champion will defend her title in Doha.",
        (Role.TRANSLATION, "لن", Hop.SOURCE_TRANSLATION),
        id="mended-by-the-machine",
    ),
    pytest.param(
        "The drug does not lower blood pressure.",
        "الدواء لا يخفض ضغط الدم.",
        "The drug lowers blood pressure.",
        (Role.SOURCE, "not", Hop.TRANSLATION_TWIN),
        id="lost-by-the-machine",
    ),
    pytest.param(
        "The witness was unable to identify the driver.",
        "لم يتمكن الشاهد من التعرف على السائق.",
        "The witness was able to identify the driver.",
        (Role.SOURCE, "unable", Hop.TRANSLATION_TWIN),
        id="able-for-unable",
    ),
    pytest.param(
        "The robot reached the summit on Sunday.",
        "بلغ الروبوت القمة يوم الأحد.",
        "The robot failed to reach the summit on Sunday.",
        (Role.TWIN, "failed", Hop.TRANSLATION_TWIN),
        id="failed-to",
    ),
    pytest.param(
        "The new law protects tenants who pay on time.",
        "",
        "The new law protects tenants who never pay on time.",
        (Role.TWIN, "never", Hop.SOURCE_TWIN),
        id="without-a-translation",
    ),
    pytest.param(
        "",
        "ستدافع البطلة عن لقبها في الدوحة.",
        "The champion will not defend her title in Doha.",
        (Role.TWIN, "not", Hop.TRANSLATION_TWIN),
        id="without-a-source",
    ),
    pytest.param(
        "Water supplies were restored on Friday.",
        "لم تُستأنف إمدادات المياه يوم الجمعة.",
        "",
        (Role.TRANSLATION, "لم", Hop.SOURCE_TRANSLATION),
        id="without-a-twin",
    ),
]


@pytest.mark.parametrize(("source", "translation", "twin", "expected"), CHANGED)
def test_a_denial_of_one_side_is_found(
    source: str, translation: str, twin: str, expected: tuple[Role, str, Hop], encoder: Encoder
) -> None:
    role, denial, hop = expected
    (found,) = findings(source, translation, twin, encoder)
    assert [place.text for place in found.at(role)] == [denial]
    assert found.hop is hop
    assert len({place.role for place in found.locations}) == sum(map(bool, (source, translation, twin)))


@pytest.mark.parametrize(
    ("source", "translation", "twin"),
    [
        ("Shares failed to recover.", "لم تتعاف الأسهم.", "The shares did not recover."),
        ("No one was hurt in the fire.", "لم يصب أحد في الحريق.", "The blaze caused no injuries."),
        ("The jury could not reach a verdict.", "لم تتوصل الهيئة إلى حكم.", "The jurors were unable to agree."),
        ("It is illegal to fly drones here.", "من غير القانوني تحليق المسيرات هنا.", "Drones may not be flown here."),
        ("Few residents returned.", "لم يعد سوى عدد قليل من السكان.", "Not many residents came back."),
        ("The road remained closed.", "ظل الطريق مغلقا.", "The road was still not open."),
        ("The minister denied that taxes would rise.", "نفى الوزير رفع الضرائب.", "He said taxes would not rise."),
        ("I don't think the deal will be signed.", "لا أعتقد أن الصفقة ستوقع.", "I think it will not be signed."),
        ("The results are not uncommon.", "النتائج ليست نادرة.", "Such results are common."),
        ("At least 30 people died.", "قتل ما لا يقل عن 30 شخصا.", "No fewer than 30 people died."),
        ("The bridge will not reopen until March.", "لن يفتح الجسر حتى مارس.", "The bridge reopens only in March."),
        ("The plant is still operating.", "لا يزال المصنع يعمل.", "The factory has not stopped working."),
    ],
)
def test_a_denial_in_other_words_is_none_lost(source: str, translation: str, twin: str, encoder: Encoder) -> None:
    assert findings(source, translation, twin, encoder) == []


@pytest.mark.parametrize(
    ("translation", "hop"),
    [
        ("", Hop.SOURCE_TWIN),
        ("لم يكن التاجر يعلم أن اللوحات التي بيعت في جنيف الصيف الماضي مسروقة.", Hop.TRANSLATION_TWIN),
    ],
)
def test_negators_that_changed_places_are_found(translation: str, hop: Hop, encoder: Encoder) -> None:
    (found,) = findings(
        "The trader did not know that the paintings sold in Geneva last summer had been stolen.",
        translation,
        "The trader knew that the paintings sold in Geneva last summer had not been stolen.",
        encoder,
    )
    assert [place.text for place in found.locations] == ["not", "not"]
    assert found.hop is hop


def test_the_same_text_denies_the_same(encoder: Encoder) -> None:
    text = "Nobody refused to sign, but it was not unlawful, never mind impossible."
    assert findings(text, "", text, encoder) == []


@pytest.mark.parametrize(
    ("source", "translation", "twin"),
    [
        ("Contact the police anonymously.", "اتصلوا بالشرطة بدون ذكر اسم.", ""),
        ("The child is under five.", "الطفل دون الخامسة.", "The child is under five."),
        ("She won in straight sets on Friday.", "فازت بمجموعتين دون رد يوم الجمعة.", "She won in two sets on Friday."),
        ("They showed a straw hat, 'La Bomba'.", "وعرضوا قبعة من القش «لا بومبا».", ""),
        ("The families were reunited on Sunday.", "تم لم شمل الأسر يوم الأحد.", ""),
        ("The central bank left interest rates on hold.", "", "The central bank did not change interest rates."),
        ("The deal fell through.", "لم تتم الصفقة.", "The deal was not completed."),
        ("The shares were flat in early trading.", "لم تتغير الأسهم كثيرا في بداية التعاملات.", ""),
    ],
)
def test_another_way_to_say_it_is_no_finding(source: str, translation: str, twin: str, encoder: Encoder) -> None:
    assert not findings(source, translation, twin, encoder)
