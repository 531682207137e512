"""Whether two Latin spellings are the same name to a reader, such as Zelensky and Zelenskiy, but not Zelenko.

Names transcribed from other scripts come in many spellings that sound alike. A word is cut into sounds: consonants,
where sh or tch is one, and vowel groups. Two words are the same if their sounds can be aligned at little cost; a
consonant lost, added or swapped for an unlike one always costs too much. No list of names is needed.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import fuzz

LONGEST = 200
"""Characters up to which names are compared by sound; longer text must be equal but for case."""

LEAST_LIKE = 35
"""Likeness in spelling (0..100) below which no two names sound alike; it saves the finer comparison."""

_LETTERS = str.maketrans({"ł": "l", "đ": "d", "ð": "d", "þ": "th", "ø": "o", "æ": "ae", "œ": "oe", "ı": "i"})
_POSSESSIVE = re.compile(r"['’ʼ]s\b|(?<=s)['’](?=\s|$)")
_ELIDED = re.compile(r"\b[dl]['’](?=\w)")
_DOTTED = re.compile(r"(?<=\b\w)\.(?=\w\b)")
_SILENT = re.compile(r"[^\w\s-]|_")
_WORD = re.compile(r"[^\W_]+")
_ARTICLES = frozenset(("al", "el", "the"))
_SMALL = frozenset(
    (
        "a",
        "an",
        "and",
        "at",
        "da",
        "de",
        "des",
        "di",
        "do",
        "du",
        "et",
        "for",
        "in",
        "la",
        "le",
        "of",
        "on",
        "the",
        "to",
    )
)
_SPELT_OUT = {"st": "saint", "ste": "sainte", "mt": "mount"}

_SOUNDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(spelling), sound)
    for spelling, sound in (
        (r"tsch", "C"),
        (r"sch|sh", "S"),
        (r"t?ch", "C"),
        (r"zh", "J"),
        (r"kh", "X"),
        (r"ph", "f"),
        (r"([gtd])h", r"\1"),
        (r"dj", "j"),
        (r"x", "ks"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"(?<=[aeiouy])h$", ""),
        (r"ts(?=i)", "t"),
        (r"ou(?=sk)", "ov"),
        (r"ou|oo", "u"),
        (r"ee", "i"),
        (r"y", "i"),
        (r"w(?![aeiou])", "u"),
        (r"w", "v"),
        (r"(.)\1+", r"\1"),
    )
)
"""Spellings of one sound, in the order in which they are replaced; capitals stand for sounds of two letters."""

_CONSONANTS = (
    (re.compile(r"[aeiouyh]"), ""),
    (re.compile(r"[ckq]"), "k"),
    (re.compile(r"z"), "s"),
    (re.compile(r"(.)\1+"), r"\1"),
)
_IOTED = re.compile(r"(?<=[^aeiou\W])[jyi]o(?=[^aeiou\W])")
_UNIT = re.compile(r"[aeiou]+|.")
_CLOSE = {
    frozenset(pair): cost
    for pair, cost in {
        "kq": 0.05, "gj": 0.25, "gq": 0.25, "gk": 0.45, "sz": 0.25, "sS": 0.45, "fv": 0.4, "SC": 0.4,
        "jJ": 0.25, "Jz": 0.3, "Xk": 0.25, "Xh": 0.25, "Xq": 0.25,
        "ie": 0.2, "ae": 0.2, "ou": 0.2, "ao": 0.35, "ai": 0.45, "eo": 0.45, "au": 0.45,
    }.items()
}  # fmt: skip


def same_name(a: str, b: str) -> bool:
    """Tell whether readers would take two Latin spellings for the same name.

    Case, accents, hyphens, possessive 's, articles (al-, the) and St./Saint make no difference. A name broken in two
    is the same only if its letters are: Space X and SpaceX, but not Roscos Moss and Roscosmos.
    """
    if max(len(a), len(b)) > LONGEST:
        return a.casefold() == b.casefold()
    left, right = plain_words(a), plain_words(b)
    if not left or not right:
        return a.strip() == b.strip()
    if "".join(left) == "".join(right):
        return True
    return len(left) == len(right) and all(map(_sounds_alike, left, right))


def nearness(a: str, b: str) -> float:
    """Measure in 0..1 how near two names are in spelling, whatever their case, accents, spaces and hyphens."""
    return fuzz.ratio("".join(plain_words(a[:LONGEST])), "".join(plain_words(b[:LONGEST]))) / 100


def same_consonants(a: str, b: str) -> bool:
    """Tell whether two names differ in vowels, doubled letters or a silent h only, as romanisations of one may."""
    return _skeleton("".join(plain_words(a[:LONGEST]))) == _skeleton("".join(plain_words(b[:LONGEST])))


def _skeleton(name: str) -> str:
    for spelling, letter in _CONSONANTS:
        name = spelling.sub(letter, name)
    return name


def acronym_of(short: str, words: Sequence[str]) -> bool:
    """Tell whether letters such as ISS, U.N. or AFP abbreviate the words; small words may count or not."""
    letters = "".join(_WORD.findall(_plain(short[:LONGEST])))
    initials = [part for word in words[:LONGEST] for part in _WORD.findall(_plain(word[:LONGEST]))]
    reached = {0}
    for word in initials:
        taken = {at + 1 for at in reached if letters[at : at + 1] == word[0]}
        reached = taken | reached if word in _SMALL else taken
    return len(letters) > 1 and len(letters) in reached


def is_contraction(short: str, name: str) -> bool:
    """Tell whether letters are taken from one word in their order, its first included: MSK, Moscow; AUD, Australian.

    The last letter of three may stand for another word: the D of the Australian dollar.
    """
    letters, sounds = _plain(short), _plain(name).replace("c", "k")
    if len(letters) < 3 or not sounds.startswith(letters[0].replace("c", "k")):
        return False
    if len(letters) == 3 and _plain(name).startswith(letters[:2]):
        return True
    rest = iter(sounds)
    return all(letter in rest for letter in letters.replace("c", "k"))


def _plain(text: str) -> str:
    """Drop case and accents."""
    text = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(letter for letter in text if not unicodedata.combining(letter))


@lru_cache(maxsize=1 << 14)
def plain_words(name: str) -> tuple[str, ...]:
    """Split a name into words without case, accents and possessive; articles are left out, St. is spelt out."""
    text = _DOTTED.sub("", _ELIDED.sub("", _POSSESSIVE.sub("", _plain(name))))
    words = [_SPELT_OUT.get(word, word) for word in _WORD.findall(_SILENT.sub("", text))]
    return tuple(word for word in words if word not in _ARTICLES) or tuple(words)


@lru_cache(maxsize=1 << 14)
def _units(word: str) -> tuple[str, ...]:
    """Cut a word into sounds; the last is marked by a full stop."""
    for spelling, sound in _SOUNDS:
        word = spelling.sub(sound, word)
    units = _UNIT.findall(word)
    return (*units[:-1], units[-1] + ".") if units else ()


def _is_vowel(unit: str) -> bool:
    return unit[0] in "aeiou"


def _sounds_alike(a: str, b: str) -> bool:
    if fuzz.ratio(a, b) < LEAST_LIKE:
        return False
    if ("j" in a) != ("j" in b):
        # German and Slavic spellings have j for y: Netanjahu, Netanyahu.
        a, b = (word.replace("j", "y") if "y" in a + b else word for word in (a, b))
    # Russian ё is e in careless spelling: Artyom, Artjom, Artem.
    plain = (_IOTED.sub("e", a), _IOTED.sub("e", b))
    return _units_alike(a, b) or (plain != (a, b) and _units_alike(*plain))


def _units_alike(a: str, b: str) -> bool:
    left, right = _units(a), _units(b)
    room = min(0.9, 0.051 + 0.07 * max(len(left), len(right)))
    return abs(len(left) - len(right)) < 3 and _cost(left, right) <= room


def _cost(left: tuple[str, ...], right: tuple[str, ...]) -> float:
    """Align two words' sounds (edit distance with the costs below)."""
    above = [0.0]
    for unit in right:
        above.append(above[-1] + _loss(unit, len(above) == 1))
    for i, unit in enumerate(left):
        row = [above[0] + _loss(unit, i == 0)]
        for j, other in enumerate(right):
            swapped = above[j] + _swap(unit, other)
            row.append(min(swapped, above[j + 1] + _loss(unit, i == 0), row[j] + _loss(other, j == 0)))
        above = row
    return above[-1]


def _loss(unit: str, first: bool) -> float:
    """Cost of a sound that only one of the names has; a final e and an h within are often silent."""
    if unit == "e." or (unit == "h" and not first):
        return 0.25
    return 0.5 if _is_vowel(unit) and unit[-1] != "." else 1.0


def _swap(a: str, b: str) -> float:
    """Cost of one sound in the place of another."""
    final = a[-1] == b[-1] == "."
    a, b = a.rstrip("."), b.rstrip(".")
    if a == b:
        return 0.0
    if not (_is_vowel(a) and _is_vowel(b)):
        return _CLOSE.get(frozenset((a, b)), 1.0)
    if final and {a[-1], b[-1]} in ({"a", "e"}, {"a", "i"}):
        return 1.0  # tells Georgia from George, Maria from Marie
    ends = ((a[0], b[0]), (a[-1], b[-1]))
    cost = sum(_CLOSE.get(frozenset(pair), 0.7) for pair in ends if pair[0] != pair[1]) / 2
    return 2 * cost if final else cost
