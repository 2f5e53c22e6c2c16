"""One entity against one query: the evidence, the score it adds up to, and the decision."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lists.entities import Entity, EntityType, Name, NameKind
from matching.compare.facts import compare_facts, is_conflict
from matching.compare.identifiers import near_imo, other_imo, same_identifiers
from matching.compare.names import NameComparison
from matching.evidence import Decision, Evidence, MatchedName
from matching.explanation import name_evidence
from matching.policy import Policy, Threshold
from matching.query import Query

BY_IDENTIFIER = frozenset({"identifier", "weak_identifier", "identifier_nearly_equal"})


@dataclass(frozen=True, slots=True)
class ComparedName:
    """A listed name, how it compares with a text of the query, and a limit that the reading brings."""

    name: Name
    query_text: str
    comparison: NameComparison
    limit: Decision | None = None
    reading_rule: str | None = None

    @property
    def is_limited(self) -> bool:
        return self.limit is not None or self.comparison.is_limited or is_weak(self.name)

    def preference(self, match_threshold: float) -> tuple[bool, float, bool]:
        """Order comparisons of one entity: those that make a match first, then by score, then equal text."""
        matches = not self.is_limited and self.comparison.score >= match_threshold
        same_text = self.name.text.casefold() == self.query_text.casefold()
        return matches, self.comparison.score, same_text


@dataclass(frozen=True, slots=True)
class Assessment:
    """What an entity is to a query. `decision` is None below the threshold or where it was dismissed."""

    entity: Entity
    decision: Decision | None
    score: float
    matched_name: MatchedName | None
    evidence: tuple[Evidence, ...]
    dismissed_because: str | None = None


def assess(query: Query, entity: Entity, best: ComparedName | None, policy: Policy) -> Assessment:
    """Weigh everything known of one entity. `best` is its best compared name, None where none agrees."""
    named = best is not None and best.comparison.score >= policy.identity_conflict_score
    evidence = [
        *same_identifiers(query, entity, policy, named=named),
        *near_imo(query, entity, policy, named=named),
    ]
    if best is not None and (named or not evidence):
        evidence += _beside_name(query, entity, best, policy)
    strong = any(item.rule == "identifier" for item in evidence)
    if strong:
        evidence = list(_beside_identifier(query, evidence, best, named=named))
    score = min(1.0, max(0.0, sum(item.points for item in evidence)))
    matched = _matched_name(best) if best is not None and named else None
    threshold = policy.threshold_for(entity.list_id, entity.type)
    why = None if strong or not best else _dismissal(best, evidence, score, threshold)
    decision = None if why else _decide(evidence, score, threshold, strong=strong)
    return Assessment(entity, decision, score, matched, tuple(evidence), why)


def _beside_name(query: Query, entity: Entity, best: ComparedName, policy: Policy) -> Iterator[Evidence]:
    """Yield the name's evidence and what the facts say of it."""
    yield from name_evidence(best.comparison, best.query_text, best.name.text)
    if is_weak(best.name):
        yield _limit("weak_alias", best)
    if best.limit is not None:
        yield _limit(best.reading_rule or "reading", best)
    conflict = other_imo(query, entity)
    if conflict:
        yield Evidence(
            rule="imo_conflict",
            query_value=conflict[0],
            listed_value=conflict[1],
            points=-policy.imo_conflict,
            limit=Decision.REVIEW,
        )
    yield from compare_facts(query, entity, policy)


def _limit(rule: str, best: ComparedName) -> Evidence:
    return Evidence(
        rule=rule,
        query_value=best.query_text,
        listed_value=best.name.text,
        points=0.0,
        limit=Decision.REVIEW,
    )


def _beside_identifier(
    query: Query, evidence: Iterable[Evidence], best: ComparedName | None, *, named: bool
) -> Iterator[Evidence]:
    """Keep what stands beside an equal strong identifier as information: it gives and limits nothing."""
    counted = False
    for item in evidence:
        strong = item.rule == "identifier"
        points = item.points if strong and not counted else 0.0
        counted = counted or strong
        yield Evidence(
            rule=item.rule,
            query_value=item.query_value,
            listed_value=item.listed_value,
            points=points,
            detail=item.detail,
        )
    if query.names and not named:
        yield Evidence(
            rule="identity_conflict",
            query_value=query.names[0],
            listed_value=best.name.text if best else "",
            points=0.0,
        )


def _decide(evidence: list[Evidence], score: float, threshold: Threshold, *, strong: bool) -> Decision | None:
    if strong:
        return Decision.MATCH
    if score < threshold.review and not any(item.rule in BY_IDENTIFIER for item in evidence):
        return None
    limited = any(item.limit is not None for item in evidence)
    return Decision.MATCH if score >= threshold.match and not limited else Decision.REVIEW


def _dismissal(
    best: ComparedName, evidence: list[Evidence], score: float, threshold: Threshold
) -> str | None:
    """Say why an entity whose name would alert is another party: other IMO number and a second conflict."""
    if best.comparison.score < threshold.review:
        return None
    if not any(item.rule == "imo_conflict" for item in evidence):
        return None
    seconds = [item.rule.removesuffix("_conflict") for item in evidence if is_conflict(item)]
    seconds = [rule.replace("_", " ") for rule in seconds if rule != "imo"]
    if seconds:
        return "other IMO number and other " + " and ".join(seconds)
    if score < threshold.review:
        return "other IMO number and a name that is only similar"
    return None


def is_weak(name: Name) -> bool:
    """Say whether its publisher calls a name weak, also where history shows it as a former name."""
    return NameKind.WEAK_ALIAS in (name.kind, name.published_as)


def _matched_name(best: ComparedName) -> MatchedName:
    return MatchedName(name=best.name, query_text=best.query_text)


def types_meet(asked: EntityType | None, listed: EntityType | None) -> bool:
    """Say whether a query of a type may be answered by an entity of a type, by name."""
    return asked is None or listed is None or asked is listed
