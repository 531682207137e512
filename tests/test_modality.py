"""Modality, hedges, tense and mood: what is read, and what is reported of a row."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner import checks
from aligner.bitext import Document, Hop, Role
from aligner.config import Config
from aligner.encoding import Encoder
from aligner.finding import Category, Finding, Severity
from aligner.lang import hedges, modality
from aligner.lang.durations import ENDED, LASTING, durations
from aligner.lang.verbs import FUTURE, MODAL, OPEN, PAST, PERFECT, PRESENT, PROSPECT, verb_groups
from aligner.pipeline import compare

OURS = {"modality", "hedges", "tense", "mood"}
LANGUAGES = {Role.SOURCE: "en", Role.TRANSLATION: "ar", Role.TWIN: "en"}


def findings(encoder: Encoder, source: str, translation: str, twin: str) -> list[Finding]:
    texts = zip(Role, (source, translation, twin), strict=True)
    chain = [Document(role, role, text, LANGUAGES[role]) for role, text in texts if text]
    return [f for f in compare(chain, encoder, Config(force=True)).findings if f.check in OURS]


@pytest.mark.parametrize(
    ("text", "phrase", "kind"),
    [
        ("The bank may raise rates.", "may", "possible"),
        ("Perhaps the robots failed.", "Perhaps", "possible"),
        ("Prices could rise.", "could", "possible"),
        ("It is weighing whether to leave.", "is weighing", "consider"),
        ("She intends to resign.", "intends to", "intend"),
        ("He is due to speak.", "is due to", "expect"),
        ("The club is likely to win.", "is likely", "likely"),
        ("They will pay.", "will", "certain"),
        ("You must register.", "must", "require"),
        ("Patients should rest.", "should", "advise"),
        ("He tried to flee.", "tried to", "attempt"),
        ("She vowed to return.", "vowed to", "commit"),
        ("He has decided to stay.", "has decided to", "decided"),
        ("If it rains, we stay.", "If", "condition"),
        ("When it rains, we stay.", "When", "time"),
    ],
)
def test_english_modality_is_read(text: str, phrase: str, kind: str) -> None:
    assert (phrase, kind) in [(text[start:end], value.kind) for start, end, value in modality.modality(text, "en")]


@pytest.mark.parametrize(
    "text",
    [
        "He was born in May.",
        "May was wet.",
        "It was the people's free will.",
        "Military might alone did not help.",
        "He could not see the shore.",
        "Dinner is considered something special.",
        "You should consider buying a filter.",
    ],
)
def test_words_that_only_look_modal_are_not_missed(text: str) -> None:
    assert [value for *_, value in modality.modality(text, "en") if value.use == "firm"] == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("قد يرفع البنك الفائدة", {"possible"}),
        ("قد لا تنظر المحكمة في القضية", {"possible"}),
        ("وقد ارتفعت الأسعار", set()),
        ("كانت قد خططت لجولة", set()),
        ("لقد تدرب كطبيب", set()),
        ("ربما فشلت الروبوتات", {"possible"}),
        ("تدرس الشركة البيع", {"consider"}),
        ("تعتزم الوزارة خفض الدعم", {"intend"}),
        ("من المتوقع أن تنخفض الأسعار", {"expect"}),
        ("ستبني الشركة مصنعًا", {"future"}),
        ("وسوف تفتح المدارس", {"future"}),
        ("سيارات جديدة في سنوات", set()),
        ("يجب على المصدرين التسجيل", {"oblige"}),
        ("حاول الفريق التعادل", {"attempt"}),
        ("إذا هطل المطر", {"condition"}),
        ("عندما ينتهي الموسم", {"time"}),
    ],
)
def test_arabic_modality_is_read(text: str, kinds: set[str]) -> None:
    assert {value.kind for *_, value in modality.modality(text, "ar")} == kinds


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("It is reportedly short of oxygen.", "en", "report"),
        ("He allegedly fled.", "en", "allege"),
        ("Hackers are believed to have stolen it.", "en", "believe"),
        ("The mayor is accused of taking bribes.", "en", "allege"),
        ("The pilot apparently slept.", "en", "seem"),
        ("According to the union, half left.", "en", "source"),
        ("About 300 people came.", "en", "approximate"),
        ("ويقال إن روسيا تعمل", "ar", "report"),
        ("وبحسب ما ورد بدأت الوكالة", "ar", "report"),
        ("يُزعم أنه هرب", "ar", "allege"),
        ("المهرب المشتبه به", "ar", "allege"),
        ("لم يكن على ما يبدو على علم", "ar", "seem"),
        ("يُعتقد أن قراصنة سرقوها", "ar", "believe"),
    ],
)
def test_hedges_are_read(text: str, language: str, kind: str) -> None:
    assert kind in {value.kind for *_, value in hedges.hedges(text, language)}


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("The firm will soon build a plant.", [("will soon build", FUTURE)]),
        ("They're going to win.", [("They're going to win", FUTURE)]),
        ("He is set to sign.", [("is set to sign", PROSPECT)]),
        ("She is to perform.", [("is to perform", PROSPECT)]),
        ("It was going to rain.", [("was going to rain", MODAL)]),
        ("It has been built.", [("has been built", PERFECT)]),
        ("It has serious flaws.", [("has", PRESENT)]),
        ("They built it.", [("built", PAST)]),
        ("It is being tested.", [("is being tested", PRESENT)]),
        ("It was the people's will.", [("was", PAST)]),
    ],
)
def test_english_verbs_tell_when(text: str, times: list[tuple[str, str]]) -> None:
    assert [(text[start:end], verb.time) for start, end, verb in verb_groups(text, "en")] == times


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("ستبني الشركة", FUTURE),
        ("سوف تبني الشركة", FUTURE),
        ("تم إطلاق المحطة", PAST),
        ("لم يتمكن", PAST),
        ("وقد ارتفعت", PAST),
        ("تبني الشركة", OPEN),
    ],
)
def test_arabic_verbs_tell_when(text: str, time: str) -> None:
    assert next(iter(verb_groups(text, "ar")))[2].time == time


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("It was in orbit for 15 years.", "en", [ENDED]),
        ("It has been in orbit for 15 years.", "en", [LASTING]),
        ("He was jailed for ten years.", "en", []),
        ("It has won a contract for 8 years.", "en", []),
        ("كانت في المدار لمدة 15 عامًا", "ar", [ENDED]),
        ("يعيشون في خيام منذ ثلاثة أشهر", "ar", [LASTING]),
    ],
)
def test_durations_say_whether_a_state_is_over(text: str, language: str, values: list[str]) -> None:
    assert [value for *_, value in durations(text, language)] == values


@given(st.text(max_size=120), st.sampled_from(["en", "ar", "und"]))
def test_any_text_is_read_with_valid_spans(text: str, language: str) -> None:
    for read in (modality.modality, modality.facts, hedges.hedges, hedges.attributions, verb_groups, durations):
        assert all(0 <= start < end <= len(text) for start, end, _ in read(text, language))


SIGNALS = "will may might if when was has been for ten years reportedly said to ? . قد سوف ستبني كان منذ لمدة يقال وفقا"
WORDS = st.sampled_from(SIGNALS.split())


@given(st.lists(WORDS, max_size=25))
def test_any_order_of_signal_words_is_read(words: list[str]) -> None:
    text = " ".join(words)
    for language in ("en", "ar"):
        for read in (modality.modality, modality.facts, hedges.hedges, verb_groups, durations):
            assert all(0 <= start < end <= len(text) for start, end, _ in read(text, language))


CHANGES = [
    pytest.param(
        "Telvanta is considering selling its unit.",
        "تدرس شركة تيلفانتا بيع وحدتها.",
        "Telvanta plans to sell its unit.",
        (Category.MODALITY, Hop.TRANSLATION_TWIN, "plans to"),
        id="considered-planned",
    ),
    pytest.param(
        "Telvanta is considering selling its unit.",
        "تعتزم شركة تيلفانتا بيع وحدتها.",
        "Telvanta plans to sell its unit.",
        (Category.MODALITY, Hop.SOURCE_TRANSLATION, "plans to"),
        id="planned-by-the-translator",
    ),
    pytest.param(
        "The fire may have been caused by a gas leak.",
        "ربما نجم الحريق عن تسرب للغاز.",
        "The fire was caused by a gas leak.",
        (Category.MODALITY, Hop.TRANSLATION_TWIN, "was caused"),
        id="may-dropped",
    ),
    pytest.param(
        "The hospital is reportedly short of oxygen.",
        "ذكرت تقارير أن المستشفى يعاني من نقص الأكسجين.",
        "The hospital is short of oxygen.",
        (Category.HEDGE, Hop.TRANSLATION_TWIN, None),
        id="hedge-dropped",
    ),
    pytest.param(
        "The firm will build a plant in Ohio.",
        "ستبني الشركة مصنعًا في أوهايو.",
        "The firm built a plant in Ohio.",
        (Category.TENSE, Hop.TRANSLATION_TWIN, "built"),
        id="future-past",
    ),
    pytest.param(
        "The firm will build a plant in Ohio.",
        "بنت الشركة مصنعًا في أوهايو.",
        "The firm built a plant in Ohio.",
        (Category.TENSE, Hop.SOURCE_TRANSLATION, "built"),
        id="future-past-by-the-translator",
    ),
    pytest.param(
        "Can the hospital treat them all?",
        "هل يستطيع المستشفى علاجهم جميعًا؟",
        "The hospital can treat them all.",
        (Category.MODALITY, Hop.TRANSLATION_TWIN, "all."),
        id="question-told",
    ),
]


@pytest.mark.parametrize(("source", "translation", "twin", "expected"), CHANGES)
def test_a_change_is_named_with_its_hop_and_place(
    source: str, translation: str, twin: str, expected: tuple[Category, Hop, str | None], encoder: Encoder
) -> None:
    category, hop, text = expected
    (found,) = findings(encoder, source, translation, twin)
    assert (found.category, found.hop, found.severity) == (category, hop, Severity.MAJOR)
    assert text is None or [place.text for place in found.at(Role.TWIN)] == [text]


@pytest.mark.parametrize(("source", "translation", "twin", "expected"), CHANGES)
def test_without_a_translation_the_hop_cannot_be_told(
    source: str, translation: str, twin: str, expected: object, encoder: Encoder
) -> None:
    assert [f.hop for f in findings(encoder, source, "", twin)] == [Hop.SOURCE_TWIN]


def test_a_hedge_that_was_dropped_where_a_speaker_stays_is_minor(encoder: Encoder) -> None:
    source = "The witness had reportedly fled to Canada, the newspaper wrote."
    (found,) = findings(encoder, source, "", "The witness had fled to Canada, the newspaper wrote.")
    assert (found.category, found.severity) == (Category.HEDGE, Severity.MINOR)


@pytest.mark.parametrize(
    ("source", "translation", "twin"),
    [
        (
            "The minister announced that schools would reopen in August.",
            "أعلن الوزير أن المدارس ستعيد فتح أبوابها في أغسطس.",
            "The minister announced that schools will open again in August.",
        ),
        (
            "As a child she would swim in the river every day.",
            "في طفولتها كانت تسبح في النهر كل يوم.",
            "When she was a child, she used to swim in the river daily.",
        ),
        (
            "Should prices rise further, the bank will act.",
            "إذا ارتفعت الأسعار أكثر، فسيتحرك البنك.",
            "If prices keep rising, the bank will take action.",
        ),
        (
            "Exports rose by six percent, the ministry said.",
            "وقالت الوزارة إن الصادرات قد ارتفعت بنسبة ستة بالمئة.",
            "According to the ministry, exports increased by 6 percent.",
        ),
        (
            "It is alleged that the driver had been drinking.",
            "يُزعم أن السائق كان يشرب الكحول.",
            "The driver had allegedly been drinking.",
        ),
        (
            "Minister visits flood victims in the north.",
            "الوزير يزور ضحايا الفيضانات في الشمال.",
            "The minister visited flood victims in the north.",
        ),
    ],
)
def test_faithful_rewordings_are_left_alone(source: str, translation: str, twin: str, encoder: Encoder) -> None:
    assert findings(encoder, source, translation, twin) == []
    assert findings(encoder, source, "", twin) == []


def test_identity_yields_nothing(encoder: Encoder) -> None:
    for member in checks.discover().values():
        for example in member.check.bad:
            if example.source:
                assert findings(encoder, example.source, "", example.source) == []


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("He told reporters that he would have more to say.", "قال للصحفيين إن لديه المزيد ليقوله."),
        ("By half time the visitors had dominated the match.", "بحلول نهاية الشوط الأول سيطر الضيوف على المباراة."),
        ("Great credit has to go to Hunt for the win.", "الفضل كله يرجع إلى هانت في الفوز."),
        ("Rain Over Coast (Farmers May Benefit)", "أمطار على الساحل (قد يستفيد المزارعون)"),
        ("The talks would not have failed without him.", "لم تكن المحادثات لتفشل لولاه."),
        ("She moved out so that her son may have a room.", "انتقلت من البيت حتى يتمكن ابنها من الحصول على غرفة."),
        ("You must stay away from the cliff.", "ابقَ بعيدًا عن الجرف."),
        ("The claim that the bridge was unsafe shook the town.", "هز الادعاء بأن الجسر غير آمن المدينة."),
        ("He was hopeful about the trade talks.", "كان متفائلًا بشأن محادثات التجارة."),
        ("The museum is a symbol of the city.", "يعد المتحف رمزًا للمدينة."),
        ("The company named two new directors.", "سمّت الشركة مديرين جديدين."),
        ("The minister ran the party for a decade.", "سيّر الوزير شؤون الحزب لعقد من الزمن."),
    ],
)
def test_what_a_translator_may_leave_to_the_form_of_the_verb_is_no_finding(
    encoder: Encoder, source: str, translation: str
) -> None:
    assert [finding.message for finding in findings(encoder, source, translation, "")] == []
    assert [finding.message for finding in findings(encoder, "", translation, source)] == []


@pytest.mark.parametrize(
    ("source", "twin"),
    [
        ("It's expected that fares will rise.", "Fares are expected to rise."),
        ("The bus you are thinking of taking goes to Lyon.", "Your intended bus is going to Lyon."),
        ("The driver faces a fine of up to 500 euros.", "The driver may face a fine of up to 500 euros."),
        ("The rules will undoubtedly hurt farmers.", "It is undeniable that the rules hurt farmers."),
        ("The track is expected to be finished by May.", "The track is anticipated to be completed by May."),
    ],
)
def test_loose_english_is_no_finding(encoder: Encoder, source: str, twin: str) -> None:
    found = findings(encoder, source, "", twin)
    assert [finding.message for finding in found if finding.severity is not Severity.MINOR] == []


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("She is going to the market.", {PRESENT}),
        ("She is going to sell it.", {FUTURE}),
        ("It's expected.", {PRESENT}),
        ("It's going to rain.", {FUTURE}),
    ],
)
def test_going_somewhere_is_no_future(text: str, times: set[str]) -> None:
    assert {verb.time for *_, verb in verb_groups(text, "en")} == times


@pytest.mark.parametrize("verb", ["سيطر", "سيطروا", "سيرت", "سندت", "سنت", "ستر"])
def test_a_perfect_whose_root_begins_like_a_future_is_none(verb: str) -> None:
    assert FUTURE not in {group.time for *_, group in verb_groups(f"{verb} الرجال على المدينة", "ar")}
