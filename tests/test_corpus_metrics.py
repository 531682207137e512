"""BLEU, chrF2++ and TER are those of the sacrebleu command, to the last digit it prints."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from aligner.bitext import Role
from aligner.comparison import Comparison
from aligner.corpus_metrics import CorpusMetric, measured

REFERENCES = [
    "Heavy rain flooded the old town of Valdora on Tuesday.",
    "",
    "The river rose by 3 metres within a day, according to the water board.",
    "Nobody was hurt, said Mayor Ines Calloway.  ",
    "Shares of Telvanta fell by 4 % after the port was closed.",
    "Repairs will take until the end of March.",
    "“We were lucky,” she said.",
]
GOOD = [
    "Heavy rain flooded the old town of Valdora on Tuesday.",
    "",
    "The river rose by 3 metres in one day, according to the water board.",
    "Nobody was injured, Mayor Ines Calloway said.",
    "Telvanta shares fell 4% after the port closed.",
    "Repairs will last until the end of March.",
    "“We got lucky,” she said.",
]
POOR = [
    "Heavy rains drowned Valdora's ancient town Tuesday.",
    "An added line.",
    "River level rises 30 m.",
    "",
    "Telvanta fell.",
    "The repairs, until the end of March, will take.",
    '"We were happy", said the woman.',
]
COMMAND = [sys.executable, "-m", "sacrebleu"]
METRICS = ["-m", "bleu", "chrf", "ter", "--chrf-word-order", "2", "-w", "4"]


def lines(folder: Path, name: str, texts: list[str]) -> Path:
    path = folder / name
    path.write_text("".join(f"{text}\n" for text in texts), encoding="utf-8")
    return path


def command(folder: Path, references: list[str], *systems: list[str]) -> list[str]:
    files = [lines(folder, f"system-{k}", texts) for k, texts in enumerate(systems)]
    return [*COMMAND, str(lines(folder, "references", references)), "-i", *map(str, files), *METRICS]


def told(call: list[str]) -> list[dict[str, object]]:
    done = subprocess.run(call, capture_output=True, text=True, check=True)
    found: list[dict[str, object]] = json.loads(done.stdout)
    return found


def equal(found: tuple[CorpusMetric, ...], expected: list[dict[str, object]], variant: int) -> None:
    assert [metric.name for metric in found] == [score["name"] for score in expected]
    for metric, score in zip(found, expected, strict=True):
        assert f"{metric.variants[variant].score:.4f}" == f"{score['score']:.4f}"
        assert metric.signature == score["signature"]


@pytest.mark.parametrize("texts", [GOOD, POOR])
def test_scores_and_signatures_are_those_of_the_command(tmp_path: Path, texts: list[str]) -> None:
    stripped = [text.rstrip() for text in REFERENCES]
    equal(measured([texts, POOR], stripped), told(command(tmp_path, REFERENCES, texts)), 0)


def test_so_are_those_of_an_article(tmp_path: Path, iss_variants: Comparison) -> None:
    rows = [k for k, row in enumerate(iss_variants.rows) if row.source and row.counts]
    references = [iss_variants.text(Role.SOURCE, k) for k in rows]
    for number in range(3):
        texts = [iss_variants.text(Role.TWIN, k, number) for k in rows]
        equal(iss_variants.metrics, told(command(tmp_path, references, texts)), number)


@pytest.mark.parametrize("kind", ["bs", "ar"])
def test_tests_are_those_of_the_command(tmp_path: Path, kind: str) -> None:
    references, good, poor = (texts * 3 for texts in (REFERENCES, GOOD, POOR))
    call = [*command(tmp_path, references, good, poor), f"--paired-{kind}", "-f", "text"]
    printed = subprocess.run(call, capture_output=True, text=True, check=True).stdout
    found = measured([good, poor], [text.rstrip() for text in references])
    values = [metric.variants[1] for metric in found]
    for value in values:
        interval = f" ({value.mean:.4f} ± {value.half_width:.4f})" if kind == "bs" else ""
        assert f"{value.score:.4f}{interval}" in printed
    told = [float(p_value) for p_value in re.findall(r"p = ([\d.]+)", printed)]
    mine = [value.bootstrap if kind == "bs" else value.randomisation for value in values]
    assert mine == pytest.approx(told, abs=1e-4)
    for metric in found:
        assert metric.tests[kind == "ar"] in printed


def test_copies_do_not_differ_and_one_line_proves_nothing() -> None:
    stripped = [text.rstrip() for text in REFERENCES]
    almost = [*GOOD[:-1], "She was happy."]
    for metric in measured([GOOD, GOOD, almost], stripped):
        _, copy, other = metric.variants
        assert (copy.bootstrap, copy.randomisation) == (1.0, 1.0)
        assert (other.bootstrap, other.randomisation) == (1.0, 1.0)
    assert measured([[], []], []) == ()
