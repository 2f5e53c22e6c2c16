"""What is known of a party by one list, used for its records on all others."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from lists.entities import Entity, EntityType, Name, NameKind
from matching.assess import BY_IDENTIFIER, types_meet
from matching.clusters import Clusters, Link
from matching.compare.facts import compare_facts, is_conflict
from matching.evidence import Decision, Evidence, Hit, MatchedName
from matching.normalise import name_key
from matching.policy import Policy
from matching.query import Query


def on_other_lists(hits: Iterable[Hit], query: Query, clusters: Clusters, policy: Policy) -> Iterator[Hit]:
    """Give the best alert on each party as one on its other records, with the numbers that say they are one.

    The evidence is that of the first record, the thresholds are those of the other's list. Where the query
    contradicts a fact of the other record, that stays at review.
    """
    told: set[str] = set()
    for hit in hits:
        others = clusters.others(hit.entity)
        if not others or hit.entity.id in told:
            continue
        told |= {hit.entity.id, *(other.id for other in others)}
        chains = clusters.how(hit.entity)
        for other in others:
            if types_meet(query.type, other.type):
                yield from _on(other, hit, chains[other.id], query, policy)


def _on(other: Entity, hit: Hit, chain: tuple[Link, ...], query: Query, policy: Policy) -> Iterator[Hit]:
    threshold = policy.threshold_for(other.list_id, other.type)
    rules = {item.rule for item in hit.evidence}
    if hit.score < threshold.review and not rules & BY_IDENTIFIER:
        return
    differing = [] if "identifier" in rules else list(_differing_facts(query, other, policy))
    is_match = hit.decision is Decision.MATCH and not differing
    is_match = is_match and ("identifier" in rules or hit.score >= threshold.match)
    yield Hit(
        entity=other,
        decision=Decision.MATCH if is_match else Decision.REVIEW,
        score=hit.score,
        matched_name=_as_borne_by(other, hit.matched_name),
        evidence=(*hit.evidence, *differing, _same_party(hit, chain)),
    )


def _differing_facts(query: Query, other: Entity, policy: Policy) -> Iterator[Evidence]:
    """Yield the facts of another record that the query contradicts: they limit, and have no points here."""
    for fact in compare_facts(query, other, policy):
        if is_conflict(fact):
            yield replace(fact, points=0.0, limit=Decision.REVIEW)


def _same_party(hit: Hit, chain: tuple[Link, ...]) -> Evidence:
    return Evidence(
        rule="same_party",
        query_value=hit.matched_name.query_text if hit.matched_name else "",
        listed_value=hit.entity.name,
        points=0.0,
        detail={
            "entity_id": hit.entity.id,
            "list": hit.entity.list_id,
            "shared": [{"type": str(link.shared.type), "value": link.shared.value} for link in chain],
        },
    )


def _as_borne_by(other: Entity, matched: MatchedName | None) -> MatchedName | None:
    """Give the name by which another record of the party was found.

    A ship is known by its IMO number, so a name that this record lacks is a former name of its ship.
    """
    if matched is None or other.type is not EntityType.VESSEL:
        return matched
    if name_key(matched.name.text) in {name_key(name.text) for name in other.names}:
        return matched
    published = matched.name.published_as or matched.name.kind
    former = Name(text=matched.name.text, kind=NameKind.FORMER_NAME, published_as=published)
    return replace(matched, name=former)
