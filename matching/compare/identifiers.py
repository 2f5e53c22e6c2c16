"""Identifiers of the query against those of an entity."""

from collections.abc import Iterable, Iterator

from lists.entities import CheckDigit, Entity, Identifier, IdentifierType
from matching.evidence import Decision, Evidence
from matching.policy import Policy
from matching.query import Query

# MMSI and call sign change with the flag and are handed on to other ships (DOMAIN V03, V04).
WEAK = frozenset({IdentifierType.MMSI, IdentifierType.CALL_SIGN, IdentifierType.OTHER})
# Publishers put registration numbers in the tax column and the reverse; the values themselves tell.
_KIN = frozenset({IdentifierType.REGISTRATION_NUMBER, IdentifierType.TAX_NUMBER})
_SHORTEST_KIN = 8
# A company's IMO number fails a ship's check digit and the reverse: the number may stand in the wrong field.
_IMO_NUMBERS = frozenset({IdentifierType.IMO, IdentifierType.COMPANY_IMO})


def kinds_to_look_up(identifier: Identifier) -> tuple[IdentifierType, ...]:
    """Give the kinds under which a list may carry the same number."""
    if identifier.type in _KIN and len(identifier.value) >= _SHORTEST_KIN:
        return (identifier.type, *sorted(_KIN - {identifier.type}))
    if identifier.type in _IMO_NUMBERS and identifier.check is CheckDigit.WRONG:
        return (identifier.type, *sorted(_IMO_NUMBERS - {identifier.type}))
    return (identifier.type,)


def same_identifiers(query: Query, entity: Entity, policy: Policy, *, named: bool) -> Iterator[Evidence]:
    """Yield an evidence for each identifier that query and entity share.

    A strong one is worth a match whatever the name; MMSI and call sign support an agreeing name
    (`named`), and alone make a review.
    """
    for asked in query.identifiers:
        for listed in entity.identifiers:
            if listed.value != asked.value or listed.type not in kinds_to_look_up(asked):
                continue
            if asked.country and listed.country and asked.country != listed.country:
                continue
            weak = asked.type in WEAK
            alone = policy.weak_identifier_points if weak else policy.identifier_points
            detail: dict[str, str] = {"kind": asked.type.value}
            if listed.type is not asked.type:
                detail["listed_as"] = listed.type.value
            yield Evidence(
                rule="weak_identifier" if weak else "identifier",
                query_value=asked.value,
                listed_value=listed.published or listed.value,
                points=policy.weak_identifier_support if weak and named else alone,
                limit=Decision.REVIEW if weak and not named else None,
                detail=detail,
            )
            break


def near_imo_numbers(value: str) -> Iterator[str]:
    """Yield the numbers one digit or one swap of neighbours away from a seven-digit number."""
    for place, digit in enumerate(value):
        for other in "0123456789":
            if other != digit:
                yield value[:place] + other + value[place + 1 :]
    for place in range(len(value) - 1):
        if value[place] != value[place + 1]:
            yield value[:place] + value[place + 1] + value[place] + value[place + 2 :]


def wrong_imo_numbers(query: Query) -> Iterator[Identifier]:
    """Yield the query's IMO numbers that fail their check digit: typing errors, not other ships."""
    for identifier in query.identifiers:
        if identifier.type in _IMO_NUMBERS and identifier.check is CheckDigit.WRONG:
            yield identifier


def near_imo(query: Query, entity: Entity, policy: Policy, *, named: bool) -> Iterator[Evidence]:
    """Yield evidence where a wrong IMO number of the query is one slip away from the entity's."""
    for asked in wrong_imo_numbers(query):
        near = set(near_imo_numbers(asked.value))
        for listed in _of_kind(entity.identifiers, asked.type):
            if listed.value in near:
                yield Evidence(
                    rule="identifier_nearly_equal",
                    query_value=asked.value,
                    listed_value=listed.value,
                    points=policy.weak_identifier_support if named else policy.near_imo_points,
                    limit=Decision.REVIEW,
                    detail={"kind": asked.type.value},
                )
                return


def other_imo(query: Query, entity: Entity) -> tuple[str, str] | None:
    """Give the query's and the entity's IMO number where both are valid and none is shared."""
    for kind in (IdentifierType.IMO, IdentifierType.COMPANY_IMO):
        asked = [i.value for i in _of_kind(query.identifiers, kind) if i.check is not CheckDigit.WRONG]
        listed = [i.value for i in _of_kind(entity.identifiers, kind)]
        if asked and listed and not set(asked) & set(listed):
            return asked[0], listed[0]
    return None


def _of_kind(identifiers: Iterable[Identifier], kind: IdentifierType) -> list[Identifier]:
    return [identifier for identifier in identifiers if identifier.type is kind]
