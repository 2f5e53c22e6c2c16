"""Sentences for people, made from the evidence at the edge."""

from collections.abc import Iterator, Sequence

from lists.entities import Entity, NameKind
from matching.evidence import Decision, Evidence, Explanation, Hit, MatchedName
from matching.ownership.wording import percent
from matching.related import Related

_KINDS = {
    NameKind.PRIMARY: "name",
    NameKind.ALIAS: "alias",
    NameKind.WEAK_ALIAS: "weak alias",
    NameKind.FORMER_NAME: "former name",
    NameKind.TRANSLATION: "translated name",
    NameKind.ORIGINAL_SCRIPT: "name in the original script",
}


def summarise_hit(hit: Hit, around: str) -> str:
    """Say in one or two sentences who the alert is about and by what, before what is said of those around."""
    verdict = (
        "Treat as the listed party until shown otherwise"
        if hit.decision is Decision.MATCH
        else "A person must look"
    )
    limits = sorted({evidence.rule.replace("_", " ") for evidence in hit.evidence if evidence.limit})
    because = f" ({', '.join(limits)})" if limits and hit.decision is Decision.REVIEW else ""
    sentences = [f"{verdict}{because}: {_party(hit.entity)}{_by(hit.matched_name, hit.evidence)}."]
    differences = list(_differences(hit.evidence))
    if differences:
        sentences.append(f"In the names: {'; '.join(differences)}.")
    sentences += _through_others(hit.evidence)
    return " ".join([*sentences, around] if around else sentences)


def summarise_explanation(explanation: Explanation) -> str:
    """Say in one sentence whether the entity is an alert, and if not, what keeps it back."""
    if explanation.decision is not None:
        by = _by(explanation.matched_name, explanation.evidence)
        return f"An alert ({explanation.decision}): {_party(explanation.entity)}{by}."
    reasons = "; ".join(explanation.kept_back_by)
    return f"No alert: {_party(explanation.entity)}{f', because {reasons}' if reasons else ''}."


def _party(entity: Entity) -> str:
    listing = entity.listing
    words = f"{entity.type or 'party'} on {entity.list_id}"
    if listing.programmes:
        words += f" under {', '.join(listing.programmes)}"
    if listing.measures:
        words += f": {', '.join(measure.replace('_', ' ') for measure in listing.measures)}"
    return f"{entity.name} ({words})"


def _by(matched: MatchedName | None, evidence: Sequence[Evidence]) -> str:
    """Say what of the entity met the query: the identifiers that are equal, and the name."""
    equal = [item for item in evidence if item.rule in ("identifier", "weak_identifier")]
    grounds = [f"{str(item.detail['kind']).replace('_', ' ')} {item.listed_value}" for item in equal]
    if matched is not None:
        grounds.append(f"{_KINDS[matched.name.kind]} {matched.name.text}")
    return f", by its {' and its '.join(grounds)}" if grounds else ""


_HOW = {
    "typo": "a typo",
    "spelling": "another spelling",
    "romanised": "another romanisation",
    "other_language": "the same name in another language",
    "look_alike": "look-alike letters",
    "joined": "written as one word",
    "split": "written apart",
    "cut_off": "cut off",
    "vowels_dropped": "without its vowels",
    "other_number": "another number",
}


def _differences(evidence: Sequence[Evidence]) -> Iterator[str]:
    """Say which words of the names are not equal, and which stand on one side only."""
    for item in evidence:
        if item.rule == "name":
            for word in item.detail["words"]:
                if word["similarity"] < 1.0:
                    how = _HOW.get(word["how"], word["how"])
                    yield f"{word['query']!r} for {word['listed']!r} ({how})"
        elif item.rule == "missing_words":
            yield f"without {', '.join(item.detail['missing'])}"
        elif item.rule == "extra_words":
            yield f"with {', '.join(item.detail['extra'])} added"


def _through_others(evidence: Sequence[Evidence]) -> Iterator[str]:
    """Say what the network brought: another list's record of the party, an owner, a rule on ownership."""
    for item in evidence:
        if item.rule == "same_party":
            numbers = ", ".join(
                f"{one['type'].replace('_', ' ')} {one['value']}" for one in item.detail["shared"]
            )
            yield f"The same party as {item.listed_value} ({item.detail['entity_id']}), by {numbers}."
        elif item.rule == "owned_by_listed" and "owner" in item.detail:
            share = item.detail["share"]
            owns = "owns an unknown share of" if share is None else f"owns {percent(share)} of"
            yield f"{item.query_value} {owns} the subject."
        elif item.rule == "owned_by_listed":
            yield f"No list names it; above it stands {item.listed_value}."
            yield from (
                str(rule["arithmetic"]) for rule in item.detail["rules"] if rule["applies"] is not False
            )


def summarise_related(beside: Sequence[Related]) -> str:
    """Say in one sentence who stands beside a party; nothing where nobody does."""
    if not beside:
        return ""
    ships = sum(related.party.is_ship for related in beside)
    others = len(beside) - ships
    parts = [f"{ships} {'ship' if ships == 1 else 'ships'}"] if ships else []
    if others:
        parts.append(f"{others}{' other' if ships else ''} {'party' if others == 1 else 'parties'}")
    return f"Related: {' and '.join(parts)}."
