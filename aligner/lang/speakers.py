"""Who speaks: the words of a sentence that name the speaker of a verb of speech.

English has the speaker before the verb («the minister, a former judge, said»), or after it in «“…”, said the
minister»; Arabic after it («قال الوزير إن») or, in a sentence that begins with the name, before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from aligner.lang.arabic import folded
from aligner.lang.stopwords import stopwords

REACH = 12
"""Words on either side of the verb among which the speaker is looked for."""
SHORT = 7
"""Words that a subject behind its verb has at most."""
_QUOTES = "\"“”«»'’‘„"
_STOPS = frozenset(".,;:!?؟،؛()[]—–-" + _QUOTES)
_TITLES = frozenset(
    ("mr", "mrs", "ms", "dr", "st", "gen", "sen", "rep", "gov", "prof", "lt", "col", "sgt", "capt", "jr")
)
_ADVERBS = """
    also later further then recently earlier today yesterday repeatedly previously has have had on monday tuesday
    wednesday thursday friday saturday sunday again reportedly however separately meanwhile publicly
"""
_APPOSED = (
    "the a an who which whose one his her its their both director head chief leader minister of from seen held made"
)
_PRONOUNS = """
    he she they it we i you who one that this those these him her them us me people some
    هو هي هم هما هن احد احدهم احدى بعض بعضهم البعض هذا هذه ذلك تلك انا نحن وهو وهي وهم
"""
_PASSIVE = "was were is are been being be am got get gets"
_TOLD = "told tell tells telling inform informs informed"
"""Verbs whose object is the hearer, so that what follows them is never the speaker."""
_KINDS = (
    """
    company companies firm firms airline airlines carrier carriers maker makers manufacturer manufacturers automaker
    automakers carmaker carmakers operator operators retailer retailers producer producers developer developers startup
    start-up business corporation group giant supplier bank lender insurer publisher
    """,
    "club team side squad",
    "newspaper paper daily magazine outlet website",
)
"""Nouns of which any may stand for another in a text that goes on about one of them."""
_EDGES = {
    "en": "that and but as while when because after before which whose if although though where so since than",
    "ar": """
        ان انه انها انهم في خلال لكن بينما عندما حيث التي الذي الذين امس اليوم الاثنين الثلاثاء الاربعاء الخميس الجمعة
        السبت الاحد يوم عن بعد قبل لوكالة للصحفيين للصحافيين
    """,
}


def of_one_kind(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether one of two speakers may stand for the other, as «the company» for «the airline»."""
    return any(all(word.casefold() in kind for word in (*ours, *theirs)) for kind in _kinds())


@cache
def _kinds() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(nouns.split()) for nouns in _KINDS)


def speaker(words: Sequence[str], first: int, last: int, kind: str, language: str) -> tuple[int, ...]:
    """The words that name the speaker of the attribution of words `first` to `last`, none if it cannot be told."""
    if kind == "quote":
        return ()  # both he who is quoted and he who quotes may be meant
    plain = [folded(word.casefold()) for word in words]
    if plain[last + 1 : last + 2] == ["ما"]:
        last += 2  # «وبحسب ما ذكرته الشرطة»
    after = _after(plain, last + 1, language)
    if kind == "per":
        return _content(plain, _with_apposition(plain, after, language), language)
    if language == "ar" and after:
        return _content(plain, after, language)
    if language == "en" and _is_passive(plain, first):
        return ()  # «a case was confirmed»: the subject does not speak
    if language == "en" and after and plain[first] not in _listed(_TOLD) and _is_inverted(plain, first, after):
        doubtful = first > 0 and plain[first - 1] == "," and _opening(plain, first - 1) > 0
        return () if doubtful else _content(plain, after, language)
    return _content(plain, _before(plain, first - 1, language), language)


def is_pronoun(word: str) -> bool:
    """Whether a word points to a speaker named elsewhere."""
    return word.casefold() in _listed(_PRONOUNS)


