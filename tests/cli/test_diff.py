"""`aligner diff` as users call it, through the installed console script's entry point."""

from __future__ import annotations

import importlib.metadata
import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import Result

SAMPLES = Path(__file__).parents[2] / "samples"
ISS = SAMPLES / "iss"
SOURCE, TRANSLATION, TWIN = (str(ISS / name) for name in ("source.txt", "arabic.txt", "twin.txt"))
NAMES = ("Roscos Moss", "Navani")


def python(code: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, capture_output=True, env={**os.environ, **environment}, check=False, timeout=120)


RUN = """
from importlib.metadata import entry_points
(script,) = entry_points(group="console_scripts", name="aligner")
script.load()(prog_name="aligner")
"""


def one_line_of(result: Result) -> str:
    """The message of a run that could not be done."""
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith("aligner: ")
    return line


# What it does


@pytest.mark.parametrize(
    "arguments",
    [
        (ISS,),
        (SOURCE, TRANSLATION, TWIN),
        ("--source", SOURCE, "--translation", TRANSLATION, "--twin", TWIN),
        (SOURCE, "--translation", TRANSLATION, TWIN),
        (SOURCE, "--twin", TWIN),
        ("--source", SOURCE, "--twin", TWIN),
    ],
)
def test_distortions_of_the_sample_fail_the_run(run: Callable[..., Result], arguments: tuple[str, ...]) -> None:
    result = run("diff", *arguments, "--format", "json")
    assert result.exit_code == 1
    found = {span["text"] for f in json.loads(result.stdout)["findings"] for span in f["spans"]["twin"]}
    assert set(NAMES) <= found


def test_spans_are_the_text_of_the_files(run: Callable[..., Result]) -> None:
    data = json.loads(run("diff", ISS, "--format", "json").stdout)
    for finding in data["findings"]:
        for role, spans in finding["spans"].items():
            text = Path(data["documents"][role]["origin"]).read_bytes().decode() if spans else ""
            assert all(text[span["start"] : span["end"]] == span["text"] for span in spans)


def test_source_and_translation_alone_have_one_hop(run: Callable[..., Result]) -> None:
    result = run("diff", SOURCE, TRANSLATION, "--fail-on", "critical")
    assert result.exit_code == 0
    assert "source-translation" in result.stderr
    assert "source-twin" not in result.stderr
    assert {line.rsplit(" ", 1)[-1] for line in result.stdout.splitlines()} == {"[source-translation]"}


def test_translation_and_twin_alone(run: Callable[..., Result]) -> None:
    data = json.loads(run("diff", "--translation", TRANSLATION, "--twin", TWIN, "--format", "json").stdout)
    assert set(data["documents"]) == {"translation", "twin"}
    assert {hop for row in data["rows"] for hop in row["fidelity"]} <= {"translation-twin", "chain"}


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--fail-on", "critical"], 1),
        (["--fail-on", "never"], 0),
        (["--fail-on", "never", "--min-score", "99"], 1),
        (["--fail-on", "never", "--min-score", "10"], 0),
        (["--fail-on", "never", "--min-score", "10", "--min-score", "row=90"], 1),
        (["--fail-on", "never", "--min-score", "translation-twin=99"], 1),
        (["--fail-on", "never", "--min-score", "translation-twin=10"], 0),
    ],
)
def test_the_gate(run: Callable[..., Result], options: list[str], code: int) -> None:
    assert run("diff", ISS, *options).exit_code == code


def test_without_a_terminal_a_line_a_finding_and_the_summary_apart(run: Callable[..., Result]) -> None:
    result = run("diff", ISS)
    assert [line.split(": ")[1] for line in result.stdout.splitlines()].count("critical name") == 2
    assert "fidelity" in result.stderr
    assert "fidelity" not in result.stdout


def test_quiet_says_nothing_on_standard_error(run: Callable[..., Result]) -> None:
    result = run("diff", ISS, "--quiet")
    assert result.stderr == ""
    assert result.stdout


def test_output_is_written_whole(run: Callable[..., Result], tmp_path: Path) -> None:
    target = tmp_path / "report.json"
    target.write_text("old", encoding="utf-8")
    result = run("diff", ISS, "--format", "json", "--output", target)
    assert result.stdout == ""
    assert json.loads(target.read_text(encoding="utf-8"))["schema"] == "aligner-report/1"
    assert [path.name for path in tmp_path.iterdir()] == ["report.json"]


def test_a_run_that_fails_leaves_the_old_output(run: Callable[..., Result], tmp_path: Path) -> None:
    target = tmp_path / "report.json"
    target.write_text("old", encoding="utf-8")
    one_line_of(run("diff", SOURCE, tmp_path / "missing.txt", "--output", target))
    assert target.read_text(encoding="utf-8") == "old"


