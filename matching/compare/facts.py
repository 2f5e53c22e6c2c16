"""Facts beside the name: country or flag, build year, vessel type, birth date. They support or weaken."""

from collections.abc import Iterator

from lists.entities import Entity, EntityType
from matching.evidence import Decision, Evidence
from matching.normalise import read_name
from matching.policy import Policy
from matching.query import Query

_BUILD_YEARS_APART = 1  # lists date a ship from keel or delivery


def compare_facts(query: Query, entity: Entity, policy: Policy) -> Iterator[Evidence]:
    """Yield evidence for each fact that both sides state."""
    for compare in (_country, _built, _vessel_type, _birth_date):
        evidence = compare(query, entity, policy)
        if evidence is not None:
            yield evidence


def is_conflict(evidence: Evidence) -> bool:
    """Say whether a fact speaks against the hit."""
    return evidence.rule.endswith("_conflict")


def _country(query: Query, entity: Entity, policy: Policy) -> Evidence | None:
    if query.country is None or not entity.countries:
        return None
    word = "flag" if entity.type is EntityType.VESSEL else "country"
    agrees = query.country in entity.countries
    if not agrees and entity.vessel is not None and query.country in entity.vessel.former_flags:
        agrees = True
    return _fact(word, query.country, ", ".join(entity.countries), policy, agrees=agrees)


def _built(query: Query, entity: Entity, policy: Policy) -> Evidence | None:
    if query.built is None or entity.vessel is None or entity.vessel.built is None:
        return None
    agrees = abs(query.built - entity.vessel.built) <= _BUILD_YEARS_APART
    return _fact("build_year", str(query.built), str(entity.vessel.built), policy, agrees=agrees)


def _vessel_type(query: Query, entity: Entity, policy: Policy) -> Evidence | None:
    if query.vessel_type is None or entity.vessel is None or entity.vessel.vessel_type is None:
        return None
    asked = {word.text for word in read_name(query.vessel_type, EntityType.AIRCRAFT).words}
    listed = {word.text for word in read_name(entity.vessel.vessel_type, EntityType.AIRCRAFT).words}
    if not asked or not listed:
        return None
    agrees = bool(asked & listed)
    return _fact("vessel_type", query.vessel_type, entity.vessel.vessel_type, policy, agrees=agrees)


def _fact(word: str, asked: str, listed: str, policy: Policy, *, agrees: bool) -> Evidence:
    return Evidence(
        rule=word if agrees else f"{word}_conflict",
        query_value=asked,
        listed_value=listed,
        points=policy.fact_support if agrees else -policy.fact_conflict,
    )


def _birth_date(query: Query, entity: Entity, policy: Policy) -> Evidence | None:
    """Compare birth dates as intervals: one year apart weakens, more keeps the hit at review."""
    if query.birth_date is None or not entity.birth_dates:
        return None
    asked, listed = query.birth_date, entity.birth_dates
    listed_text = ", ".join(str(date) for date in listed)
    if any(asked.overlaps(date) for date in listed):
        return Evidence(
            rule="birth_date", query_value=str(asked), listed_value=listed_text, points=policy.fact_support
        )
    years = min(
        max(asked.earliest.year - date.latest.year, date.earliest.year - asked.latest.year) for date in listed
    )
    near = years <= (2 if any(date.circa for date in listed) else 1)
    return Evidence(
        rule="birth_date_near" if near else "birth_date_conflict",
        query_value=str(asked),
        listed_value=listed_text,
        points=-policy.birth_year_near if near else -policy.birth_date_conflict,
        limit=None if near else Decision.REVIEW,
    )
