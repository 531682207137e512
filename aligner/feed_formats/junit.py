"""JUnit XML: a case an item, which fails by the gates of the run; one that cannot be compared is an error.

What was not judged, and what has no partner, is skipped and says why.
"""

from __future__ import annotations

from collections import Counter
from xml.etree import ElementTree as ET

from aligner.feed_formats import of_chain
from aligner.feed_run import Item, Run, State
from aligner.formats import clipped
from aligner.formats.junit import LONGEST_NAME
from aligner.lang.controls import in_xml, referenced, visible
from aligner.matching import Unmatched

_TAGS = {"failed": "failure", "broken": "error", "unchanged": "skipped", "older": "skipped"}


class Writer:
    """Keeps the case of each item."""

    def __init__(self) -> None:
        self._suite = ET.Element("testsuite", name="aligner feeds")
        self._seen: Counter[str] = Counter()

    def item(self, item: Item) -> str:
        """Nothing yet."""
        name = _name(item.lead.title or item.lead.id)
        self._seen[name] += 1
        name += f" ({self._seen[name]})" * (self._seen[name] > 1)
        case = ET.SubElement(self._suite, "testcase", classname="aligner.feeds", name=name)
        told = "\n".join(_lines(item))
        tag = _TAGS.get(item.standing)
        if tag:
            outcome = ET.SubElement(case, tag, message=_said(_why(item)))
            outcome.text = told or None
            outcome.attrib |= {} if tag == "skipped" else {"type": item.standing}
        elif told:
            ET.SubElement(case, "system-out").text = told
        return ""

    def end(self, run: Run) -> str:
        """The file; controls are shown as tokens, and what XML forbids becomes U+FFFD."""
        for unmatched in run.unmatched:
            _skipped(self._suite, unmatched)
        if run.partial:
            case = ET.SubElement(self._suite, "testcase", classname="aligner.feeds", name="the whole run")
            told = f"partial: broken off after {len(run.items)} of {run.planned} items"
            ET.SubElement(case, "error", type="partial", message=told)
        counts = {f"{name}s": len(self._suite.findall(f"*/{name}")) for name in ("failure", "error")}
        counts |= {"tests": len(self._suite), "skipped": len(self._suite.findall("*/skipped"))}
        self._suite.attrib |= {name: str(count) for name, count in counts.items()}
        root = ET.Element("testsuites", name="aligner")
        root.append(self._suite)
        ET.indent(root, " ")
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{referenced(ET.tostring(root, encoding="unicode"))}\n'


def _why(item: Item) -> str:
    reasons = {State.OLDER: "older than --since", State.UNCHANGED: "unchanged since it was last checked"}
    return item.error or "; ".join(item.failures) or reasons.get(item.state, "")


def _lines(item: Item) -> list[str]:
    """A line a finding, as the format for a chain has it."""
    if item.report is None:
        return []
    rows = ET.fromstring(of_chain(item.report, "junit").encode())  # noqa: S314 - it is our own
    return [outcome.text for outcome in rows.iterfind("*/*/*") if outcome.text]


def _skipped(suite: ET.Element, unmatched: Unmatched) -> None:
    article = unmatched.article
    name = _name(f"{unmatched.role} {article.title or article.id}")
    case = ET.SubElement(suite, "testcase", classname="aligner.feeds.unmatched", name=name)
    ET.SubElement(case, "skipped", message=_said(f"{article.origin} has no partner: {unmatched.reason}"))


def _name(text: str) -> str:
    return in_xml(clipped(visible(text), LONGEST_NAME))


def _said(text: str) -> str:
    return in_xml(visible(text))
