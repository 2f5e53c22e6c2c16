"""How much a word says: rare words weigh 1, words that half of all names carry weigh little."""

import math
from collections import Counter
from collections.abc import Iterable
from functools import cache

from matching.normalise import Reading, Word
from matching.tables import mapping, read_table

_LIGHTEST, _HEAVIEST = 0.1, 1.0
_COMMON, _RARE = 3_000, 10  # names per 100,000 that weigh least and most
# A small list says nothing of how common a word is: its counts are read as if it stood among this many
# other names that do not carry the word.
_PRIOR_NAMES = 20_000
_NUMBER_WEIGHT = 0.6
_LENGTH_FACTOR = {1: 0.4, 2: 0.7, 3: 0.85}


class Rarity:
    """Weights of words, from the shipped frequency tables and the loaded lists; immutable once made."""

    def __init__(self, readings: Iterable[Reading] = ()) -> None:
        counts: Counter[str] = Counter()
        names = 0
        for reading in readings:
            names += 1
            counts.update({word.family for word in reading.words})
        scale = 100_000 / (names + _PRIOR_NAMES)
        self._per_100k = {text: count * scale for text, count in counts.items() if count > 1}
        self._weights: dict[str, float] = {}

    def weight(self, word: Word) -> float:
        """Give a word's weight, 0.04..1."""
        if word.number is not None:
            return _NUMBER_WEIGHT
        known = self._weights.get(word.family)
        if known is None:
            known = self._weights[word.family] = self._weigh(word.family)
        return known

    def _weigh(self, text: str) -> float:
        per_100k = max(shipped_frequencies().get(text, 0.0), self._per_100k.get(text, 0.0))
        span = math.log(_COMMON) - math.log(_RARE)
        rareness = (math.log(_COMMON) - math.log(max(per_100k, _RARE))) / span
        weight = _LIGHTEST + (_HEAVIEST - _LIGHTEST) * min(1.0, max(0.0, rareness))
        return weight * _LENGTH_FACTOR.get(len(text), 1.0)


@cache
def shipped_frequencies() -> dict[str, float]:
    """Give the names per 100,000 that carry a word; the higher where both shipped tables know it."""
    per_100k: dict[str, float] = {}
    for table in ("word_frequencies.csv", "generic_words.csv"):
        for row in read_table(table):
            for word in {row["word"], mapping("abbreviations.csv").get(row["word"], row["word"])}:
                per_100k[word] = max(per_100k.get(word, 0.0), float(row["per_100k"]))
    return per_100k
