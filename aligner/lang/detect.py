"""Which language a text is written in, by its script, its telling letters and its stop words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from aligner.lang.arabic import folded
from aligner.lang.stopwords import stopwords_by_language

UNDETERMINED = "und"

_SAMPLE = 4_000  # code points a piece
_PIECES = 6
_SCRIPTS = {
    "Latin": r"[A-Za-zªºÀ-ÖØ-öø-ɏḀ-ỿ]",
    "Arabic": r"[\u0620-\u063f\u0641-\u064a\u0671-\u06d3\u06fa-\u06fc\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]",
    "Cyrillic": r"[\u0400-\u0481\u048a-\u052f]",
    "Greek": r"[\u0370-\u03ff\u1f00-\u1fff]",
    "Hebrew": r"[\u05d0-\u05ea]",
    "Devanagari": r"[\u0904-\u0939\u0958-\u0961]",
    "Thai": r"[\u0e01-\u0e2e]",
    "Hangul": r"[\uac00-\ud7a3]",
    "Kana": r"[\u3041-\u30ff]",
    "Han": r"[\u3400-\u4dbf\u4e00-\u9fff]",
}
_LETTERS = {script: re.compile(letters) for script, letters in _SCRIPTS.items()}
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u064b-\u065f\u0670]|['’\u200c](?=[^\W\d_]))*")
_ONLY_LANGUAGE = {"Greek": "el", "Hebrew": "he", "Devanagari": "hi", "Thai": "th", "Hangul": "ko"}
_LANGUAGES = {
    "Latin": ["en", "fr", "de", "es", "it", "pt", "nl", "tr", "id",
              "sv", "da", "no", "fi", "pl", "cs", "ro", "hu", "vi"],
    "Arabic": ["ar", "fa", "ur", "ckb"],
    "Cyrillic": ["ru", "uk", "bg"],
}  # fmt: skip
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
    if script in _ONLY_LANGUAGE:
        return _ONLY_LANGUAGE[script]
    if script == "Han":
        kana, han = (len(_LETTERS[name].findall(sample)) for name in ("Kana", "Han"))
        return "ja" if kana > 0.1 * han else "zh"
    if script not in _LANGUAGES:
        return UNDETERMINED
    return _language(sample, script)


def _sample(text: str) -> str:
    if len(text) <= _SAMPLE * _PIECES:
        return text
    step = (len(text) - _SAMPLE) // (_PIECES - 1)
    return " ".join(text[start : start + _SAMPLE] for start in range(0, step * _PIECES, step))


def _script(sample: str) -> str:
    """The script with the most letters; Kana counts as Han, and a Han letter as two, for it is most of a word."""
    counts = Counter({script: len(letters.findall(sample)) for script, letters in _LETTERS.items()})
    counts["Han"] = 2 * (counts["Han"] + counts.pop("Kana"))
    script, count = counts.most_common(1)[0]
    return script if count else ""


def _language(sample: str, script: str) -> str:
    """The language of a script whose stop words and telling letters weigh most."""
    letters = _LETTERS[script]
    words = [word.replace("’", "'").lower() for word in _WORD.findall(sample) if letters.match(word)]
    scores = _stopword_scores(words, _LANGUAGES[script])
    written = "".join(words)
    for language in _LANGUAGES[script]:
        scores[language] += sum(written.count(letter) for letter in _TELLING.get(language, "")) * 0.5
    language, score = max(scores.items(), key=lambda item: item[1])
    if score > 0.02 * len(words):
        return language
    if script != "Latin":
        return _LANGUAGES[script][0]
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
