"""JUnit XML, which every CI server shows as tests: a case a row, named by its first sentence.

A case fails by a new finding of severity major or critical, the default of `--fail-on`. It is skipped, and says why, if
it has none but known ones. Each finding of the row is a line of the failure, of the skipped or of the output.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from xml.etree import ElementTree as ET

from aligner.bitext import Role, Row
from aligner.finding import Finding, Severity, Status
from aligner.formats import clipped, leading_location, path, position, told
from aligner.lang.controls import in_xml, referenced, visible
from aligner.report import Report

LONGEST_NAME = 80


def render(report: Report) -> dict[str, str]:
    """One file; controls are shown as tokens, and what XML forbids becomes U+FFFD."""
    by_row: dict[int, list[Finding]] = defaultdict(list)
    for finding in report.findings:
        by_row[finding.row].append(finding)
    *_, last = report.documents.values()
    name = in_xml(path(last))
    suite = ET.Element("testsuite", name=name)
    where = PurePath(name).with_suffix("").as_posix().strip("/.").replace("/", ".") if name else name
    for number, case_name in enumerate(_names(report)):
        suite.append(_case(report, by_row[number], {"classname": where, "name": case_name}))
    counts = {"failures": len(suite.findall("*/failure")), "skipped": len(suite.findall("*/skipped"))}
    suite.attrib |= {"tests": str(len(suite)), "errors": "0", **{key: str(n) for key, n in counts.items()}}
    root = ET.Element("testsuites", name="aligner")
    root.append(suite)
    ET.indent(root, " ")
    text = referenced(ET.tostring(root, encoding="unicode"))
    return {"junit.xml": f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'}


def _case(report: Report, findings: Sequence[Finding], attributes: dict[str, str]) -> ET.Element:
    case = ET.Element("testcase", attributes)
    new = [finding for finding in findings if finding.status is Status.NEW]
    failing = [finding for finding in new if finding.severity.at_least(Severity.MAJOR)]
    if failing:
        worst = max(failing, key=lambda finding: finding.severity.weight)
        outcome = ET.SubElement(case, "failure", type=f"{worst.severity} {worst.category}", message=_said(worst))
    elif findings and not new:
        outcome = ET.SubElement(case, "skipped", message=in_xml(_why(findings)))
    elif findings:
        outcome = ET.SubElement(case, "system-out")
    else:
        return case
    outcome.text = "\n".join(_line(report, finding) for finding in findings)
    return case


def _line(report: Report, finding: Finding) -> str:
    place = leading_location(finding)
    document = report.documents[place.role]
    line, column = position(document, place.span.start)
    where = in_xml(f"{path(document)}:{line}:{column}")
    return f"{where}: {finding.severity} {finding.category}: {_said(finding)} [{finding.hop}]"


def _said(finding: Finding) -> str:
    return in_xml(told(finding))


def _why(findings: Iterable[Finding]) -> str:
    """Why none of them counts, each reason once."""
    return visible("; ".join(dict.fromkeys(finding.standing for finding in findings)))


def _names(report: Report) -> Iterable[str]:
    """Names that stay the same when rows are put in before; a second of the same name gets a number."""
    seen: Counter[str] = Counter()
    for row in report.rows:
        name = in_xml(clipped(_first_sentence(report, row), LONGEST_NAME))
        seen[name] += 1
        yield f"{name} ({seen[name]})" if seen[name] > 1 else name


def _first_sentence(report: Report, row: Row) -> str:
    for role in Role:
        for index in row.of(role):
            document = report.documents[role]
            return visible(document.slice(document.sentences[index].span))
    return ""
