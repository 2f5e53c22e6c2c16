"""What is known of a party by one list, used for its records on all others."""

from collections.abc import Iterator
from dataclasses import replace

from lists.entities import Entity, EntityType, Name, NameKind
from matching.clusters import Clusters
from matching.evidence import Decision, Evidence, Hit, MatchedName
from matching.normalise import name_key
from matching.policy import Policy


def on_other_lists(hit: Hit, clusters: Clusters, policy: Policy) -> Iterator[Hit]:
    """Give an alert as one on each other record of its party, with the numbers that say they are one.

    The evidence is that of the first record; its thresholds are those of the other's list.
    """
    for other in clusters.others(hit.entity):
        threshold = policy.threshold_for(other.list_id, other.type)
        by_number = any(item.rule == "identifier" for item in hit.evidence)
        if not by_number and hit.score < threshold.review:
            continue
        is_match = hit.decision is Decision.MATCH and (by_number or hit.score >= threshold.match)
        yield Hit(
            entity=other,
            decision=Decision.MATCH if is_match else Decision.REVIEW,
            score=hit.score,
            matched_name=_as_borne_by(other, hit.matched_name),
            evidence=(*hit.evidence, _same_party(hit, other, clusters)),
        )


def _same_party(hit: Hit, other: Entity, clusters: Clusters) -> Evidence:
    links = clusters.how(hit.entity, other)
    return Evidence(
        rule="same_party",
        query_value=hit.matched_name.query_text if hit.matched_name else "",
        listed_value=hit.entity.name,
        points=0.0,
        detail={
            "entity_id": hit.entity.id,
            "list": hit.entity.list_id,
            "shared": [{"type": str(link.shared.type), "value": link.shared.value} for link in links],
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
