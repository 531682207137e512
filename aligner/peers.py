"""What other metrics say of a twin whose reference is the source: BLEU, chrF2++ and TER by sacreBLEU (Post 2018)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from sacrebleu.metrics.base import Metric
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.metrics.ter import TER

from aligner.bitext import Role
from aligner.items import ScoredItem


@dataclass(frozen=True, slots=True)
class Peers:
    """The metrics, and the twins and sources that they have seen: those of a whole corpus are no mean of segments'."""

    metrics: tuple[Metric, ...] = field(default_factory=lambda: (BLEU(effective_order=True), CHRF(word_order=2), TER()))
    twins: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)

    def beside(self, items: Iterable[ScoredItem]) -> Iterator[ScoredItem]:
        """The items, those with source and twin in one language with their scores by metric (TER: 0 is best)."""
        for item in items:
            source, twin = (item.documents.get(role) for role in (Role.SOURCE, Role.TWIN))
            if source is None or twin is None or source.lang != twin.lang:
                yield item
                continue
            texts = [" ".join(document.text.split()) for document in (twin, source)]
            self.twins.append(texts[0])
            self.sources.append(texts[1])
            scores = {name(metric): metric.sentence_score(texts[0], [texts[1]]).score for metric in self.metrics}
            yield replace(item, peers=scores)

    def corpus(self) -> Iterator[str]:
        """The scores of all items together, a line each with its signature; nothing if no item had both texts."""
        for metric in (BLEU(), *self.metrics[1:]) if self.twins else ():
            score = metric.corpus_score(self.twins, [self.sources])
            yield f"{name(metric)} {score.score:.1f}   {metric.get_signature()}"


def name(metric: Metric) -> str:
    """A metric's name as sacreBLEU prints it, such as chrF2++."""
    return {BLEU: "BLEU", CHRF: "chrF2++", TER: "TER"}[type(metric)]
