"""Which two entities may be one party: they share an identifier, and no other one keeps them apart.

A ship's IMO number and a company's LEI, with their check digits right, decide alone: they stay through every
renaming. Any other number is shared by mistake often enough (a subsidiary's record carries its parent's tax
number, a brother's the other's) that the names have to agree as well; see decision 0010.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

import numpy as np

from lists.entities import CheckDigit, Entity, EntityType, Identifier, IdentifierType
from matching.assess import is_weak
from matching.compare.identifiers import WEAK, kinds_to_look_up
from matching.compare.names import NameComparison
from matching.compare.weighed import Weighed
from matching.flat import Rows, key_of
from matching.index import Index
from matching.normalise import Reading, read_name
from matching.policy import DEFAULT_POLICY

# ISO 17442 (LEI) and IMO Resolution A.1117(30): one number for one legal entity, one hull, for good.
_DECIDE_ALONE = frozenset({IdentifierType.IMO, IdentifierType.LEI})
# Several of these are usual for one party: passports are renewed, wallets and bank codes are many.
_MANY_FOR_ONE = frozenset(
    {
        IdentifierType.PASSPORT,
        IdentifierType.NATIONAL_ID,
        IdentifierType.SWIFT,
        IdentifierType.CRYPTO_WALLET,
        IdentifierType.AIRCRAFT_SERIAL_NUMBER,
    }
)
# A branch is no legal person: its record carries the number of the company that it is a part of.
_BRANCH = frozenset({"branch", "filial"})
# Written where a number is wanted and not known; their check digits happen to be right.
_PLACEHOLDERS = frozenset({"0000000", "1234567"})
_FEWEST_BEARERS, _MOST_BEARERS = 2, 50
"""A number that more entities carry identifies none of them."""
_NAMES_AGREE = 0.86
"""Beside a shared number. Read over all of the test data: of 35 pairs at 0.80 to 0.86 two were wrong, of 60
above none."""


class Pairs:
    """The pairs of entities that share an identifier and may be one party."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._joined: set[frozenset[str]] = set()

    def in_order(self) -> Iterator[tuple[Entity, Entity, Identifier]]:
        """Give the pairs to join, those that an identifier decides alone first, then by names."""
        sure: list[tuple[Entity, Entity, Identifier]] = []
        named: list[tuple[float, str, str, Identifier]] = []
        for shared, one, other in self._sharing():
            if numbers_conflict(one.identifiers, other.identifiers):
                continue
            if shared.type in _DECIDE_ALONE and one.list_id != other.list_id:
                sure.append((one, other, shared))
                self._joined.add(frozenset((one.id, other.id)))
                continue
            agreement = self._names_agree(one, other)
            enough = 1.0 if one.list_id == other.list_id else _NAMES_AGREE
            if agreement >= enough:
                named.append((-agreement, one.id, other.id, shared))
                self._joined.add(frozenset((one.id, other.id)))
        yield from sure
        for _, one_id, other_id, shared in sorted(named, key=lambda pair: pair[:3]):
            yield self._index.entity(one_id), self._index.entity(other_id), shared

    def may_join(self, ours: Iterable[Entity], theirs: Iterable[Entity]) -> bool:
        """Say whether no member of one group speaks against a member of the other."""
        theirs = tuple(theirs)
        return not any(self._apart(one, other) for one in ours for other in theirs)

    def _apart(self, one: Entity, other: Entity) -> bool:
        same_list = one.list_id == other.list_id
        if same_list and frozenset((one.id, other.id)) not in self._joined:
            return True
        return not _types_agree(one, other) or numbers_conflict(one.identifiers, other.identifiers)

    def _sharing(self) -> Iterator[tuple[Identifier, Entity, Entity]]:
        """Give each pair of entities that share an identifier once, with the surest that they share."""
        seen: set[tuple[int, int]] = set()
        for kind, found in sorted(self._bearers(), key=lambda bearers: bearers[0] not in _DECIDE_ALONE):
            for pair in combinations(found, 2):
                number, also = (found[place] for place in pair)
                if pair in seen or not same_issuer(number, also):
                    continue
                one, other = (self._index.at(place) for place in pair)
                if _types_agree(one, other) and (kind is not IdentifierType.IMO or _are_ships(one, other)):
                    seen.add(pair)
                    yield number, one, other

    def _bearers(self) -> Iterator[tuple[IdentifierType, dict[int, Identifier]]]:
        """Give the kind of each number that several entities carry, and how each has it, by its place."""
        keys, places = array("Q"), array("i")
        for place, entity in enumerate(self._index):
            for kind, value in _numbers(entity):
                keys.append(key_of(f"{kind}:{value}"))
                places.append(place)
        _, first, which, counts = np.unique(
            np.frombuffer(keys, np.uint64), return_index=True, return_inverse=True, return_counts=True
        )
        bearers = Rows.grouped(which, np.frombuffer(places, np.int32), len(first))
        shared = np.flatnonzero((counts >= _FEWEST_BEARERS) & (counts <= _MOST_BEARERS))
        for row in shared[np.argsort(first[shared])].tolist():
            carried = {place: _numbers(self._index.at(place)) for place in bearers[row].tolist()}
            common = set.intersection(*map(set, carried.values()))
            for number in (one for one in common if key_of(":".join(one)) == keys[int(first[row])]):
                yield number[0], {place: numbers[number] for place, numbers in carried.items()}

    def _names_agree(self, one: Entity, other: Entity) -> float:
        """Give the best agreement of the primary name of either with any name of the other.

        Two aliases prove little (a branch's record has its parent's acronym as one), weak aliases nothing.
        """
        ours, theirs = self._readings(one), self._readings(other)
        if not ours or not theirs or _is_branch(ours[0]) is not _is_branch(theirs[0]):
            return 0.0
        tried = [(ours[:1], theirs), (ours, theirs[:1])]
        if any(a.flat == b.flat for left, right in tried for a in left for b in right):
            return 1.0
        kind = one.type or other.type
        rarity = self._index.partitions[one.type].rarity
        scores = (
            NameComparison(Weighed(asked, rarity), Weighed(listed, rarity), kind, DEFAULT_POLICY).score
            for left, right in tried
            for asked in left
            for listed in right
        )
        return max(scores, default=0.0)

    def _readings(self, entity: Entity) -> list[Reading]:
        """Give the readings of an entity's names, the primary name's first.

        Read anew: they stand for a query's too, of whose words the index does not keep all.
        """
        strong = (read_name(name.text, entity.type) for name in entity.names if not is_weak(name))
        return [reading for reading in strong if reading.words]


