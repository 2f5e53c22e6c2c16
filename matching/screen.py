"""The only road to a score."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from lists.entities import EntityType, Name
from matching.assess import Assessment, ComparedName, assess, types_meet
from matching.clean_text import clean
from matching.compare.identifiers import kinds_to_look_up, near_imo_numbers, wrong_imo_numbers
from matching.compare.names import NameComparison
from matching.compare.weighed import Weighed
from matching.evidence import Decision, Dismissed, Explanation, Hit, Outcome, Screening
from matching.index import Index, Partition
from matching.keyboard import typed_on_other_layout
from matching.normalise import Reading, read_name, unmasked
from matching.parts import before_comma, parents_of_branch, split_names
from matching.policy import Policy
from matching.query import Query
from matching.search import NOTHING


@dataclass(frozen=True, slots=True)
class _Asked:
    """One way to read one of the query's names; `rule` and `limit` are set where the reading is a guess."""

    text: str
    reading: Reading
    rule: str | None = None
    limit: Decision | None = None


class _Best(NamedTuple):
    """The best compared name of an entity so far."""

    rank: tuple[bool, float, bool, int, int]
    name: ComparedName

    def is_better_than(self, most: float, match: float) -> bool:
        """Say whether no name that scores so much at most is better."""
        matches, score, *_ = self.rank
        return most < score - NOTHING and (matches or most < match - NOTHING)


def screen(query: Query, index: Index, policy: Policy) -> Screening:
    """Screen one query against one index under one policy; hits are in order, uncut.

    The outcome is `insufficient_data` where neither a comparable word nor an identifier is left.
    """
    best = _best_names(query, index, policy)
    for position in _by_identifier(query, index):
        best[position] = _best_of(query, position, index, policy)
    assessments = [
        assess(query, index.at(position), name, policy)
        for position, name in best.items()
        if query.lists is None or index.list_id_at(position) in query.lists
    ]
    hits = in_order(_hit(a, a.decision) for a in assessments if a.decision)
    dismissed = tuple(
        Dismissed(entity=a.entity, score=a.score, why=a.dismissed_because)
        for a in sorted(assessments, key=lambda a: (-a.score, a.entity.id))
        if a.dismissed_because
    )
    return Screening(
        outcome=outcome_of(query, hits),
        hits=hits,
        dismissed=dismissed,
        warnings=tuple(_warnings(query)),
    )


def explain(query: Query, entity_id: str, index: Index, policy: Policy) -> Explanation:
    """Give the evidence for one entity, alert or not. KeyError where the index has no such entity."""
    position = index.position(entity_id)
    entity = index.at(position)
    best = _best_of(query, position, index, policy)
    result = assess(query, entity, best, policy)
    return Explanation(
        entity=entity,
        decision=result.decision,
        score=result.score,
        matched_name=result.matched_name,
        evidence=result.evidence,
        kept_back_by=tuple(_kept_back_by(query, result, policy)),
    )


def _best_of(query: Query, position: int, index: Index, policy: Policy) -> ComparedName | None:
    """Compare every name of one entity; None where its type is another or it has no comparable name."""
    entity = index.at(position)
    partition = index.partitions.get(entity.type)
    if partition is None or not types_meet(query.type, partition.entity_type):
        return None
    kind = partition.entity_type or query.type
    compared = (
        _compared(asked, name, NameComparison(weighed, listed, kind, policy))
        for asked, weighed in _weighed(query, partition)
        for name, listed in zip(entity.names, index.names_at(position), strict=True)
        if listed.reading.words
    )
    match = policy.threshold_for(entity.list_id, entity.type).match
    return max(compared, key=lambda name: name.preference(match), default=None)


def _best_names(query: Query, index: Index, policy: Policy) -> dict[int, ComparedName | None]:
    """Give the best compared name of every entity whose name may alert, by the entity's place."""
    best: dict[int, _Best] = {}
    lowest = policy.lowest_name_score(facts=query.facts, identifiers=len(query.identifiers))
    for partition in index.partitions.values():
        if not types_meet(query.type, partition.entity_type):
            continue
        kind = partition.entity_type or query.type
        for turn, (asked, weighed) in enumerate(_weighed(query, partition)):
            for position, place, most, may_agree in partition.candidates(weighed, kind, policy, lowest):
                match = policy.threshold_for(index.list_id_at(position), partition.entity_type).match
                known = best.get(position)
                if known is not None and known.is_better_than(most, match):
                    continue
                listed = index.name_at(position, place)
                comparison = NameComparison(weighed, listed, kind, policy, may_agree)
                if comparison.score < lowest - NOTHING:
                    continue
                compared = _compared(asked, index.at(position).names[place], comparison)
                # Of names that compare alike the first counts.
                found = _Best((*compared.preference(match), -turn, -place), compared)
                if known is None or found.rank > known.rank:
                    best[position] = found
    return {position: found.name for position, found in best.items()}


