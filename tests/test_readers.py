"""Reading files: encodings told or declared, and one plain line for each thing that is no text."""

import os
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.bitext import Role
from aligner.decoding import decode
from aligner.errors import InputError
from aligner.readers import read, readers

SAMPLES = Path(__file__).parent.parent / "samples"
ARABIC = (SAMPLES / "iss/arabic.txt").read_text(encoding="utf-8")
ENGLISH = (SAMPLES / "related/withdrawal-2025.txt").read_text(encoding="utf-8")


def write(folder: Path, data: bytes, name: str = "a.txt") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def failure(path: Path, **options: object) -> str:
    with pytest.raises(InputError) as caught:
        read(path, Role.SOURCE, **options)  # type: ignore[arg-type]
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_a_document_is_read_with_its_language_and_no_sentences() -> None:
    document = read(SAMPLES / "iss/arabic.txt", Role.TRANSLATION)
    assert (document.role, document.lang, document.sentences) == (Role.TRANSLATION, "ar", ())
    assert document.text == ARABIC
    assert read(SAMPLES / "iss/arabic.txt", Role.TWIN, lang="fa").lang == "fa"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1256"])
@pytest.mark.parametrize("text", [ARABIC, "روسيا", "قالت الوكالة إن المحطة باقية"], ids=["article", "word", "line"])
def test_arabic_encodings_are_told(tmp_path: Path, codec: str, text: str) -> None:
    data = text.encode(codec, errors="ignore")
    wanted = data.decode(codec)
    if codec == "cp1256" and text == "روسيا":
        pytest.skip("one word in an 8-bit encoding tells nothing")
    assert read(write(tmp_path, data), Role.TRANSLATION).text == wanted


@pytest.mark.parametrize("codec", ["cp1252", "cp1256", "utf-16-le", "utf-16-be"])
def test_english_with_curly_quotes_is_told(tmp_path: Path, codec: str) -> None:
    assert read(write(tmp_path, ENGLISH.encode(codec)), Role.SOURCE).text == ENGLISH


def test_short_iso_arabic_and_accented_latin_are_told() -> None:
    arabic = "قالت الوكالة إن المحطة باقية في المدار."
    assert decode(arabic.encode("iso8859_6"), "a") == arabic
    french = "Le président a été reçu à l’Élysée, où il a parlé."
    assert decode(french.encode("cp1252"), "a") == french
    german = "Er sagte, die Bevölkerung müsse größere Opfer bringen."
    assert decode(german.encode("cp1252"), "a") == german


@pytest.mark.parametrize("codec", ["utf-8", "UTF8", "utf-16", "windows-1256", "iso-8859-6"])
def test_a_right_declaration_is_followed(codec: str) -> None:
    text = "قالت الوكالة إن المحطة باقية في المدار."
    assert decode(text.encode(codec), "a", codec) == text


def test_utf16_declared_without_an_order_is_read_in_the_order_of_the_data() -> None:
    assert decode(ARABIC.encode("utf-16-be"), "a", "utf-16") == ARABIC
    assert decode(ENGLISH.encode("utf-16-le"), "a", "utf-16") == ENGLISH


@pytest.mark.parametrize(
    ("data", "declared", "likely"),
    [
        (ARABIC.encode(), "windows-1256", "utf-8"),
        (ARABIC.encode(), "latin-1", "utf-8"),
        (ARABIC.encode(), "utf-16", "utf-8"),
        (ENGLISH.encode(), "utf-16-le", "utf-8"),
        (b"plain words in ASCII here", "utf-16", "utf-8"),
        (ARABIC.encode("utf-16"), "windows-1256", "utf-16"),
        (ARABIC.encode("utf-16-be"), "utf-16-le", "utf-16-be"),
        (("\ufeff" + ARABIC).encode("utf-16-be"), "utf-16-le", "utf-16-be"),
        ("قالت الوكالة إن المحطة باقية في المدار.".encode("iso8859_6"), "cp1256", "iso8859_6"),
        ("قالت الوكالة إن المحطة باقية في المدار.".encode("cp1256"), "cp1252", "cp1256"),
        (ENGLISH.encode("cp1252"), "latin-1", "cp1252"),
    ],
)
def test_a_wrong_declaration_is_refused_with_the_likely_encoding(data: bytes, declared: str, likely: str) -> None:
    with pytest.raises(InputError, match=likely):
        decode(data, "a.txt", declared)


