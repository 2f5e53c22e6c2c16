"""Who that is listed stands above a party: by the rules on ownership, and by running it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from lists.entities import Entity, RelationKind
from matching.evidence import Decision, Evidence
from matching.network import Network
from matching.ownership.conclusion import Conclusion
from matching.ownership.holdings import Control, Link, Stake, holder_of
from matching.ownership.rules import eu, ofac, uk
from matching.ownership.wording import arithmetic
from matching.policy import Policy
from matching.related import Party, Related

SUBJECT = "subject"
"""The id of a screening's subject among parties: below the owners that the caller gives."""
_PATHS_SHOWN = 10
_STEPS_SHOWN = 50
_CONTROL = frozenset({RelationKind.CONTROLS, RelationKind.PARENT_OF})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ownership:
    """What each rule says of a party, and the names of the parties in its arithmetic, by id."""

    conclusions: tuple[Conclusion, ...]
    names: Mapping[str, str]


def ownership_of(
    party: str, network: Network, lists: Collection[str] | None, of_subject: Iterable[Stake] = ()
) -> Ownership:
    """Apply every rule to a party; above it those count as listed that stand on one of the lists (None: any).

    `of_subject` are the stakes that a caller gives in the subject of a screening.
    """
    holdings = _NetworkHoldings(network, tuple(of_subject))
    above: dict[str, Party] = {}
    waiting = [party]
    for here in waiting:
        links: list[Link] = [*holdings.stakes_in(here), *holdings.controls_over(here)]
        for holder in map(holder_of, links):
            if holder not in above and network.has(holder):
                above[holder] = network.party(holder)
                waiting.append(holder)
    listed = {one.id for one in above.values() if is_listed_on(one, lists)}
    return Ownership(
        conclusions=tuple(rule(party, listed, holdings) for rule in (ofac, eu, uk)),
        names={one.id: one.name for one in above.values()},
    )


def is_listed_on(party: Party, lists: Collection[str] | None) -> bool:
    """Say whether a party stands on one of the lists (None: on any)."""
    return party.is_listed and (lists is None or any(one.list_id in lists for one in party.entities))


def owned_by_listed(
    entity: Entity, network: Network, lists: Collection[str] | None, policy: Policy
) -> Evidence | None:
    """Say which listed party owns, controls or runs an unlisted one; None where none does.

    A stake that makes no rule apply counts from the policy's `minority_share` on.
    """
    ownership = ownership_of(entity.id, network, lists)
    runs = [
        related
        for related in network.related(entity.id)
        if related.stands_above
        and not related.tie.is_former
        and (is_listed_on(related.party, lists) or _is_run_by_owned(related, network, lists))
    ]
    enough = any(
        found.applies is not False or found.share >= policy.minority_share for found in ownership.conclusions
    )
    if not enough and all(related.relation is RelationKind.OWNS for related in runs):
        return None
    return Evidence(
        rule="owned_by_listed",
        query_value=entity.name,
        listed_value="; ".join(_tops(ownership, runs)),
        points=0.0,
        limit=Decision.REVIEW,
        detail={
            "above": [_step(related) for related in runs],
            "rules": conclusions_out(ownership, {entity.id: entity.name}),
        },
    )


def _is_run_by_owned(related: Related, network: Network, lists: Collection[str] | None) -> bool:
    """Say whether an unlisted party that a rule counts as a listed one's runs another, not by a stake."""
    if related.relation is RelationKind.OWNS or related.party.is_listed:
        return False
    return any(found.applies for found in ownership_of(related.party.id, network, lists).conclusions)


def conclusions_out(ownership: Ownership, names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Give each rule's conclusion, its arithmetic in words and its paths, JSON-ready; `names` adds names."""
    known = {**ownership.names, **names}
    return [
        {
            "rule": str(found.rule),
            "applies": found.applies,
            "owned": found.owned,
            "share": round(found.share, 9),
            "share_at_most": round(found.share_at_most, 9),
            "arithmetic": arithmetic(found, known),
            "paths": [
                [_link(link, known) for link in path[:_STEPS_SHOWN]]
                for path in (*found.paths, *found.controlled_by)[:_PATHS_SHOWN]
            ],
            "paths_total": len(found.paths) + len(found.controlled_by),
        }
        for found in ownership.conclusions
    ]


class _NetworkHoldings:
    """Stakes and controls as the network has them, and those in the subject of a screening."""

    def __init__(self, network: Network, of_subject: tuple[Stake, ...]) -> None:
        self._network = network
        self._of_subject = of_subject
        self._known: dict[str, tuple[Related, ...]] = {}

    def stakes_in(self, party: str, /) -> Iterable[Stake]:
        """Give the stakes in a party; where several may be the owner, the share of each is unknown."""
        if party == SUBJECT:
            return self._of_subject
        return [
            Stake(owner=above.party.id, owned=party, share=None if above.tie.ambiguous else above.tie.share)
            for above in self._above(party)
            if above.relation is RelationKind.OWNS
        ]

    def controls_over(self, party: str, /) -> Iterable[Control]:
        return [
            Control(controller=above.party.id, controlled=party)
            for above in self._above(party)
            if above.relation in _CONTROL
        ]

    def _above(self, party: str) -> tuple[Related, ...]:
        if party not in self._known:
            self._known[party] = self._network.above(party)
        return self._known[party]


def _tops(ownership: Ownership, runs: Iterable[Related]) -> list[str]:
    """Name the listed parties that own or run a party, each once."""
    paths = [path for found in ownership.conclusions for path in (*found.paths, *found.controlled_by)]
    names = [related.party.name for related in runs]
    return list(dict.fromkeys([*names, *(ownership.names[holder_of(path[0])] for path in paths)]))


def _step(related: Related) -> dict[str, Any]:
    return {
        "entity_id": related.party.id,
        "name": related.party.name,
        "relation": str(related.relation),
        "share": related.tie.share,
        "lists": list(dict.fromkeys(entity.list_id for entity in related.party.entities)),
    }


def _link(link: Link, names: Mapping[str, str]) -> dict[str, Any]:
    if isinstance(link, Stake):
        held, relation, share = link.owned, RelationKind.OWNS, link.share
    else:
        held, relation, share = link.controlled, RelationKind.CONTROLS, None
    return {
        "from": holder_of(link),
        "from_name": names.get(holder_of(link), holder_of(link)),
        "relation": str(relation),
        "share": share,
        "to": held,
        "to_name": names.get(held, held),
    }