def test_the_same_input_gives_the_same_bytes_on_any_number_of_threads(run: Callable[..., Result]) -> None:
    one, two = (run("diff", ISS, "--format", "json", "--threads", str(n)).stdout for n in (1, 2))
    assert one == two


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "cp1256", "iso-8859-6"])
def test_encodings_are_detected(run: Callable[..., Result], tmp_path: Path, codec: str) -> None:
    text = Path(TRANSLATION).read_text(encoding="utf-8")
    (tmp_path / "arabic.txt").write_bytes(text.encode(codec))
    plain = json.loads(run("diff", "--translation", TRANSLATION, "--twin", TWIN, "--format", "json").stdout)
    other = json.loads(run("diff", "--translation", tmp_path / "arabic.txt", "--twin", TWIN, "--format", "json").stdout)
    assert other["rows"] == plain["rows"]
    assert other["findings"] == plain["findings"]


def test_languages_can_be_told(run: Callable[..., Result]) -> None:
    data = json.loads(run("diff", ISS, "--format", "json", "--lang", "twin=de").stdout)
    assert data["documents"]["twin"]["lang"] == "de"
    assert {"names", "unsupported"} <= {skipped["check"] for skipped in data["summary"]["skipped"]}


@pytest.mark.parametrize("code", ["EN", "en-US", "en_GB"])
def test_a_region_does_not_matter(run: Callable[..., Result], code: str) -> None:
    data = json.loads(run("diff", ISS, "--format", "json", "--lang", f"source={code}").stdout)
    assert data["documents"]["source"]["lang"] == "en"
    assert len(data["findings"]) >= 3


def test_skipped_checks_are_said_even_when_quiet(run: Callable[..., Result]) -> None:
    assert "names skipped for xx" in run("diff", ISS, "--lang", "twin=xx", "--quiet").stderr


@pytest.mark.parametrize(("source", "translation"), [(SOURCE, TWIN), (TRANSLATION, TRANSLATION)])
def test_a_translation_into_the_same_language_is_refused(
    run: Callable[..., Result], source: str, translation: str
) -> None:
    assert "--twin" in one_line_of(run("diff", source, translation))


# Bad input


def zipped() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return buffer.getvalue()


BAD = {
    "empty": (b"", "empty"),
    "blank": (b" \n\t\n", "white space"),
    "binary": (bytes(range(256)) * 20, "binary"),
    "nul": (b"The dam held.\0 The valley was dry.", "binary"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "PDF"),
    "zip": (zipped(), "Word document"),
    "large": (b"The dam held. " * 1_800_000, "20 MB"),
}


@pytest.mark.parametrize("kind", BAD)
def test_what_is_no_text_is_refused_in_one_line(run: Callable[..., Result], tmp_path: Path, kind: str) -> None:
    data, word = BAD[kind]
    path = tmp_path / f"{kind}.txt"
    path.write_bytes(data)
    line = one_line_of(run("diff", SOURCE, path))
    assert str(path) in line
    assert word in line


def test_a_missing_file(run: Callable[..., Result], tmp_path: Path) -> None:
    assert "missing.txt" in one_line_of(run("diff", SOURCE, tmp_path / "missing.txt"))


def test_a_folder_without_roles(run: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    assert "source.*" in one_line_of(run("diff", tmp_path))


def test_a_folder_with_two_files_for_a_role(run: Callable[..., Result], tmp_path: Path) -> None:
    for name in ("source.txt", "arabic.txt", "translation.txt"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert "translation" in one_line_of(run("diff", tmp_path))


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--encoding", "translation=utf-16"),
        ("--encoding", "cp1256"),
        ("--encoding", "no-such-codec"),
        ("--lang", "arabic"),
        ("--lang", "middle=ar"),
        ("--lang", "source=\x1b[31m"),
        ("--max-size", "nan"),
        ("--output", "/"),
        ("--output", TWIN),
        ("--min-score", "101"),
        ("--min-score", "line=50"),
        ("--min-score", "row=half"),
        ("--max-size", "0"),
        ("--encoder", "word2vec"),
        ("--output", "/no/such/folder/report.json"),
    ],
)
def test_wrong_settings(run: Callable[..., Result], option: str, value: str) -> None:
    one_line_of(run("diff", ISS, option, value))


def test_too_few_and_too_many_documents(run: Callable[..., Result]) -> None:
    assert "at least two" in one_line_of(run("diff"))
    assert "at least two" in one_line_of(run("diff", SOURCE))
    assert "at most three" in one_line_of(run("diff", SOURCE, TRANSLATION, TWIN, TWIN))


