"""`aligner score` as users call it, through the installed console script's entry point."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

FAITHFUL = {
    "id": "flood",
    "source": "Heavy rain flooded the old town of Valdora on Tuesday.",
    "translation": "غمرت الأمطار الغزيرة البلدة القديمة في فالدورا يوم الثلاثاء.",
    "twin": "Heavy rain flooded the old town of Valdora on Tuesday.",
    "desk": "weather",
}
WRONG = {
    "id": "port",
    "source": "Shares of Telvanta fell after the mayor, Ines Calloway, closed the port.",
    "translation": "تراجعت أسهم تلفانتا بعد أن أغلقت رئيسة البلدية إينيس كالواي الميناء.",
    "twin": "Telvanta shares fell after the mayor, Ines Robertson, closed the port.",
}


RUN = """
from importlib.metadata import entry_points
(script,) = entry_points(group="console_scripts", name="aligner")
script.load()(prog_name="aligner")
"""


def jsonl(*items: object) -> str:
    return "".join(f"{item if isinstance(item, str) else json.dumps(item, ensure_ascii=False)}\n" for item in items)


def file(folder: Path, items: Iterable[object], name: str = "items.jsonl") -> Path:
    path = folder / name
    path.write_text(jsonl(*items), encoding="utf-8")
    return path


def results(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def one_line_of(result: Result) -> str:
    """The message of a run that could not be done."""
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith("aligner: ")
    return line


def test_an_item_a_line_in_order_with_its_own_fields(run: Callable[..., Result], tmp_path: Path) -> None:
    result = run("score", file(tmp_path, [WRONG, FAITHFUL, {**WRONG, "id": 3}]), "--format", "jsonl")
    assert result.exit_code == 0
    assert result.stderr == ""
    port, flood, third = results(result)
    assert [port["id"], flood["id"], third["id"]] == ["port", "flood", 3]
    assert flood["desk"] == "weather"
    assert flood["findings"] == []
    assert port["findings"]
    assert third["fidelity"] == port["fidelity"]
    assert set(flood) == {"id", "desk", "fidelity", "parts", "findings", "signature"}


@pytest.mark.parametrize("absent", ["source", "translation", "twin"])
def test_two_texts_do(run: Callable[..., Result], tmp_path: Path, absent: str) -> None:
    (item,) = results(run("score", file(tmp_path, [{**FAITHFUL, absent: None}]), "-f", "jsonl"))
    assert isinstance(item["fidelity"], dict)
    (hop, chain) = item["fidelity"].items()
    assert absent not in hop[0]
    assert chain == ("chain", hop[1])


@pytest.mark.parametrize(
    ("gate", "code"),
    [
        ([], 0),
        (["--fail-on", "never"], 0),
        (["--fail-on", "critical"], 1),
        (["--min-score", "70"], 1),
        (["--min-score", "1"], 0),
    ],
)
def test_findings_fail_a_run_only_if_asked(
    run: Callable[..., Result], tmp_path: Path, gate: list[str], code: int
) -> None:
    assert run("score", file(tmp_path, [FAITHFUL, WRONG]), *gate).exit_code == code
    assert run("score", file(tmp_path, [FAITHFUL]), *gate).exit_code == 0


def test_bad_lines_are_named_and_the_rest_goes_on(run: Callable[..., Result], tmp_path: Path) -> None:
    items = [FAITHFUL, "no json \x1b[31m", {"id": "alone", "source": "Rain fell."}, [], {**WRONG, "twin": 5}, WRONG]
    result = run("score", file(tmp_path, items), "-f", "jsonl", "--fail-on", "minor", "--quiet")
    assert result.exit_code == 2
    assert [item["id"] for item in results(result)] == ["flood", "port"]
    assert [line.split(":")[1] for line in result.stderr.splitlines()] == [" line 2", " line 3", " line 4", " line 5"]
    assert "\x1b" not in result.output


def test_standard_input(app: typer.Typer) -> None:
    for text in (jsonl(FAITHFUL, WRONG), "id\tsource\ttwin\nflood\tRain fell.\tRain fell.\nport\tRain fell.\tNo.\n"):
        result = CliRunner().invoke(app, ["score", "-", "-f", "jsonl"], input=text, prog_name="aligner")
        assert result.exit_code == 0, result.output
        assert [item["id"] for item in results(result)] == ["flood", "port"]


def test_results_stream_while_the_input_is_still_open() -> None:
    command = [sys.executable, "-c", RUN, "score", "-", "-f", "jsonl"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(jsonl(*[FAITHFUL] * 300).encode())
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == "flood"
        process.stdin.close()
        assert len(process.stdout.readlines()) == 299


def test_text_has_a_line_a_finding_and_a_summary(run: Callable[..., Result], tmp_path: Path) -> None:
    path = file(tmp_path, [FAITHFUL, WRONG])
    result = run("score", path)
    assert all(line.startswith("port: ") for line in result.stdout.splitlines())
    assert "items 2, 1 with findings" in result.stderr
    assert run("score", path, "--quiet").stderr == ""


def test_tsv_has_a_header_and_a_row_an_item(run: Callable[..., Result], tmp_path: Path) -> None:
    header, *rows = run("score", file(tmp_path, [FAITHFUL, WRONG]), "-f", "tsv").stdout.splitlines()
    assert header.split("\t")[:3] == ["id", "desk", "source-translation"]
    assert [row.split("\t")[:2] for row in rows] == [["flood", "weather"], ["port", ""]]


def test_a_file_holds_what_would_be_printed(run: Callable[..., Result], tmp_path: Path) -> None:
    path, output = file(tmp_path, [FAITHFUL, "oops", WRONG]), tmp_path / "out.jsonl"
    result = run("score", path, "-f", "jsonl", "-o", output)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert output.read_text(encoding="utf-8") == run("score", path, "-f", "jsonl").stdout
    assert {child.name for child in tmp_path.iterdir()} == {"items.jsonl", "out.jsonl"}


def test_checks_without_tables_for_a_language_are_named(run: Callable[..., Result], tmp_path: Path) -> None:
    result = run("score", file(tmp_path, [FAITHFUL]), "-f", "jsonl", "--lang", "translation=fr")
    assert "skipped for fr" in result.stderr


def test_what_cannot_be_done_is_said_in_a_line(run: Callable[..., Result], tmp_path: Path) -> None:
    path = file(tmp_path, [FAITHFUL])
    assert "cannot be read" in one_line_of(run("score", tmp_path / "none.jsonl"))
    assert "empty" in one_line_of(run("score", file(tmp_path, [], "empty.jsonl")))
    assert "cannot be read" in one_line_of(run("score", tmp_path))
    assert "documents" in one_line_of(run("score", path, "-o", path))
    assert "--lang" in one_line_of(run("score", path, "--lang", "english"))
    assert "least score" in one_line_of(run("score", path, "--min-score", "101"))
    (tmp_path / "head.tsv").write_text("source\ttwin\n", encoding="utf-8")
    assert "no items" in one_line_of(run("score", tmp_path / "head.tsv"))


def test_other_metrics_stand_beside_ours(run: Callable[..., Result], tmp_path: Path) -> None:
    path = file(tmp_path, [FAITHFUL, WRONG, {"id": "pair", "source": "Rain fell.", "translation": "هطل المطر."}])
    result = run("score", path, "-f", "jsonl", "--peers")
    same, wrong, pair = results(result)
    assert same["peers"] == {"BLEU": 100.0, "chrF2++": 100.0, "TER": 0.0}
    assert 0 < wrong["peers"]["BLEU"] < wrong["peers"]["chrF2++"] < 100  # type: ignore[index]
    assert "peers" not in pair
    text = run("score", path, "--peers")
    assert [line.split()[0] for line in text.stderr.splitlines()[-3:]] == ["BLEU", "chrF2++", "TER"]
    assert "eff:no" in text.stderr
    head, *rows = run("score", path, "-f", "tsv", "--peers").stdout.splitlines()
    assert rows[0].split("\t")[head.split("\t").index("TER")] == "0.0"


def test_the_signature_alone(run: Callable[..., Result], tmp_path: Path) -> None:
    alone = run("score", "--signature-only").stdout.strip()
    (scored,) = results(run("score", file(tmp_path, [FAITHFUL]), "-f", "jsonl"))
    kept = [field for field in str(scored["signature"]).split("|") if not field.startswith("languages:")]
    assert alone == "|".join(kept)
    assert run("diff", "--signature-only").stdout.strip() == alone
    assert "ITEMS" in one_line_of(run("score"))


def test_a_score_is_explained(run: Callable[..., Result], tmp_path: Path) -> None:
    (scored,) = results(run("score", file(tmp_path, [WRONG]), "-f", "jsonl"))
    parts, fidelity = scored["parts"], scored["fidelity"]
    assert isinstance(parts, dict)
    assert isinstance(fidelity, dict)
    for name, value in fidelity.items():
        assert sum(parts[name].values()) == pytest.approx(100 - value, abs=0.1)
    assert parts["chain"]["findings"] > 20
