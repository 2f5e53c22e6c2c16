"""Answers as tables for a terminal."""

import json
from collections.abc import Iterable, Sequence

from rich.console import Console, Group
from rich.markup import escape
from rich.table import Table

from matching.ownership.wording import percent
from service.schemas.answer import EvidenceOut, ExplanationOut, HitOut, ScreeningOut
from service.schemas.fleet import FleetOut
from service.schemas.lists import ChangesOut, ListRef, ListsOut, RefreshedOut, VersionOut

_COLOURS = {
    "match": "bold red",
    "review": "bold yellow",
    "clear": "bold green",
    "insufficient_data": "bold magenta",
}


def print_screening(console: Console, answer: ScreeningOut) -> None:
    """Print outcome, hits and what hangs on each of them."""
    colour = _COLOURS[answer.outcome]
    hits = f"{answer.hits_total} {'hit' if answer.hits_total == 1 else 'hits'}"
    console.print(f"[{colour}]{answer.outcome}[/]: {hits} on {_list_names(answer.lists)}")
    _print_warnings(console, answer.warnings)
    for hit in answer.hits:
        console.print()
        console.print(Group(escape(hit.summary), _evidence_table(hit.evidence)))
        _print_related(console, hit)
    for dismissed in answer.dismissed:
        console.print(f"dismissed: {escape(dismissed.name)} ({dismissed.entity_id}): {escape(dismissed.why)}")


def print_explanation(console: Console, answer: ExplanationOut) -> None:
    """Print the verdict on one entity and its evidence."""
    _print_warnings(console, answer.warnings)
    console.print(Group(escape(answer.summary), _evidence_table(answer.evidence)))


def print_versions(console: Console, versions: Iterable[VersionOut]) -> None:
    """Print versions of lists, one a line, and the warnings on them."""
    table = _table("list", "version", "format", "entities", "names", "rejected", "loaded at (UTC)")
    shown = list(versions)
    for version in shown:
        table.add_row(
            version.id,
            version.version,
            version.format,
            str(version.entities),
            str(version.names),
            str(version.rejected_count),
            f"{version.loaded_at:%Y-%m-%d %H:%M:%S}",
        )
    console.print(table)
    for version in shown:
        _print_warnings(console, version.warnings)


def print_changes(console: Console, changes: ChangesOut) -> None:
    """Print what became of each entity, one a line, and each field that differs below it."""
    for change in changes.changes:
        console.print(f"{change.change} {escape(change.entity_id)}: {escape(change.name)}", soft_wrap=True)
        for field in change.differences:
            before, after = (json.dumps(side, ensure_ascii=False) for side in (field.before, field.after))
            console.print(escape(f"    {field.field}: {before} -> {after}"), soft_wrap=True)
    console.print(f"{len(changes.changes)} {'entity' if len(changes.changes) == 1 else 'entities'}")


def print_lists(console: Console, lists: ListsOut) -> None:
    """Print the live lists, those that are missing, and those that could be enabled."""
    if lists.lists:
        print_versions(console, lists.lists)
    elif not lists.missing:
        console.print("no list is stored: the starter list is screened")
    for list_id in lists.missing:
        console.print(f"[bold red]missing[/]: {list_id} is enabled and not loaded: nothing is screened")
    for quarantined in lists.quarantined:
        reasons = escape("; ".join(quarantined.reasons))
        console.print(f"[bold yellow]in quarantine[/]: a version of {quarantined.id}: {reasons}")
    if lists.not_enabled:
        console.print(f"not enabled: {', '.join(source.id for source in lists.not_enabled)}")


def print_refreshed(console: Console, refreshed: RefreshedOut) -> None:
    """Print what came of a refresh."""
    version = refreshed.version.version if refreshed.version else "nothing"
    console.print(f"{refreshed.id}: {refreshed.outcome}; live is {version}")
    _print_warnings(console, refreshed.reasons)


def print_loaded(console: Console, version: VersionOut) -> None:
    """Print what a put did: counts, changes, and each rejected row shown."""
    print_versions(console, [version])
    console.print(
        f"{version.rows} rows: {version.loaded} loaded, {version.rejected_count} rejected; entities: "
        f"{version.added} added, {version.changed} changed, {version.removed} removed"
    )
    for row in version.rejected:
        console.print(f"rejected: {escape(row.file)} line {row.line}: {escape(row.reason)}")


def print_fleets(console: Console, name: str, fleets: Sequence[FleetOut]) -> None:
    """Print each fleet as a table, one ship a line."""
    for found in fleets:
        if found.fleet:
            ships = f"{len(found.fleet)} {'ship' if len(found.fleet) == 1 else 'ships'}"
            console.print(f"[bold]{escape(found.name)}[/] ({escape(found.entity_id)}): {ships}")
            console.print(_fleet_table(found))
            console.print()
    if not any(found.fleet for found in fleets):
        console.print(f"no fleet is known for {escape(name)}")


def _fleet_table(found: FleetOut) -> Table:
    table = _table("ship", "IMO", "MMSI", "flag", "former names", "relation", "share", "lists")
    for ship in found.fleet:
        table.add_row(
            escape(ship.name),
            ship.imo or "",
            ship.mmsi or "",
            ship.flag or "",
            escape(", ".join(ship.former_names)),
            ", ".join(ship.relations).replace("_", " ") + (" (ambiguous)" if ship.ambiguous else ""),
            "" if ship.share is None else percent(ship.share),
            escape(", ".join(ship.lists) or "not listed"),
        )
    return table


def _print_related(console: Console, hit: HitOut) -> None:
    if not hit.related:
        return
    table = _table("related", "type", "IMO", "former names", "relation", "id")
    for party in hit.related:
        table.add_row(
            escape(party.name),
            party.type or "",
            ", ".join(party.identifiers.get("imo", [])),
            escape(", ".join(party.former_names)),
            party.relation.replace("_", " ") + (" (ambiguous)" if party.ambiguous else ""),
            escape(party.entity_id if party.listed else f"{party.entity_id} (not listed)"),
        )
    console.print(table)
    if hit.related_total > len(hit.related):
        console.print(f"and {hit.related_total - len(hit.related)} more")


def _evidence_table(evidence: Iterable[EvidenceOut]) -> Table:
    table = _table("rule", "query", "listed", "points", "limit")
    for item in evidence:
        table.add_row(
            item.rule,
            escape(item.query_value),
            escape(item.listed_value),
            f"{item.points:+.2f}",
            item.limit or "",
        )
    return table


def _print_warnings(console: Console, warnings: Iterable[str]) -> None:
    for warning in warnings:
        console.print(f"[yellow]warning[/]: {escape(warning)}")


def _list_names(lists: Iterable[ListRef]) -> str:
    return ", ".join(f"{ref.id} {ref.version}" for ref in lists) or "no list"


def _table(*headings: str) -> Table:
    table = Table(box=None, header_style="dim", pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table
