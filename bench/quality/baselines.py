"""What a screening without this product does: one similarity of whole names, with a threshold.

Each compares the query's name with every listed name of the same type, both in lower case without
punctuation, and alerts at or above its threshold.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, utils
from rapidfuzz.distance import JaroWinkler, Levenshtein
from rapidfuzz.process import cdist

from lists.entities import Entity, EntityType

Scores = NDArray[np.float32]
Scorer = Callable[[str, Sequence[str], float], Scores]
_SAME_SOUND = 90.0
_SOUNDEX = {
    letter: code
    for code, letters in enumerate(("bfpv", "cgjkqsxz", "dt", "l", "mn", "r"), 1)
    for letter in letters
}


def soundex(word: str) -> str:
    """Give the American Soundex code of a lower-case word: its first letter and three digits.

    >>> soundex("robert"), soundex("rupert"), soundex("ashcraft"), soundex("tymczak")
    ('r163', 'r163', 'a261', 't522')
    """
    codes: list[str] = []
    last = _SOUNDEX.get(word[0])
    for letter in word[1:]:
        code = _SOUNDEX.get(letter)
        if code is not None and code != last:
            codes.append(str(code))
        if letter not in "hw":
            last = code
    return word[0] + "".join(codes)[:3].ljust(3, "0")


def whole_names(scorer: Callable[..., float]) -> Scorer:
    """Make a scorer of a query against all names, 0..100; 0 under a cut-off."""

    def score(query: str, names: Sequence[str], cutoff: float) -> Scores:
        return np.asarray(cdist([query], names, scorer=scorer, score_cutoff=cutoff)[0], dtype=np.float32)

    return score


def as_faq_249(query: str, names: Sequence[str], cutoff: float) -> Scores:
    """Score in the manner of OFAC's Sanctions List Search (FAQ 249), 0..100.

    Only names with the same first letter and at least half the letters in common (edit similarity) are
    scored: by the greater of Jaro-Winkler over the whole names, and the mean, over the query's words, of
    the best Jaro-Winkler with a word of the name, at least 90 where the Soundex codes are equal.
    """
    scores = np.zeros(len(names), dtype=np.float32)
    near = cdist([query], names, scorer=Levenshtein.normalized_similarity, score_cutoff=0.5)[0]
    for place in np.flatnonzero(near).tolist():
        name = names[place]
        if name[:1] == query[:1]:
            score = max(100.0 * JaroWinkler.similarity(query, name), _by_words(query, name))
            scores[place] = score if score >= cutoff else 0.0
    return scores


def _by_words(query: str, name: str) -> float:
    words = name.split()
    best = [max(_word_score(asked, word) for word in words) for asked in query.split()]
    return sum(best) / len(best)


def _word_score(one: str, other: str) -> float:
    score = 100.0 * JaroWinkler.similarity(one, other)
    return max(score, _SAME_SOUND) if soundex(one) == soundex(other) else score


@dataclass(frozen=True, slots=True)
class Baseline:
    """A similarity and the threshold, 0..100, from which it alerts."""

    name: str
    threshold: float
    scorer: Scorer


BASELINES = (
    Baseline("WRatio 85", 85.0, whole_names(fuzz.WRatio)),
    Baseline("token_sort_ratio 85", 85.0, whole_names(fuzz.token_sort_ratio)),
    Baseline("FAQ 249 style 85", 85.0, as_faq_249),
)


class NamesByType:
    """All names of entities, as the baselines compare them."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._names: dict[Any, list[str]] = defaultdict(list)
        self._ids: dict[Any, list[str]] = defaultdict(list)
        for entity in entities:
            for name in entity.names:
                text = utils.default_process(name.text)
                if text:
                    self._names[entity.type].append(text)
                    self._ids[entity.type].append(entity.id)

    def scores(
        self, baseline: Baseline, name: str, kind: EntityType | None, cutoff: float
    ) -> dict[str, float]:
        """Give the best score, cut-off to 100, of each entity of a type (None: of any) that reaches it."""
        query = utils.default_process(name)
        best: dict[str, float] = {}
        for type_ in [kind] if kind else list(self._names):
            if not query or type_ not in self._names:
                continue
            scores = baseline.scorer(query, self._names[type_], cutoff)
            for place in np.flatnonzero(scores).tolist():
                entity_id = self._ids[type_][place]
                best[entity_id] = max(best.get(entity_id, 0.0), float(scores[place]))
        return best

    def alerts(self, baseline: Baseline, name: str, kind: EntityType | None) -> set[str]:
        """Give the ids of the entities that a baseline alerts on."""
        return set(self.scores(baseline, name, kind, baseline.threshold))