@pytest.mark.parametrize("name", ["end-of-partnership.txt", "withdrawal-2025.txt"])
def test_another_article_is_refused_unless_forced(run: Callable[..., Result], name: str) -> None:
    related = SAMPLES / "related" / name
    assert "not the same article" in one_line_of(run("diff", "--source", related, "--twin", TWIN))
    forced = run("diff", "--source", related, "--twin", TWIN, "--force", "--format", "json")
    assert forced.exit_code in (0, 1)
    assert "not the same article" in forced.stderr
    assert json.loads(forced.stdout)["summary"]["warnings"]


def test_a_missing_extra_is_named(
    app: typer.Typer, monkeypatch: pytest.MonkeyPatch, run: Callable[..., Result]
) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    line = one_line_of(run("diff", ISS, "--encoder", "sentence-transformers:any/model"))
    assert "aligner-diff[models]" in line


def test_a_crash_never_looks_like_findings(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise RuntimeError("boom\x1b[2J")

    monkeypatch.setattr("aligner.pipeline.compare", crash)
    line = one_line_of(run("diff", ISS))
    assert "boom<U+001B>[2J" in line


# The process


@pytest.mark.parametrize("word", ["--fail-on", "--min-score", "--encoder", "Exit codes", "SOURCE TRANSLATION"])
def test_help_explains_itself(run: Callable[..., Result], word: str) -> None:
    result = run("diff", "--help")
    assert result.exit_code == 0
    assert word in result.output


def test_version(run: Callable[..., Result]) -> None:
    assert run("--version").stdout.strip() == f"aligner {importlib.metadata.version('aligner-diff')}"


HEAVY = """
import sys
from importlib.metadata import entry_points
(script,) = entry_points(group="console_scripts", name="aligner")
try:
    script.load()(sys.argv[1:], prog_name="aligner")
except SystemExit:
    pass
print(*sys.modules, file=sys.stderr)
"""


def test_the_default_run_never_imports_torch() -> None:
    modules = python(HEAVY, "diff", str(ISS)).stderr.decode().split()
    assert "onnxruntime" in modules
    assert not {"torch", "sentence_transformers", "transformers"} & set(modules)


def test_help_imports_nothing_heavy() -> None:
    modules = python(HEAVY, "--help").stderr.decode().split()
    assert "typer" in modules
    assert not {"torch", "sentence_transformers", "onnxruntime", "numpy", "sacrebleu", "tokenizers"} & set(modules)


def test_arabic_is_written_as_utf8_in_any_locale() -> None:
    done = python(RUN, "diff", str(ISS), LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 1
    assert "روسكوزموس" in done.stdout.decode("utf-8")


def test_a_reader_that_goes_away_is_no_finding() -> None:
    command = [sys.executable, "-c", RUN, "diff", str(ISS), "--format", "json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        errors = process.stderr.read().decode()
        assert process.wait(60) == 2
    assert "Traceback" not in errors


CLOSED = """
import os, sys
os.dup2(os.open(sys.argv.pop(1), os.O_WRONLY), int(sys.argv.pop(1)))
"""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux's /dev/full")
@pytest.mark.parametrize(
    ("stream", "arguments"),
    [
        ("1", ["diff", str(ISS)]),
        ("1", ["--help"]),
        ("1", ["diff", "nosuch.txt", "x"]),
        ("2", ["diff", "nosuch.txt", "x"]),
    ],
)
def test_output_that_cannot_be_written_is_no_finding(stream: str, arguments: list[str]) -> None:
    assert python(CLOSED + RUN, "/dev/full", stream, *arguments).returncode not in (0, 1)


def test_help_into_a_closed_pipe_is_no_finding() -> None:
    with subprocess.Popen([sys.executable, "-c", RUN, "--help"], stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.close()
        assert process.wait(60) != 1


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads Linux's /proc")
def test_memory_stays_modest() -> None:
    code = HEAVY.replace("print(*sys.modules, file=sys.stderr)", "print(open('/proc/self/status').read())")
    status = python(code, "diff", str(ISS), "--quiet", "--output", os.devnull).stdout.decode()
    peak = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
    assert peak < 700_000


def test_completion_can_be_shown() -> None:
    done = python(RUN, "--show-completion", "bash", _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1")
    assert done.returncode == 0
    assert b"_ALIGNER_COMPLETE=complete_bash" in done.stdout


def test_model_export_refuses_a_folder_with_content(run: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "keep.txt").write_text("x", encoding="utf-8")
    assert str(tmp_path) in one_line_of(run("model", "export", tmp_path))
