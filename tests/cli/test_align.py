"""`aligner align` as users call it, through the installed console script's entry point."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from typer.testing import Result

SAMPLES = Path(__file__).parents[2] / "samples"
ISS = SAMPLES / "iss"
SOURCE, TRANSLATION, TWIN = (str(ISS / name) for name in ("source.txt", "arabic.txt", "twin.txt"))
FORMATS = ("text", "tsv", "jsonl", "tmx")

ENGLISH = (
    "Heavy rain flooded the old town of Valdora on Tuesday.",
    "Mayor Ines Calloway said nobody was hurt.",
    "The library will stay closed until next spring.",
)
ARABIC = (
    "غمرت الأمطار الغزيرة البلدة القديمة في فالدورا يوم الثلاثاء.",
    "وقالت رئيسة البلدية إينيس كالواي إنه لم يصب أحد بأذى.",
    "وستبقى المكتبة مغلقة حتى الربيع المقبل.",
)


def one_line_of(result: Result) -> str:
    """The message of a run that could not be done."""
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith("aligner: ")
    return line


def rows_of(tsv: str) -> list[tuple[list[int], ...]]:
    """The numbers in each column of each row."""
    return [
        tuple([int(number) for number in field.split(",") if number] for field in line.split("\t"))
        for line in tsv.removesuffix("\n").split("\n")
    ]


def column(rows: list[tuple[list[int], ...]], at: int) -> list[int]:
    return sorted(chain.from_iterable(row[at] for row in rows))


def aligned_lines(run: Callable[..., Result], folder: Path, left: str, right: str) -> list[tuple[list[int], ...]]:
    paths = [folder / "left.txt", folder / "right.txt"]
    for path, text in zip(paths, (left, right), strict=True):
        path.write_bytes(text.encode())
    result = run("align", *paths, "--lines", "--format", "tsv", "--lang", "source=en", "--lang", "translation=ar")
    assert result.exit_code == 0, result.output
    return rows_of(result.stdout)


@pytest.fixture(scope="module")
def iss(run: Callable[..., Result]) -> dict[str, Result]:
    """What the command says of the sample in each format."""
    return {name: run("align", ISS, "--format", name) for name in FORMATS}


# The formats


def test_every_sentence_of_two_documents_stands_in_one_row(run: Callable[..., Result]) -> None:
    data = [json.loads(line) for line in run("align", SOURCE, TRANSLATION, "-f", "jsonl").stdout.splitlines()]
    rows = rows_of(run("align", SOURCE, TRANSLATION, "-f", "tsv").stdout)
    assert {len(row) for row in rows} == {2}
    for at, role in enumerate(("source", "translation")):
        assert column(rows, at) == list(range(len(data[0]["documents"][role]["sentences"])))


def test_a_chain_of_three_has_three_columns(iss: dict[str, Result]) -> None:
    result = iss["tsv"]
    rows = rows_of(result.stdout)
    assert result.stderr == ""
    assert {len(row) for row in rows} == {3}
    assert rows[0] == ([0], [0], [0])
    assert any(not source and translation and twin for source, translation, twin in rows)


def test_a_sentence_without_a_counterpart_has_a_line_of_its_own(iss: dict[str, Result]) -> None:
    rows = rows_of(iss["tsv"].stdout)
    alone = [row for row in rows if sum(map(bool, row)) == 1]
    assert alone
    assert all(len(side) <= 1 for row in alone for side in row)


def test_jsonl_has_the_chain_and_the_rows_with_their_texts(iss: dict[str, Result]) -> None:
    head, *rows = (json.loads(line) for line in iss["jsonl"].stdout.splitlines())
    assert (head["type"], head["schema"]) == ("chain", "aligner-alignment/1")
    assert {row["type"] for row in rows} == {"row"}
    assert [row["row"] for row in rows] == list(range(len(rows)))
    for role, document in head["documents"].items():
        text = Path(document["origin"]).read_bytes().decode()
        for row in rows:
            spans = [document["sentences"][i] for i in row[role]]
            assert row["texts"][role] == [text[span["start"] : span["end"]] for span in spans]


def test_jsonl_names_everything_as_the_report_does(run: Callable[..., Result], iss: dict[str, Result]) -> None:
    head, *rows = (json.loads(line) for line in iss["jsonl"].stdout.splitlines())
    report = json.loads(run("diff", ISS, "--format", "json").stdout)
    assert head["documents"] == report["documents"]
    for mine, theirs in zip(rows, report["rows"], strict=True):
        del theirs["fidelity"], theirs["parts"]
        assert theirs.items() <= mine.items()


def test_tmx_holds_what_is_told_on_two_sides(iss: dict[str, Result]) -> None:
    root = ET.fromstring(iss["tmx"].stdout.encode())  # noqa: S314 - our own output
    languages = {tuple(tuv.attrib.values()) for tuv in root.iter("tuv")}
    assert languages == {("en",), ("ar",), ("en-x-twin",)}
    assert all(len(unit.findall("tuv")) > 1 for unit in root.iter("tu"))
    assert "Roscos Moss" in "".join(root.itertext())


def test_text_shows_all_sentences_and_counts_on_standard_error(iss: dict[str, Result]) -> None:
    result = iss["text"]
    for path in ISS.iterdir():
        for line in path.read_text(encoding="utf-8").splitlines():
            assert line.strip()[:20] in result.stdout
    assert "(no counterpart)" in result.stdout
    assert "sentences without a counterpart" in result.stderr
    assert "sentences without a counterpart" not in result.stdout


@pytest.mark.parametrize("name", FORMATS)
def test_output_is_the_same_in_a_file_and_quiet_is_quiet(
    run: Callable[..., Result], iss: dict[str, Result], tmp_path: Path, name: str
) -> None:
    target = tmp_path / "out"
    result = run("align", ISS, "--format", name, "--output", target, "--quiet")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert target.read_text(encoding="utf-8") == iss[name].stdout
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_the_same_input_gives_the_same_bytes_on_any_number_of_threads(run: Callable[..., Result]) -> None:
    one, two = (run("align", ISS, "--format", "tmx", "--threads", str(n)).stdout for n in (1, 2))
    assert one == two


@pytest.mark.parametrize("arguments", [("--source", SOURCE, "--twin", TWIN), (SOURCE, "--twin", TWIN)])
def test_two_documents_in_one_language(run: Callable[..., Result], arguments: tuple[str, ...]) -> None:
    result = run("align", *arguments, "--format", "tsv")
    assert result.exit_code == 0
    assert rows_of(result.stdout)[0] == ([0], [0])


# One sentence a line


def test_lines_are_sentences(run: Callable[..., Result], tmp_path: Path) -> None:
    rows = aligned_lines(run, tmp_path, "\n".join(ENGLISH) + "\n", "\n".join(ARABIC) + "\n")
    assert rows == [([i], [i]) for i in range(3)]


@pytest.mark.parametrize(
    ("left", "right", "partners"),
    [
        pytest.param("\n\n".join(ENGLISH) + "\n", "\n".join(ARABIC) + "\n", {0: 0, 2: 1, 4: 2}, id="blank lines"),
        pytest.param("\r\n".join(ENGLISH) + "\r\n", "\n".join(ARABIC) + "\n", {0: 0, 1: 1, 2: 2}, id="CRLF"),
        pytest.param("\n".join(ENGLISH), "\r\n".join(ARABIC), {0: 0, 1: 1, 2: 2}, id="no final newline"),
        pytest.param("\n\n" + "\n".join(ENGLISH) + "\n\n", "\n".join(ARABIC), {2: 0, 3: 1, 4: 2}, id="blank ends"),
        pytest.param(
            "\n".join(line.replace(" ", "\u2028", 1) for line in ENGLISH),
            "\n".join(line.replace(" ", "\x0b", 1) for line in ARABIC),
            {0: 0, 1: 1, 2: 2},
            id="separators inside a line",
        ),
    ],
)
def test_numbers_are_the_numbers_of_lines(
    run: Callable[..., Result], tmp_path: Path, left: str, right: str, partners: dict[int, int]
) -> None:
    rows = aligned_lines(run, tmp_path, left, right)
    for at, text in enumerate((left, right)):
        assert column(rows, at) == list(range(len(text.removesuffix("\n").split("\n"))))
    for i, j in partners.items():
        assert any(i in a and j in b for a, b in rows)


# Documents that do not belong together


def test_another_article_is_aligned_with_a_warning(run: Callable[..., Result]) -> None:
    other = SAMPLES / "related" / "end-of-partnership.txt"
    result = run("align", "--source", other, "--twin", TWIN, "--format", "jsonl", "--quiet")
    assert result.exit_code == 0
    (warning,) = result.stderr.splitlines()
    assert warning.startswith("warning: not the same article: ")
    head = json.loads(result.stdout.splitlines()[0])
    assert f"warning: {head['warnings'][0]}" == warning


# Bad input


@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"---\n***\n", bytes(range(256)) * 20])
@pytest.mark.parametrize("options", [(), ("--lines",)])
def test_what_has_no_words_is_refused_in_one_line(
    run: Callable[..., Result], tmp_path: Path, data: bytes, options: tuple[str, ...]
) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(data)
    assert str(path) in one_line_of(run("align", SOURCE, path, *options))


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--encoding", "no-such-codec"),
        ("--lang", "arabic"),
        ("--max-size", "0"),
        ("--output", "/"),
        ("--output", TWIN),
        ("--encoder", "word2vec"),
        ("--output", "/no/such/folder/out.tsv"),
    ],
)
def test_wrong_settings(run: Callable[..., Result], option: str, value: str) -> None:
    one_line_of(run("align", ISS, option, value))


def test_wrong_documents(run: Callable[..., Result], tmp_path: Path) -> None:
    assert "missing.txt" in one_line_of(run("align", SOURCE, tmp_path / "missing.txt"))
    assert "at least two" in one_line_of(run("align", SOURCE))
    assert "at most three" in one_line_of(run("align", SOURCE, TRANSLATION, TWIN, TWIN))


def test_an_unknown_format_is_a_usage_error(run: Callable[..., Result]) -> None:
    result = run("align", ISS, "--format", "xliff")
    assert result.exit_code == 2
    assert result.stdout == ""


# The process

RUN = """
import os
from importlib.metadata import entry_points
(script,) = entry_points(group="console_scripts", name="aligner")
script.load()(prog_name="aligner")
"""


@pytest.mark.parametrize("name", FORMATS)
def test_a_document_cannot_steer_the_terminal(run: Callable[..., Result], tmp_path: Path, name: str) -> None:
    hostile = "The \x1b[2Jdam\u202e of \x9bValdora held on Monday. It was <b>built</b> & ]]> paid by Roscosmos.\u2066"
    paths = [tmp_path / "source.txt", tmp_path / "twin.txt"]
    for path in paths:
        path.write_text(hostile, encoding="utf-8")
    output = run("align", "--source", paths[0], "--twin", paths[1], "--format", name).stdout
    assert output
    assert not set("\x1b\x9b\u202e\u2066") & set(output)


@pytest.mark.skipif(sys.platform == "win32" or sys.platform == "darwin", reason="file names are bytes on Linux")
@pytest.mark.parametrize("name", FORMATS)
def test_a_file_name_may_be_any_bytes(tmp_path: Path, name: str) -> None:
    paths = [os.fsencode(tmp_path) + b"/" + file for file in (b"s\xff.txt", b"t\xff.txt")]
    for path in paths:
        Path(os.fsdecode(path)).write_text("The dam of Valdora held on Monday.", encoding="utf-8")
    command = [sys.executable, "-c", RUN, "align", "--format", name, "--source", paths[0], "--twin", paths[1]]
    done = subprocess.run(command, capture_output=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    assert done.stdout.decode("utf-8")


@pytest.mark.parametrize("word", ["--lines", "--format", "tmx", "--encoder", "Exit codes", "SOURCE TRANSLATION"])
def test_help_explains_itself(run: Callable[..., Result], word: str) -> None:
    assert word in run("align", "--help").output
