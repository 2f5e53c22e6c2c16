"""A subject screened with all that the network knows: other lists' names of a party, and who owns whom.

A name known to one list finds the party on every list. A party that no list names is an alert where a listed
one owns, controls or runs it, and so is the listed owner of a subject. All of it begins with matching.screen,
which alone gives scores; what is added here has no points.
"""

from collections.abc import Iterator
from dataclasses import replace

from lists.entities import Entity
from matching.evidence import Decision, Evidence, Explanation, Hit, Outcome, Screening
from matching.network import Network
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
    everywhere = query if query.lists is None else replace(query, lists=None)
    direct = screen(everywhere, register.index, policy)
    hits = {hit.entity.id: hit for hit in direct.hits}
    dismissed = {one.entity.id for one in direct.dismissed}
    for other in on_other_lists(direct.hits, query, register.network.clusters, policy):
        known = hits.get(other.entity.id)
        if other.entity.id not in dismissed and (known is None or _rank(other) > _rank(known)):
            hits[other.entity.id] = other
    for hit in _unlisted(query, register, policy):
        hits.setdefault(hit.entity.id, hit)
    owners = Owners(query, register, policy)
    for hit in owners.hits():
        if hit.entity.id not in dismissed:
            hits.setdefault(hit.entity.id, hit)
    ordered = in_order(hit for hit in hits.values() if _is_asked(hit.entity, query))
    outcome = outcome_of(query, ordered)
    warnings = (*direct.warnings, *owners.warnings())
    if query.lists is not None and not query.lists & register.lists:
        warnings = (*warnings, "lists: nobody is listed on any of the lists asked for")
        outcome = Outcome.INSUFFICIENT_DATA
    elif outcome is Outcome.CLEAR and owners.are_unreadable:
        outcome = Outcome.INSUFFICIENT_DATA
    return Screening(
        outcome=outcome,
        hits=ordered,
        dismissed=tuple(one for one in direct.dismissed if _is_asked(one.entity, query)),
        warnings=warnings,
        ownership=owners.conclusions(),
    )


def explain_subject(query: Query, entity_id: str, register: Register, policy: Policy) -> Explanation:
    """Give the evidence for one entity, alert or not, also by its other records and by who owns it.

    KeyError where neither the lists nor the network have it.
    """
    entity = register.network.party(entity_id).entities[0]
    if entity.is_listed:
        explained = explain(query, entity_id, register.index, policy)
    elif entity_id in register.unlisted:
        explained = explain(query, entity_id, register.unlisted, policy)
    else:
        return _no_alert(Explanation(entity=entity), _NOT_BELOW)
    if not _is_asked(explained.entity, query):
        return _no_alert(explained, "it is on none of the lists asked for")
    for hit in screen_subject(query, register, policy).hits:
        if hit.entity.id == entity_id:
            return replace(
                explained,
                decision=hit.decision,
                score=hit.score,
                matched_name=hit.matched_name,
                evidence=hit.evidence,
                kept_back_by=(),
            )
    return explained if explained.decision is None else _no_alert(explained, _NOT_BELOW)


_NOT_BELOW = "no listed party owns or runs it, but for a known share that no rule counts"


def _no_alert(explained: Explanation, why: str) -> Explanation:
    return replace(explained, decision=None, kept_back_by=(*explained.kept_back_by, why))


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


class Owners:
    """The owners that a query gives of its subject, each screened like a subject of its own."""

    def __init__(self, query: Query, register: Register, policy: Policy) -> None:
        self._query = query
        self._register = register
        self._found = [
            (
                owner,
                screen_subject(
                    Query(names=owner.names, identifiers=owner.identifiers, lists=query.lists),
                    register,
                    policy,
                ),
            )
            for owner in query.owners
        ]

    @property
    def are_unreadable(self) -> bool:
        """Whether nothing usable is left of some owner: it was not screened."""
        return any(found.outcome is Outcome.INSUFFICIENT_DATA for _, found in self._found)

    def hits(self) -> Iterator[Hit]:
        """Give the owners' hits as hits of the subject; an owner of nothing is none."""
        for owner, found in self._found:
            for hit in found.hits if owner.share != 0.0 else ():
                yield _as_owner(hit, owner)

    def warnings(self) -> Iterator[str]:
        """Say what is odd about an owner, with its place."""
        for number, (_, found) in enumerate(self._found):
            yield from (f"owners.{number}: {warning}" for warning in found.warnings)
            if found.outcome is Outcome.INSUFFICIENT_DATA:
                yield f"owners.{number}: nothing usable is left to screen"

    def conclusions(self) -> tuple[dict[str, object], ...]:
        """Apply the rules to the subject; nothing without owners."""
        if not self._found:
            return ()
        network = self._register.network
        stakes: list[Stake] = []
        names = {SUBJECT: self._query.names[0] if self._query.names else SUBJECT}
        for number, (owner, found) in enumerate(self._found):
            party = _sure_party(found, network)
            possible = dict.fromkeys(network.party(hit.entity.id).id for hit in found.hits)
            if party is None and possible:
                # One of them may be the owner, or none: how much of the share is theirs is not known.
                stakes += [Stake(owner=one, owned=SUBJECT, share=None) for one in possible]
            else:
                holder = party or f"owner {number}"
                names.setdefault(holder, _label(owner))
                stakes.append(Stake(owner=holder, owned=SUBJECT, share=owner.share))
        ownership = ownership_of(SUBJECT, network, self._query.lists, stakes)
        return tuple(conclusions_out(ownership, names))


def _sure_party(found: Screening, network: Network) -> str | None:
    """Give the one party that an owner matches or the unlisted one that it is; None where it is not sure."""
    sure = [hit for hit in found.hits if hit.decision is Decision.MATCH or not hit.entity.is_listed]
    parties = dict.fromkeys(network.party(hit.entity.id).id for hit in sure)
    return next(iter(parties)) if len(parties) == 1 else None


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


def _label(owner: Owner) -> str:
    return owner.names[0] if owner.names else owner.identifiers[0].value
