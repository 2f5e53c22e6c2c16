"""A subject screened with all that the network knows: other lists' names of a party, and who owns whom.

A name known to one list finds the party on every list. A party that no list names is an alert where a listed
one owns, controls or runs it, and so is the listed owner of a subject. All of it begins with matching.screen,
which alone gives scores; what is added here has no points.
"""

from collections.abc import Iterator
from dataclasses import replace

from lists.entities import Entity
from matching.evidence import Decision, Evidence, Explanation, Hit, Screening
from matching.owners import SUBJECT, conclusions_out, owned_by_listed, ownership_of
from matching.ownership.holdings import Stake
from matching.policy import Policy
from matching.query import Owner, Query
from matching.register import Register
from matching.same_party import on_other_lists
from matching.screen import explain, in_order, outcome_of, screen


def screen_subject(query: Query, register: Register, policy: Policy) -> Screening:
    """Screen a query and its owners against a register under one policy; hits are in order, uncut.

    The query's `lists` limit who may be a hit, not what other lists know of it.
    """
    everywhere = replace(query, lists=None)
    direct = screen(everywhere, register.index, policy)
    hits = {hit.entity.id: hit for hit in direct.hits}
    dismissed = {one.entity.id for one in direct.dismissed}
    for hit in direct.hits:
        for other in on_other_lists(hit, register.network.clusters, policy):
            known = hits.get(other.entity.id)
            if other.entity.id not in dismissed and (known is None or _rank(other) > _rank(known)):
                hits[other.entity.id] = other
    for hit in _unlisted(query, register, policy):
        hits.setdefault(hit.entity.id, hit)
    owners = [(owner, _screen_owner(owner, query, register, policy)) for owner in query.owners]
    for owner, found in owners:
        for hit in found.hits:
            hits.setdefault(hit.entity.id, _as_owner(hit, owner))
    ordered = in_order(hit for hit in hits.values() if _is_asked(hit.entity, query))
    return Screening(
        outcome=outcome_of(query, ordered),
        hits=ordered,
        dismissed=tuple(one for one in direct.dismissed if _is_asked(one.entity, query)),
        warnings=direct.warnings,
        ownership=_ownership(owners, query, register),
    )


def explain_subject(query: Query, entity_id: str, register: Register, policy: Policy) -> Explanation:
    """Give the evidence for one entity, alert or not, also by its other records and by who owns it.

    KeyError where neither the lists nor the network have it.
    """
    entity = register.network.party(entity_id).entities[0]
    index = register.index if entity.is_listed else register.unlisted
    explained = explain(query, entity_id, index, policy)
    for hit in screen_subject(replace(query, lists=None), register, policy).hits:
        if hit.entity.id == entity_id:
            return replace(
                explained,
                decision=hit.decision,
                score=hit.score,
                matched_name=hit.matched_name,
                evidence=hit.evidence,
                kept_back_by=(),
            )
    return replace(explained, decision=None)


def _rank(hit: Hit) -> tuple[bool, float]:
    return hit.decision is Decision.MATCH, hit.score


def _is_asked(entity: Entity, query: Query) -> bool:
    """Say whether an entity may be a hit; of an unlisted one its owner's list was asked before."""
    return query.lists is None or not entity.is_listed or entity.list_id in query.lists


def _unlisted(query: Query, register: Register, policy: Policy) -> Iterator[Hit]:
    """Give the unlisted parties that the query may mean and that a listed one owns or runs."""
    if not len(register.unlisted):
        return
    for hit in screen(replace(query, lists=None), register.unlisted, policy).hits:
        below = owned_by_listed(hit.entity, register.network, query.lists, policy)
        if below is not None:
            yield replace(hit, decision=Decision.REVIEW, evidence=(*hit.evidence, below))


def _screen_owner(owner: Owner, query: Query, register: Register, policy: Policy) -> Screening:
    asked = Query(names=owner.names, identifiers=owner.identifiers, lists=query.lists)
    return screen_subject(asked, register, policy)


def _as_owner(hit: Hit, owner: Owner) -> Hit:
    """Give the hit of an owner as one of the subject: somebody must look, however sure the owner is."""
    owns = Evidence(
        rule="owned_by_listed",
        query_value=_label(owner),
        listed_value=hit.entity.name,
        points=0.0,
        limit=Decision.REVIEW,
        detail={"owner": _label(owner), "owner_decision": str(hit.decision), "share": owner.share},
    )
    return replace(hit, decision=Decision.REVIEW, evidence=(*hit.evidence, owns))


def _ownership(
    owners: list[tuple[Owner, Screening]], query: Query, register: Register
) -> tuple[dict[str, object], ...]:
    """Apply the rules to the subject, each owner being the party of its first hit; none without owners."""
    if not query.owners:
        return ()
    stakes = [
        Stake(owner=register.network.party(found.hits[0].entity.id).id, owned=SUBJECT, share=owner.share)
        for owner, found in owners
        if found.hits
    ]
    names = {SUBJECT: query.names[0] if query.names else SUBJECT}
    ownership = ownership_of(SUBJECT, register.network, query.lists, stakes)
    return tuple(conclusions_out(ownership, names))


def _label(owner: Owner) -> str:
    return owner.names[0] if owner.names else owner.identifiers[0].value
