"""What is written beside each row of a book: the answer to its question, in the cells of one line."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from lists.entities import Direction, IdentifierType
from matching.evidence import Hit
from matching.network import Network
from matching.related import Related
from service.schemas.entities import identifiers_out
from service.screener import Screened
from service.summary import summarise_hit, summarise_related

Cells = tuple[str | float | None, ...]

ANSWER_COLUMNS: Mapping[str, type] = {
    "screening_outcome": str,
    "screening_hits_total": int,
    "screening_decision": str,
    "screening_score": float,
    "screening_entity_id": str,
    "screening_list": str,
    "screening_name": str,
    "screening_matched_name": str,
    "screening_matched_kind": str,
    "screening_summary": str,
    "screening_related": str,
    "screening_other_hits": str,
    "screening_dismissed": str,
    "screening_warnings": str,
    "screening_error": str,
    "screening_lists": str,
    "screening_engine": str,
}
"""The columns added to a book. From decision to related they tell of the first hit, in the API's order."""

ERROR = "error"
"""The outcome of a row that could not be screened: never `clear`."""

_SHOWN = 10
_LONGEST = 30_000
"""Characters of a cell; a workbook's holds 32,767. What is longer ends with "… (cut)"."""


def answer_cells(screened: Screened, warnings: Sequence[str]) -> Cells:
    """Give the cells of a screening, but for the last; `warnings` are on what was asked.

    Where the screening rests on all lists, as nearly all do, the cell for them is None.
    """
    screening = screened.screening
    first, *others = screening.hits or (None,)
    network = screened.snapshot.register.network
    rests_on_all = screened.versions is screened.snapshot.versions
    return (
        screening.outcome,
        len(screening.hits),
        *(_hit_cells(first, network) if first else (None,) * 9),
        _listed(f"{hit.entity.id} {hit.entity.name} ({hit.decision}, {hit.score:.4f})" for hit in others),
        _listed(f"{one.entity.id} {one.entity.name}: {one.why}" for one in screening.dismissed),
        _listed((*warnings, *screening.warnings)),
        None,
        None if rests_on_all else list_names((one.list_id, one.version) for one in screened.versions),
    )


def error_cells(reason: str) -> Cells:
    """Give the cells of a row that was not screened, but for the last two."""
    return (ERROR, *(None,) * 13, _bounded(reason))


def complete_cells(cells: Sequence[str | float | None], all_lists: str, engine: str) -> Cells:
    """Add what all rows share: the lists, where a row's are not its own, and what screened."""
    if cells[0] == ERROR:
        return (*cells, None, None)
    return (*cells[:-1], cells[-1] or all_lists, engine)


def _hit_cells(hit: Hit, network: Network) -> Cells:
    entity, matched = hit.entity, hit.matched_name
    related = network.beside(entity.id)
    return (
        hit.decision,
        round(hit.score, 4),
        entity.id,
        entity.list_id if entity.is_listed else None,
        entity.name,
        matched.name.text if matched else None,
        matched.name.kind if matched else None,
        _bounded(summarise_hit(hit, summarise_related(related))),
        _related(related, entity.list_id),
    )


def _related(related: Sequence[Related], list_id: str | None) -> str | None:
    """Say in words who stands beside a hit: those of one relation together, the nearest first.

    As in "owns RASUL GAMZATOV (vessel, IMO 8861058), LADY R (vessel, IMO 9161003); X (company) owns it"; of
    one that is further away the party between is named.
    """
    clauses = [
        f"{before}{', '.join(_party(one, list_id) for one in those)}{after}"
        for (before, after), those in groupby(related[:_SHOWN], lambda one: _around(one, list_id))
    ]
    more = len(related) - _SHOWN
    return _bounded("; ".join([*clauses, f"{more} more"] if more > 0 else clauses)) or None


def _around(related: Related, list_id: str | None) -> tuple[str, str]:
    """Give the words before and after a related party."""
    verb = related.relation.replace("_", " ")
    of = related.via.record(list_id).name if related.via else ""
    return (
        (f"{of} {verb} ".lstrip(), "") if related.direction is Direction.TO else ("", f" {verb} {of or 'it'}")
    )


def _party(related: Related, list_id: str | None) -> str:
    entity = related.party.record(list_id)
    imo = identifiers_out(entity.identifiers).get(IdentifierType.IMO, [])
    facts = [entity.type, *(f"IMO {number}" for number in imo)]
    facts += [
        fact
        for fact, holds in (("not listed", not entity.is_listed), ("ambiguous", related.tie.ambiguous))
        if holds
    ]
    return f"{entity.name} ({', '.join(filter(None, facts))})" if any(facts) else entity.name


def _listed(texts: Iterable[str]) -> str | None:
    """Join the first texts, and count those that are left out; None where there are none."""
    found = list(texts)
    shown = "; ".join(found[:_SHOWN])
    more = len(found) - _SHOWN
    return _bounded(f"{shown}; and {more} more" if more > 0 else shown) or None


def _bounded(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}… (cut)"


def list_names(lists: Iterable[Sequence[str]]) -> str:
    """Write lists, each by id and version."""
    return "; ".join(" ".join(one) for one in lists)