def _numbers(entity: Entity) -> dict[tuple[IdentifierType, str], Identifier]:
    """Give the numbers that tell an entity from others, by the kind under which publishers' words meet."""
    numbers: dict[tuple[IdentifierType, str], Identifier] = {}
    for identifier in filter(_identifies, entity.identifiers):
        numbers.setdefault((min(kinds_to_look_up(identifier)), identifier.value), identifier)
    return numbers


def numbers_conflict(one: Iterable[Identifier], other: Iterable[Identifier]) -> bool:
    """Say whether two parties have numbers of one scheme and share none of them.

    A scheme is a kind of number of one country and of one length: a company has one OGRN (13 digits) and one
    INN (10 digits), which some lists call by the same word.
    """
    ours, theirs = _schemes(one), _schemes(other)
    return any(not ours[scheme] & theirs[scheme] for scheme in ours.keys() & theirs.keys())


def _schemes(identifiers: Iterable[Identifier]) -> dict[tuple[str, str | None, int], set[str]]:
    schemes: dict[tuple[str, str | None, int], set[str]] = defaultdict(set)
    for identifier in identifiers:
        if identifier.type not in WEAK and identifier.type not in _MANY_FOR_ONE and _identifies(identifier):
            kind = str(min(kinds_to_look_up(identifier)))
            schemes[kind, identifier.country, len(identifier.value)].add(identifier.value)
    return schemes


def _is_branch(name: Reading) -> bool:
    return any(word.text in _BRANCH for word in name.words)


def _identifies(identifier: Identifier) -> bool:
    if identifier.type is IdentifierType.IMO and identifier.value in _PLACEHOLDERS:
        return False
    return identifier.type not in WEAK and identifier.check is not CheckDigit.WRONG


def same_issuer(one: Identifier, other: Identifier) -> bool:
    return one.country is None or other.country is None or one.country == other.country


def _types_agree(one: Entity, other: Entity) -> bool:
    return one.type is other.type or one.type is None or other.type is None


def _are_ships(one: Entity, other: Entity) -> bool:
    return EntityType.VESSEL in (one.type, other.type)
