"""A name comparison as evidence: which words met, how, and what was left over."""

from collections.abc import Iterator

from matching.compare.alignment import Pair
from matching.compare.names import NameComparison
from matching.evidence import Evidence
from matching.normalise import Reading, Unit

_SHOWS_MISSING = frozenset({"missing_words", "other_words", "cut_off_name"})
_SHOWS_EXTRA = frozenset({"extra_words", "other_words", "embedded_name"})


def name_evidence(comparison: NameComparison, query_text: str, listed_text: str) -> Iterator[Evidence]:
    """Yield an evidence for each part of a comparison of two texts.

    Their points add up to its score before clamping.
    """
    for part in comparison.parts:
        detail: dict[str, object] = dict(part.detail or {})
        if part.rule == "name":
            detail["words"] = [_met(comparison, pair) for pair in comparison.pairs]
            if comparison.query.signs:
                detail["signs"] = list(comparison.query.signs)
        if part.rule in _SHOWS_MISSING:
            detail["missing"] = [word.text for word in comparison.missing]
        if part.rule in _SHOWS_EXTRA:
            detail["extra"] = [word.text for word in comparison.extra]
        if part.rule == "legal_form":
            detail["query"], detail["listed"] = list(comparison.query.forms), list(comparison.listed.forms)
        yield Evidence(
            rule=part.rule,
            query_value=query_text,
            listed_value=listed_text,
            points=part.points,
            limit=part.limit,
            detail=detail,
        )


def _met(comparison: NameComparison, pair: Pair) -> dict[str, object]:
    return {
        "query": _written(comparison.query, pair.query),
        "listed": _written(comparison.listed, pair.listed),
        "how": pair.agreement.how,
        "similarity": round(pair.agreement.similarity, 4),
    }


def _written(reading: Reading, unit: Unit) -> str:
    return " ".join(word.text for word in reading.words[unit.start : unit.end])