def test_a_strict_failure_names_byte_and_line() -> None:
    with pytest.raises(InputError, match=r"a\.txt is not utf-8: .* at byte 8 \(line 2\)"):
        decode("one\ntwo \xe9 three".encode("cp1252"), "a.txt", "utf-8")


def test_broken_utf8_is_not_taken_for_an_8_bit_encoding() -> None:
    with pytest.raises(InputError, match=r"UTF-8 but broken at byte 8 \(line 1\)"):
        decode(b"broken: \xd8\xff" + ARABIC.encode(), "a.txt")


@pytest.mark.parametrize("encoding", ["base64", "rot13", "hex", "unicode_escape", "utf-7", "idna", "undefined"])
def test_codecs_that_are_no_text_encodings_are_refused(encoding: str) -> None:
    with pytest.raises(InputError, match="no encoding of text"):
        decode(b"text", "a.txt", encoding)


@pytest.mark.parametrize(
    ("encoding", "hint"), [("windows-1265", "windows"), ("utf8x", "utf"), ("☃", "utf-8"), ("a\0", "utf-8")]
)
def test_an_unknown_encoding_gets_a_suggestion(encoding: str, hint: str) -> None:
    with pytest.raises(InputError, match=f"unknown encoding.*{hint}"):
        decode(b"text", "a.txt", encoding)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "empty"), (b" \n\t ", "white space"), ("\ufeff \u200f".encode(), "white space"),
        (b"%PDF-1.7 text", "PDF"), (b"PK\x03\x04....word/document.xml", "Word"), (b"\x89PNG\r\n", "PNG"),
        (b"\x1f\x8b\x08", "gzip"), (b"text \0 with NUL", "binary"), (bytes(range(32)) * 4, "binary"),
    ],
)  # fmt: skip
def test_what_is_no_text_is_named(tmp_path: Path, data: bytes, what: str) -> None:
    assert what in failure(write(tmp_path, data))


def test_missing_directory_and_unreadable_paths(tmp_path: Path) -> None:
    assert "does not exist" in failure(tmp_path / "none.txt")
    assert "is a directory" in failure(tmp_path)
    assert "cannot be read" in failure(write(tmp_path, b"x") / "below.txt")
    assert "cannot be read" in failure(Path("a\0b"))
    if os.geteuid() != 0:
        path = write(tmp_path, b"text")
        path.chmod(0)
        assert "permission" in failure(path)


def test_control_characters_of_a_name_are_escaped(tmp_path: Path) -> None:
    assert r"\n\x1b[31m\u202e" in failure(tmp_path / "a\n\x1b[31m\u202e.txt")


def test_size_is_checked_on_files_and_pipes(tmp_path: Path) -> None:
    path = write(tmp_path, b"a word " * 10)
    assert "larger than 69 bytes" in failure(path, max_bytes=69)
    assert read(path, Role.SOURCE, max_bytes=70).text == "a word " * 10
    assert "larger than" in failure(Path("/dev/zero"), max_bytes=1000)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for limit in (70, 69):
        writer = threading.Thread(target=_feed, args=(pipe, b"a word " * 10))
        writer.start()
        if limit == 70:
            assert read(pipe, Role.SOURCE, max_bytes=limit).text == "a word " * 10
        else:
            assert "larger than" in failure(pipe, max_bytes=limit)
        writer.join()


def _feed(pipe: Path, data: bytes) -> None:
    with pipe.open("wb") as file:
        file.write(data)


def test_an_unknown_suffix_is_read_as_text(tmp_path: Path) -> None:
    assert read(write(tmp_path, b"Some text.", "article.xyz"), Role.SOURCE).text == "Some text."
    assert {".txt"} <= set(readers())


@given(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")).filter(lambda text: text.isprintable())
)
def test_utf8_text_comes_back_as_it_was(text: str) -> None:
    marked = f"some words\r\n\x1b\x07\u202e {text}\r"
    assert decode(marked.encode(), "a") == marked
    assert decode(marked.encode(), "a", "utf-8") == marked


@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "utf-16", "cp1256", "latin-1"]))
def test_any_bytes_give_text_or_an_input_error(data: bytes, encoding: str | None) -> None:
    try:
        text = decode(data, "a", encoding)
    except InputError as error:
        assert "\n" not in str(error)
    else:
        text.encode("utf-8")
