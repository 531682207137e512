"""XLIFF as items: roles by the languages, segments without codes, nothing outside the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from aligner.bitext import Role
from aligner.item_readers import read_items
from aligner.items import BadItem, Item

HEAD_12 = '<?xml version="1.0" encoding="UTF-8"?><xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">'
HEAD_2 = (
    '<xliff version="2.0" srcLang="{}" trgLang="{}" xmlns="urn:oasis:names:tc:xliff:document:2.0" '
    'xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0"><file id="f">'
)


def found(folder: Path, text: str | bytes, name: str = "a.xlf") -> list[Item | BadItem]:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    with read_items(path) as items:
        return list(items)


def version_1(units: str, source: str = "en", target: str = "ar") -> str:
    file = f'<file original="a" source-language="{source}" target-language="{target}" datatype="plaintext"><body>'
    return f"{HEAD_12}{file}<group>{units}</group></body></file></xliff>"


UNIT = (
    '<trans-unit id="{0}"><source>The <g id="1">big</g> <x id="2"/>ship<ph id="3">{{x}}</ph></source>'
    "<seg-source>no</seg-source><target>السفينة <mrk mtype='seg'>الكبيرة</mrk></target>"
    "<alt-trans><source>no</source><target>no</target></alt-trans><note>no</note></trans-unit>"
)


def test_version_1(tmp_path: Path) -> None:
    first, second = found(tmp_path, version_1(UNIT.format("u1") + UNIT.format("u2")))
    assert isinstance(first, Item)
    assert isinstance(second, Item)
    assert (first.id, second.id) == ("u1", "u2")
    assert first.texts == {Role.SOURCE: "The big ship", Role.TRANSLATION: "السفينة الكبيرة"}


def test_version_2(tmp_path: Path) -> None:
    unit = (
        '<unit id="u1"><notes><note>no</note></notes><mtc:matches><mtc:match ref="#s"><source>no</source>'
        "<target>no</target></mtc:match></mtc:matches><segment id='s1'><source>السفينة</source><target>The "
        "<pc id='1'>ship</pc><sc id='2'/></target></segment><ignorable><source> </source></ignorable>"
        "<segment><source>الثانية</source><target>The second</target></segment></unit>"
    )
    first, second = found(tmp_path, HEAD_2.format("ar", "en-GB") + unit + "</file></xliff>", "a.xliff")
    assert isinstance(first, Item)
    assert isinstance(second, Item)
    assert (first.id, second.id) == ("u1/s1", "u1")
    assert first.texts == {Role.TRANSLATION: "السفينة", Role.TWIN: "The ship"}


def test_a_segment_without_translation_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    bare = '<trans-unit id="x"><source>One</source></trans-unit>'
    first, second = found(tmp_path, version_1(bare + UNIT.format("u")))
    assert isinstance(first, BadItem)
    assert "no translation" in first.reason
    assert isinstance(second, Item)


def test_units_before_the_break_are_read(tmp_path: Path) -> None:
    first, bad = found(tmp_path, version_1(UNIT.format("u1") + "\n<trans-unit></wrong>"))
    assert isinstance(first, Item)
    assert isinstance(bad, BadItem)
    assert bad.line == 2


def test_utf_16_and_a_suffix_that_says_nothing(tmp_path: Path) -> None:
    text = version_1(UNIT.format("u")).replace("UTF-8", "UTF-16")
    (item,) = found(tmp_path, text.encode("utf-16"))
    assert isinstance(item, Item)
    (item,) = found(tmp_path, version_1(UNIT.format("u")), "a.dat")
    assert isinstance(item, Item)


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE xliff [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + HEAD_12[38:] + "&b;</xliff>",
        '<!DOCTYPE xliff [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
        + version_1('<trans-unit id="1"><source>&a;</source><target>&a;</target></trans-unit>')[38:],
        "<html><p>no</p></html>",
        "<xliff><file>" + "<group>" * 200_000,
        "<xliff><file><trans-unit><source>" + "<g>" * 200_000,
        "<xliff",
    ],
    ids=["bomb", "external", "html", "deep", "deep inline", "cut"],
)
def test_hostile_or_broken_xml_is_one_bad_item(tmp_path: Path, text: str) -> None:
    (bad,) = found(tmp_path, text)
    assert isinstance(bad, BadItem)
    assert "\n" not in str(bad)
    assert "root:" not in str(bad)
