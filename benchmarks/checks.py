"""False alarms and recall of the checks on aligned segments: checks.py DATA [--show].

Clean: DEMETR's pairs (English reference, checked machine translation), the same with the Arabic of FLORES between
them, that Arabic with the twin alone, human English-Arabic pairs, and identity. Perturbed: DEMETR's names replaced or
removed, antonyms; a hit is a major or critical finding that overlaps what was changed (for removals: any in the row).
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from aligner import checks
from aligner.bitext import Document, Role, Row, Sentence, Span
from aligner.encoders import load
from aligner.finding import Finding, Severity
from aligner.words import evidence_of

ENCODER = load(threads=2)
LANG = {Role.SOURCE: "en", Role.TRANSLATION: "ar", Role.TWIN: "en"}
KINDS = ("critical_id9_ne_replaced", "critical_id25_ne_removed", "critical_id7_antonym")
Item = dict[Role, str]


def table(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        yield from csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)


def findings(items: list[Item]) -> list[list[Finding]]:
    """The major and critical findings of each item, spans relative to its texts."""
    documents, starts = {}, {}
    for role in (role for role in Role if any(role in item for item in items)):
        texts = [item.get(role, "") for item in items]
        starts[role] = [sum(len(text) + 1 for text in texts[:k]) for k in range(len(texts))]
        sentences = tuple(Sentence(Span(at, at + len(t))) for at, t in zip(starts[role], texts, strict=True))
        documents[role] = Document(role, role, "\n".join(texts), LANG[role], sentences)
    rows = [Row(*((k,) if role in item else () for role in Role)) for k, item in enumerate(items)]
    found = checks.run(checks.discover().values(), evidence_of(documents, rows, [{}] * len(rows), ENCODER), {})
    result: list[list[Finding]] = [[] for _ in items]
    for finding in found:
        if finding.severity.at_least(Severity.MAJOR):
            result[finding.row].append(finding)
    return result


def hit(found: list[Finding], gold: list[tuple[int, int]], start: int) -> bool:
    places = [place.span for finding in found for place in finding.at(Role.TWIN)]
    return any(Span(start + a, start + b).overlaps(span) for a, b in gold for span in places)


def report_clean(name: str, items: list[Item], show: bool) -> None:
    found = findings(items)
    print(f"clean {name:22} {sum(map(bool, found)):4} of {len(items)} flagged")
    for finding in (f for row in found for f in row if show):
        print(f"    {finding.severity} {finding.hop}: {finding.message}")


def main(data: Path, show: bool) -> None:
    csv.field_size_limit(10**8)
    folder = data / "detection"
    base = {r["id"]: {Role.SOURCE: r["eng_sent"], Role.TWIN: r["mt_sent"]} for r in table(folder / "demetr/base.tsv")}
    triples = {
        r["demetr_id"]: {
            Role.SOURCE: r["flores_en_source"],
            Role.TRANSLATION: r["flores_ar_human"],
            Role.TWIN: r["demetr_mt_sent_as_twin"],
        }
        for r in table(folder / "flores_demetr_triples/triples.tsv")
    }
    human = [
        {Role.SOURCE: r["en"], Role.TRANSLATION: r["ar_human"]}
        for r in table(folder / "flores200_en_ar/devtest_en_ar.tsv")
    ]
    report_clean("source, twin", list(base.values()), show)
    report_clean("source, Arabic, twin", list(triples.values()), show)
    report_clean("Arabic, twin", [{r: t for r, t in x.items() if r is not Role.SOURCE} for x in triples.values()], show)
    report_clean("source, Arabic", human, show)
    report_clean("twin = source", [{**x, Role.TWIN: x[Role.SOURCE]} for x in human], show)
    for kind in KINDS:
        for name, clean in (("source, twin", base), ("source, Arabic, twin", triples)):
            rows = (
                r for r in table(folder / "demetr/pert_critical.tsv") if r["pert_name"] == kind and r["id"] in clean
            )
            changed = list(islice(rows, 200))
            items = [{**clean[r["id"]], Role.TWIN: r["pert_sent"]} for r in changed]
            start, hits, flagged = 0, 0, 0
            for row, item, found in zip(changed, items, findings(items), strict=True):
                spans = [part.split("-") for part in row["changed_spans_in_pert_sent"].split(",") if part]
                gold = [(int(a), int(b)) for a, b in spans]
                hits += hit(found, gold, start) if gold else bool(found)
                flagged += bool(found)
                start += len(item[Role.TWIN]) + 1
            print(f"{kind:26} {name:22} {hits:4} of {len(items)} hit, {flagged} flagged")


if __name__ == "__main__":
    main(Path(sys.argv[1]), "--show" in sys.argv)