def _compared(asked: _Asked, name: Name, comparison: NameComparison) -> ComparedName:
    return ComparedName(name, asked.text, comparison, asked.limit, asked.rule)


def _weighed(query: Query, partition: Partition) -> Iterator[tuple[_Asked, Weighed]]:
    """Yield every way to read the query's names, weighed as the names of one type are."""
    for asked in _asked(query.names, partition.entity_type):
        yield asked, Weighed(asked.reading, partition.rarity)


@lru_cache(maxsize=64)  # a screening asks for the same readings of each index and each record
def _asked(names: tuple[str, ...], entity_type: EntityType | None) -> tuple[_Asked, ...]:
    """Read the query's names in every way that its writer may have meant, each reading once."""
    readings: dict[tuple[str, ...], _Asked] = {}
    for asked in _ways_to_read(names, entity_type):
        words = tuple(word.text for word in asked.reading.words)
        if words:
            readings.setdefault(words, asked)
    return tuple(readings.values())


def _ways_to_read(names: tuple[str, ...], entity_type: EntityType | None) -> Iterator[_Asked]:
    for name in names:
        for part in split_names(name):
            reading = read_name(part, entity_type)
            yield _Asked(part, reading)
            letters = unmasked(part, entity_type)
            if letters is not None:
                yield _Asked(part, letters)
        yield from _without_address(name, entity_type)
        yield from _without_branch(name, entity_type)
        typed = typed_on_other_layout(clean(name).text)
        if typed is not None:
            yield _Asked(typed, read_name(typed, entity_type), "keyboard_layout", Decision.REVIEW)


def _without_address(name: str, entity_type: EntityType | None) -> Iterator[_Asked]:
    """Read a company's name without what follows its first comma, which may be an address."""
    head = before_comma(name) if entity_type in (EntityType.COMPANY, None) else None
    if head is None:
        return
    reading = read_name(head, entity_type)
    if reading.forms or len(reading.words) > 1:
        yield _Asked(head, reading, "name_before_comma", Decision.REVIEW)


def _without_branch(name: str, entity_type: EntityType | None) -> Iterator[_Asked]:
    """Read a company's name as that of the company whose branch it names."""
    if entity_type in (EntityType.COMPANY, None):
        for parent in parents_of_branch(name):
            yield _Asked(parent, read_name(parent, entity_type), "branch", Decision.REVIEW)


def _by_identifier(query: Query, index: Index) -> set[int]:
    """Give the places of the entities that share an identifier, or have an IMO number one slip away."""
    places: set[int] = set()
    for identifier in query.identifiers:
        for kind in kinds_to_look_up(identifier):
            places.update(index.with_identifier(kind, identifier.value))
    for identifier in wrong_imo_numbers(query):
        for value in near_imo_numbers(identifier.value):
            places.update(index.with_identifier(identifier.type, value))
    return places


def _hit(assessment: Assessment, decision: Decision) -> Hit:
    return Hit(
        entity=assessment.entity,
        decision=decision,
        score=assessment.score,
        matched_name=assessment.matched_name,
        evidence=assessment.evidence,
    )


def in_order(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """Order hits as an answer has them: match before review, then score, then id."""
    return tuple(
        sorted(hits, key=lambda hit: (hit.decision is not Decision.MATCH, -hit.score, hit.entity.id))
    )


def outcome_of(query: Query, hits: tuple[Hit, ...]) -> Outcome:
    """Give the outcome of ordered hits, or what it means that there are none."""
    if hits:
        return Outcome.MATCH if hits[0].decision is Decision.MATCH else Outcome.REVIEW
    readable = any(read_name(name, query.type).words for name in query.names)
    return Outcome.CLEAR if readable or query.identifiers else Outcome.INSUFFICIENT_DATA


def _warnings(query: Query) -> Iterator[str]:
    """Say what in the query's names an honest typist would hardly write; it was folded before comparing."""
    for name in query.names:
        signs = read_name(name, query.type).signs
        if signs:
            yield f"the name {name!r} was read after folding: {', '.join(signs).replace('_', ' ')}"


def _kept_back_by(query: Query, result: Assessment, policy: Policy) -> Iterator[str]:
    """Say what keeps an entity from being an alert."""
    if result.decision is not None:
        return
    if not types_meet(query.type, result.entity.type):
        yield f"the query is a {query.type}, the listed party a {result.entity.type}"
    if result.dismissed_because:
        yield result.dismissed_because
    review = policy.threshold_for(result.entity.list_id, result.entity.type).review
    if result.score < review:
        yield f"score {result.score:.3f} is under the review threshold {review:.3f}"