def _is_passive(plain: Sequence[str], first: int) -> bool:
    """Whether a form of «be» stands before the verb, with no more than adverbs in between."""
    at = first - 1
    while at >= 0 and (plain[at].endswith("ly") or plain[at] in ("also", "not", "never", "later", "then", "since")):
        at -= 1
    return at >= 0 and plain[at] in _listed(_PASSIVE)


def _after(plain: Sequence[str], at: int, language: str) -> range:
    edges = _listed(_EDGES[language])
    if plain[at : at + 1] in (["("], ["«"], ['"'], ["“"]):
        at += 1  # Arabic news put foreign names between marks
    stop = at
    while stop < min(len(plain), at + REACH) and plain[stop] not in edges and not _is_stop(plain, stop):
        stop += 1
    return range(at, stop)


def _with_apposition(plain: Sequence[str], name: range, language: str) -> range:
    """The name with what stands behind it between two commas: «the chairman, Ann Lee, the talks …»."""
    if plain[name.stop : name.stop + 1] not in ([","], ["،"]):
        return name
    more = _after(plain, name.stop + 1, language)
    closed = plain[more.stop : more.stop + 1] == plain[name.stop : name.stop + 1]
    return range(name.start, more.stop) if closed else name


def _is_stop(plain: Sequence[str], at: int) -> bool:
    """Whether a mark ends a phrase there; the full stop of a title or an initial does not."""
    short = at > 0 and (plain[at - 1] in _TITLES or len(plain[at - 1]) == 1)
    plural = at > 0 and plain[at] in "'’" and plain[at - 1].endswith("s")
    return plain[at] in _STOPS and not plural and not (plain[at] == "." and short)


def _before(plain: Sequence[str], at: int, language: str) -> range:
    """The words before the verb, past its adverbs; an apposition between commas is skipped together with them."""
    while at >= 0 and plain[at] in _listed(_ADVERBS):
        at -= 1
    if language == "en" and plain[at : at + 1] == [","]:
        at = _opening(plain, at) - 1
    edges = _listed(_EDGES[language])
    start = at
    while start >= 0 and start > at - REACH and plain[start] not in edges and not _is_stop(plain, start):
        start -= 1
    return range(start + 1, at + 1)


def _opening(plain: Sequence[str], comma: int) -> int:
    """Where the comma stands that opens what another closes («Ford, the carmaker, said»), 0 if there is none."""
    opening = next((k for k in range(comma - 1, max(-1, comma - REACH), -1) if _is_stop(plain, k)), 0)
    return opening if plain[opening] == "," else 0


def _is_apposition(first: str) -> bool:
    """Whether a word begins what is said of a speaker between two commas: an article, a relative, an age, «seen by»."""
    return first[0].isdigit() or first in _listed(_APPOSED) or first.endswith(("ed", "ing"))


def _is_inverted(plain: Sequence[str], first: int, after: range) -> bool:
    """Whether the verb follows a quotation, or a comma and a short subject follows it: «…,” said the minister»."""
    near = first - 2 if plain[first - 1] in _listed(_ADVERBS) else first - 1
    quoted = any(plain[k] in _QUOTES and _is_stop(plain, k) for k in range(max(0, near), first))
    comma = first > 0 and plain[first - 1] == ","
    opening = _opening(plain, first - 1) if comma else 0
    short = comma and len(after) <= SHORT and not (opening and _is_apposition(plain[opening + 1]))
    begins = plain[after.start] not in stopwords("en") or plain[after.start] in ("the", "a", "an", "his", "her", "its")
    return begins and (quoted or (short and (after.stop == len(plain) or plain[after.stop] in _STOPS)))


def _content(plain: Sequence[str], places: range, language: str) -> tuple[int, ...]:
    stops = stopwords(language)
    return tuple(
        k for k in places if plain[k][0].isalpha() and (plain[k] not in stops or plain[k] in _listed(_PRONOUNS))
    )


@cache
def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())
