"""The segmenter on real articles, on hard boundaries, and on any text at all."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.bitext import Document, Role, SentenceKind
from aligner.lang.arabic import fold, folded
from aligner.lang.boilerplate import ends_in_credit, is_boilerplate_line, is_boilerplate_sentence
from aligner.lang.paragraphs import paragraphs
from aligner.segment import segment

SAMPLES = Path(__file__).parent.parent / "samples"
GOLD = json.loads((Path(__file__).parent / "iss" / "gold.json").read_text(encoding="utf-8"))


def sentences(text: str, lang: str = "en") -> list[str]:
    document = Document(Role.SOURCE, "test", text, lang)
    return [document.slice(sentence.span) for sentence in segment(document)]


def kinds(text: str, lang: str = "en") -> dict[str, SentenceKind]:
    document = Document(Role.SOURCE, "test", text, lang)
    return {document.slice(sentence.span): sentence.kind for sentence in segment(document)}


def boilerplate(text: str) -> list[str]:
    return [sentence for sentence, kind in kinds(text).items() if kind == SentenceKind.BOILERPLATE]


def squeezed(text: str) -> str:
    return " ".join(text.split())


def sample(name: str) -> str:
    return (SAMPLES / name).read_text(encoding="utf-8")


ANY_TEXT = st.text() | st.text(alphabet='aB1 .!?…"”»(\n\r\u2029،.ابد؟。\u200f', max_size=200)


@given(ANY_TEXT, st.sampled_from(["en", "ar", "de", "und"]))
@settings(max_examples=400, deadline=None)
def test_sentences_hold_all_but_white_space_once_and_in_order(text: str, lang: str) -> None:
    found = segment(Document(Role.SOURCE, "test", text, lang))
    end = 0
    for sentence in found:
        assert end <= sentence.span.start < sentence.span.end
        assert not text[end : sentence.span.start].strip()
        inside = text[sentence.span.start : sentence.span.end]
        assert inside == inside.strip()
        end = sentence.span.end
    assert not text[end:].strip()


@pytest.mark.parametrize(
    "parts",
    [
        ["Dr. Smith met J. K. Rowling at 3.5 p.m. on Jan. 5.", "He left."],
        ["The plan came from the U.S. Senate.", "It failed."],
        ["They live in the U.S.", "The plan is old."],
        ["No. 5 was late, vs. No. 7.", "No one saw it."],
        ["He said no.", "Then he left."],
        ["“We need time.", "We have none,” he said.", "“That is all.”", "She agreed."],
        ["“Is it over?” he asked.", "It was."],
        ["He waited ... and waited.", "Nothing came."],
        ["It is one of the leading. . . authorities.", "So it is."],
        ["He stopped . . .", "Then he went on."],
        ["Visit example.com or Node.js today!", "iPhone users may not."],
        ["He won the Super-G.", "Poland came second."],
        ["The cave (it is old.)", "Another one [2].", "“Last.”"],
        ["Growth hit 3.5%.", "5 firms failed."],
    ],
)
def test_english_boundaries(parts: list[str]) -> None:
    assert sentences(" ".join(parts)) == parts


@pytest.mark.parametrize(
    "parts",
    [
        ["قال د. محمد إن أ.د. علي وصل.", "ثم غادر."],
        ["نقلت أ.ف.ب عن المسؤول قوله.", "ولم يعلق أحد."],
        ["وقالت الوكالة: عندما نقرر سنعلن.", "هل هذا صحيح؟", "نعم!"],
        ["بلغت النسبة 3.5 في المئة عام 2024.", "وارتفعت بعده."],
        ["قال: «لن نرحل.»", "ثم صمت."],
    ],
)
@pytest.mark.parametrize("glue", [" ", ""])
def test_arabic_boundaries_with_and_without_a_space(parts: list[str], glue: str) -> None:
    assert sentences(glue.join(parts), "ar") == parts


def test_glued_arabic_gives_an_opening_quote_to_the_sentence_it_opens() -> None:
    assert sentences('انتهى الأمر."لن نرحل" قال الرجل.', "ar") == ["انتهى الأمر.", '"لن نرحل" قال الرجل.']
    assert sentences('قال: "لن نرحل."ثم صمت.', "ar") == ['قال: "لن نرحل."', "ثم صمت."]


def test_two_dots_are_a_pause_in_arabic() -> None:
    assert len(sentences("مصر.. مقتل خمسة في حادث سير.", "ar")) == 1


@pytest.mark.parametrize(
    ("lang", "parts", "glue"),
    [
        ("zh", ["总统昨天说话。", "「他走了！」", "真的？"], ""),
        ("hi", ["यह एक वाक्य है।", "यह दूसरा है।"], " "),
        ("de", ["Am 3. Oktober kam Dr. Meier.", "Er blieb."], " "),
        ("ru", ["Он ушёл.", "Она осталась."], " "),
    ],
)
def test_other_languages(lang: str, parts: list[str], glue: str) -> None:
    assert sentences(glue.join(parts), lang) == parts


def test_the_arabic_sample_is_cut_where_its_sentences_touch() -> None:
    found = sentences(sample("iss/arabic.txt"), "ar")
    assert len(found) == 14
    assert all(sentence.endswith(".") for sentence in found[1:])


def test_wrapped_lines_are_joined_and_one_paragraph_a_line_is_not() -> None:
    wrapped = (
        "The space agency said on Monday that it would leave the station\n"
        "when its contract ends, and that talks with all of its partners\n"
        "were to begin in the autumn of next year. Nobody was surprised,\n"
        "least of all the engineers.\n"
        "\n"
        "A new module is being built."
    )
    assert len(sentences(wrapped)) == 3
    lines = wrapped.replace("\n\n", "\n").replace("year.", "year").split("\n")
    assert len(sentences("\n".join(line.capitalize() for line in lines))) == 5


def test_wrapped_arabic_is_joined() -> None:
    text = sample("iss/arabic.txt").split("\n\n")[1].split()
    lines, line = [], ""
    for word in text:
        if len(line) + len(word) + 1 > 72:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    assert len(sentences("\n".join([*lines, line]), "ar")) == 13


def test_blocks_are_split_at_blank_lines_of_any_kind() -> None:
    text = "a b\r\n \t\r\nc\u2029d"
    assert [[text[start:end] for start, end in block] for block in paragraphs(text)] == [["a b"], ["c", "d"]]


def test_every_boilerplate_sentence_of_the_gold_is_found_and_nothing_else_in_the_source() -> None:
    wanted = set(map(squeezed, GOLD["boilerplate"]))
    source, twin = (set(map(squeezed, boilerplate(sample(f"iss/{name}.txt")))) for name in ("source", "twin"))
    assert source == wanted - {"Previous Post Next Post"}
    assert "Previous Post Next Post" in twin


def test_a_second_copy_of_the_title_is_boilerplate() -> None:
    document = Document(Role.TWIN, "twin", sample("iss/twin.txt"), "en")
    first, second, third = segment(document)[:3]
    assert document.slice(first.span) == document.slice(second.span)
    assert (first.kind, second.kind, third.kind) == (
        SentenceKind.HEADING,
        SentenceKind.BOILERPLATE,
        SentenceKind.TEXT,
    )


def test_captions_and_trailers_of_the_related_article() -> None:
    found = boilerplate(sample("related/withdrawal-2025.txt"))
    assert [sentence.split()[0] for sentence in found] == ["An", "A", "The", "Video:", "Source"]
    assert not boilerplate(sample("related/end-of-partnership.txt"))


def test_a_line_of_text_that_ends_the_document_heads_nothing() -> None:
    assert list(kinds("Roscosmos told AFP").values()) == [SentenceKind.TEXT]
    assert kinds("A title\n\nSome text.\n\nA last line")["A last line"] == SentenceKind.TEXT


@pytest.mark.parametrize(
    "line",
    [
        "اقرأ أيضًا: روسيا تنسحب", "تابعنا على فيسبوك", "شارك هذا الخبر على تويتر", "المصدر: وكالات", "[إعلان]",
        "Follow us on Twitter", "Advertisement", "Read more »", "Photo: John Smith", "© 2021 The Agency", "* * *",
        "By Jane Doe", "Accept all cookies", "3 hours ago", "Jane Doe / AFP",
    ],
)  # fmt: skip
def test_boilerplate_lines(line: str) -> None:
    assert is_boilerplate_line(line) or ends_in_credit(line)


@pytest.mark.parametrize(
    "line",
    [
        "The minister told Reuters that cookies and newsletters would be taxed.", "Save the Children appeals for aid",
        "Like Trump on Twitter, he wrote in capitals.", "Reporting by the agency found that prices rose.",
        "Copyright law reform stalls in parliament", "Via Rail workers walk out", "This story may not be over.",
        "Readers can subscribe to the newspaper for ten dollars.", "According to the AP/Reuters.", "Print is not dead.",
        "He bought the picture from Getty Images.", "Police released a file photo, officials said.",
        "تابعنا في الأسبوع الماضي أحداثًا كثيرة.", "مصدر: السعودية تدرس خفض الإنتاج", "شارك مع منتخب بلاده في البطولة",
        "نقلت رويترز عن المصدر قوله إن الشركة تستخدم ملفات الارتباط.",
    ],
)  # fmt: skip
def test_running_text_is_no_boilerplate(line: str) -> None:
    assert not (is_boilerplate_line(line) or is_boilerplate_sentence(line) or ends_in_credit(line))


def test_arabic_patterns_are_written_as_the_text_they_meet_is_folded() -> None:
    table = (Path(__file__).parent.parent / "aligner/lang/boilerplate.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if not line.startswith("#")]
    assert {len(row) for row in rows} == {4}
    assert [row[2] for row in rows if folded(row[2]) != row[2]] == []


@given(st.text(alphabet="أإآىةي ًٌّـ٣a.ﻻ\u200f"))
def test_folding_maps_back(text: str) -> None:
    plain, offsets = fold(text)
    assert plain == folded(text)
    assert len(offsets) == len(plain) + 1
    assert list(offsets) == sorted(offsets)
    for at, letter in enumerate(plain):
        assert letter in folded(text[offsets[at]])


@pytest.mark.parametrize(
    "unit", [".", '"', ". ", "A. ", ".'", '. "', "(", "؟ا", "a\n", "word ", "Mr. ", ". »", "By A "]
)
def test_time_is_linear_on_adversarial_text(unit: str) -> None:
    def seconds(repeats: int) -> float:
        document = Document(Role.SOURCE, "test", unit * repeats, "ar")
        start = time.process_time()
        segment(document)
        return time.process_time() - start

    seconds(100)
    # The best of three, since others use the machine too; quadratic time would be sixteen times as long.
    longer, shorter = (min(seconds(repeats) for _ in range(3)) for repeats in (80_000, 20_000))
    assert longer < 12 * shorter + 0.5
