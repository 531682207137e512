"""Which language a text is written in, by its script, its telling letters and its stop words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from aligner.lang.arabic import folded
from aligner.lang.scripts import LANGUAGES, LETTERS, letters_by_script
from aligner.lang.stopwords import stopwords_by_language

UNDETERMINED = "und"

_SAMPLE = 4_000  # code points a piece
_PIECES = 6
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u064b-\u065f\u0670]|['’\u200c](?=[^\W\d_]))*")
# Letters that one language of a script has and its neighbours lack.
_TELLING = {
    "ar": "ةىأإ", "ur": "ٹڈڑےں", "ckb": "ڕڵۆێەڤ", "fa": "پچژگ", "uk": "іїєґ", "ru": "ыэё",
    "de": "ß", "es": "ñ¿¡", "pt": "ãõ", "tr": "ğış", "pl": "łąęśźż", "cs": "řěů", "ro": "țăș", "hu": "őű", "vi": "đơư",
}  # fmt: skip


def detect(text: str) -> str:
    """The ISO 639-1 code of the language most of `text` is in, or "und" where nothing tells.

    A long text is judged by pieces from all of it. A few ASCII words without any stop word count as English.
    Kurdish in Arabic script is "ckb", for ISO 639-1 does not tell it from Kurdish in Latin script.
    """
    sample = _sample(text)
    script = _script(sample)
    if script == "Han":
        counts = letters_by_script(sample)
        return "ja" if counts["Kana"] > 0.1 * counts["Han"] else "zh"
    if script not in LANGUAGES:
        return UNDETERMINED
    return LANGUAGES[script][0] if len(LANGUAGES[script]) == 1 else _language(sample, script)


def _sample(text: str) -> str:
    if len(text) <= _SAMPLE * _PIECES:
        return text
    step = (len(text) - _SAMPLE) // (_PIECES - 1)
    return " ".join(text[start : start + _SAMPLE] for start in range(0, step * _PIECES, step))


def _script(sample: str) -> str:
    """The script with the most letters; Kana counts as Han, and a Han letter as two, for it is most of a word."""
    counts = letters_by_script(sample)
    counts["Han"] = 2 * (counts["Han"] + counts.pop("Kana"))
    script, count = counts.most_common(1)[0]
    return script if count else ""


def _language(sample: str, script: str) -> str:
    """The language of a script whose stop words and telling letters weigh most."""
    letters = LETTERS[script]
    words = [word.replace("’", "'").lower() for word in _WORD.findall(sample) if letters.match(word)]
    scores = _stopword_scores(words, LANGUAGES[script])
    written = "".join(words)
    for language in LANGUAGES[script]:
        scores[language] += sum(written.count(letter) for letter in _TELLING.get(language, "")) * 0.5
    language, score = max(scores.items(), key=lambda item: item[1])
    if score > 0.02 * len(words):
        return language
    if script != "Latin":
        return LANGUAGES[script][0]
    return "en" if len(words) < 30 and written.isascii() else UNDETERMINED


def _stopword_scores(words: Iterable[str], languages: Sequence[str]) -> dict[str, float]:
    """How many stop words of each language occur, a word shared by several languages divided among them."""
    lists = stopwords_by_language()
    scores = dict.fromkeys(languages, 0.0)
    for word in words:
        spoken = [lang for lang in languages if (folded(word) if lang == "ar" else word) in lists[lang]]
        for language in spoken:
            scores[language] += 1 / len(spoken)
    return scores
