"""What an OFAC entry does, from its programmes and the directives its remarks name.

The SDN list blocks (31 CFR chapter V). The non-SDN lists do less, each in its own way; a party may stand on
both, and its row then carries the programmes of both.
"""

import re
from collections.abc import Iterable

from lists.entities import Measure

# Programmes that stand on non-SDN lists alone (OFAC, "Consolidated Sanctions List (Non-SDN Lists)").
_NOT_BLOCKING = {
    "NS-PLC": Measure.OTHER,  # Palestinian Legislative Council list: 31 CFR 594.520
    "CMIC-EO13959": Measure.SECURITIES,  # Chinese military-industrial complex companies, EO 13959 as amended
    "561-Related": Measure.CORRESPONDENT_ACCOUNT,  # CAPTA list, 31 CFR 561
    "561List": Measure.CORRESPONDENT_ACCOUNT,  # the same until 2019
    "FSE-IR": Measure.OTHER,  # foreign sanctions evaders, EO 13608: dealings prohibited, nothing blocked
    "FSE-SY": Measure.OTHER,
    "CAATSA - RUSSIA": Measure.OTHER,  # menu-based sanctions, CAATSA section 235
}
# Programmes that block on the SDN list and restrict by directive on a non-SDN list; only the directive tells.
_BY_DIRECTIVE = {
    "UKRAINE-EO13662": re.compile(r"\bExecutive Order 13662 Directive"),
    "RUSSIA-EO14024": re.compile(r"\bEO 14024 Directive|\bExecutive Order 14024 Directive"),
    "BURMA-EO14014": re.compile(r"\bEO 14014 Directive|\bExecutive Order 14014 Directive"),
    "ILLICIT-DRUGS-EO14059": re.compile(r"\bExecutive Order 14059 [Ii]nformation"),
}
_DIRECTIVES = {
    # Sectoral sanctions: new debt and equity (1), new debt (2, 3), deepwater and shale oil projects (4).
    ("13662", "1"): Measure.DEBT_AND_EQUITY,
    ("13662", "2"): Measure.DEBT_AND_EQUITY,
    ("13662", "3"): Measure.DEBT_AND_EQUITY,
    ("13662", "4"): Measure.SERVICE_BAN,
    # Russian harmful foreign activities: sovereign bonds (1, 1a), correspondent accounts (2), new debt and
    # equity (3), transactions with the central bank and the funds (4).
    ("14024", "1"): Measure.DEBT_AND_EQUITY,
    ("14024", "1a"): Measure.DEBT_AND_EQUITY,
    ("14024", "2"): Measure.CORRESPONDENT_ACCOUNT,
    ("14024", "3"): Measure.DEBT_AND_EQUITY,
    ("14024", "4"): Measure.OTHER,
    # Burma: financial services to or for the party (1).
    ("14014", "1"): Measure.SERVICE_BAN,
}
_DIRECTIVE = re.compile(
    r"(?:EO|Executive Order) (13662|14024|14014) Directive"
    r"(?: (?:Determination|Information)(?: -)? Subject to Directive)? (\d\w?)\b"
)
# The types of sanctions that Advanced and Enhanced XML name beside an entry ("Program" only introduces one).
_BY_TYPE = {
    "Block": Measure.ASSET_FREEZE,
    "561 Full Restrictions": Measure.CORRESPONDENT_ACCOUNT,
    "CMIC Executive Order": Measure.SECURITIES,
    "Executive Order 13959 Sanctions": Measure.SECURITIES,
    "Executive Order 14059 Non-blocking": Measure.DEBT_AND_EQUITY,
}
_TYPE_DIRECTIVE = re.compile(r"(?:Executive Order )?(13662|14024|14014) (?:Sectoral )?Directive (\d\w?)")
SDN_LIST = "SDN List"
_MENU_INVESTMENT = re.compile(r"Executive Order 14059 [Ii]nformation: .*?(?:equity|debt)")


def is_non_sdn(programmes: Iterable[str], remarks: str) -> bool:
    """Say whether a row bears a mark that only the non-SDN lists have."""
    return any(programme in _NOT_BLOCKING or _is_by_directive(programme, remarks) for programme in programmes)


def read_measures(programmes: tuple[str, ...], remarks: str, *, sdn: bool) -> tuple[Measure, ...]:
    """Give the measures of a row that stands on the SDN list (`sdn`) or on a non-SDN list.

    On a non-SDN list a programme beyond that list's own says that the party is blocked as well.
    """
    blocked = sdn or any(
        programme not in _NOT_BLOCKING and not _is_by_directive(programme, remarks)
        for programme in programmes
    )
    measures = [Measure.ASSET_FREEZE] if blocked else []
    measures += [_NOT_BLOCKING[programme] for programme in programmes if programme in _NOT_BLOCKING]
    measures += directive_measures(remarks)
    return tuple(dict.fromkeys(measures)) or (Measure.OTHER,)


def directive_measures(remarks: str) -> tuple[Measure, ...]:
    """Give the measures of the directives that remarks name."""
    measures = [_DIRECTIVES[named] for named in _DIRECTIVE.findall(remarks) if named in _DIRECTIVES]
    if _MENU_INVESTMENT.search(remarks):
        measures.append(Measure.DEBT_AND_EQUITY)
    return tuple(dict.fromkeys(measures))


def measures_of_types(types: Iterable[str], lists: Iterable[str]) -> tuple[Measure, ...]:
    """Give the measures of an entry from its types of sanctions and the lists that it stands on."""
    measures = [Measure.ASSET_FREEZE] if SDN_LIST in lists else []
    for type_ in types:
        directive = _TYPE_DIRECTIVE.fullmatch(type_)
        by_directive = _DIRECTIVES.get((directive[1], directive[2])) if directive else None
        measures.append(by_directive or _BY_TYPE.get(type_, Measure.OTHER))
    return tuple(dict.fromkeys(measures)) or (Measure.OTHER,)


def _is_by_directive(programme: str, remarks: str) -> bool:
    mark = _BY_DIRECTIVE.get(programme)
    return mark is not None and mark.search(remarks) is not None
