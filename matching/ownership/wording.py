"""A conclusion in words: its arithmetic, and its paths."""

from collections.abc import Iterable, Iterator, Mapping

from matching.ownership.conclusion import Conclusion, Intermediary, Rule
from matching.ownership.holdings import Link, Path, Stake, holder_of

_SHOWN = 10
"""Of a longer enumeration the first are named and the others counted."""


def arithmetic(conclusion: Conclusion, names: Mapping[str, str]) -> str:
    """Say how a rule came to its conclusion; parties without a name are given by id.

    As "OFAC: A (listed) 30% + B 25% = 55%, 50% or more: owned. B counts: C (listed) 60%."
    """
    return " ".join(_sentences(conclusion, _Named(conclusion, names)))


def path_in_words(path: Path, names: Mapping[str, str]) -> str:
    """Say a path from a listed party down: "A owns 60% of B, which controls C"."""
    steps = (f"{_verb(link)} {names.get(_held(link), _held(link))}" for link in path)
    top = holder_of(path[0])
    return f"{names.get(top, top)} " + ", which ".join(steps)


class _Named:
    """The names of a conclusion's parties; a listed one is marked as such."""

    def __init__(self, conclusion: Conclusion, names: Mapping[str, str]) -> None:
        self._names = names
        self._unlisted = {found.party for found in conclusion.intermediaries}

    def __call__(self, party: str) -> str:
        return self._names.get(party, party) + ("" if party in self._unlisted else " (listed)")

    def plain(self, party: str) -> str:
        return self._names.get(party, party)

    def sum(self, stakes: Iterable[Stake]) -> str:
        return " + ".join(f"{self(stake.owner)} {percent(stake.share or 0)}" for stake in stakes)

    def reason(self, found: Intermediary) -> str:
        controls = [f"controlled by {self(control.controller)}" for control in found.controls]
        return ", ".join([*controls, *([self.sum(found.stakes)] if found.stakes else [])])

    def path(self, path: Path) -> str:
        return path_in_words(path, {**self._names, holder_of(path[0]): self(holder_of(path[0]))})


def _sentences(conclusion: Conclusion, named: _Named) -> Iterator[str]:
    yield _sum(conclusion, named)
    if conclusion.unknown:
        stakes = (f"{named.plain(found.owner)} in {named.plain(found.owned)}" for found in conclusion.unknown)
        yield f"Unknown shares decide: {_some(stakes)}."
    for found in conclusion.intermediaries[:_SHOWN]:
        yield f"{named.plain(found.party)} counts: {named.reason(found)}."
    if len(conclusion.intermediaries) > _SHOWN:
        yield f"{len(conclusion.intermediaries) - _SHOWN} more parties count."
    if conclusion.apart:
        others = (f"{named.plain(found.owner)} {_known(found)}" for found in conclusion.apart)
        yield f"Not added, as held for another listed party: {_some(others)}."
    if conclusion.stated > 1:
        yield f"The shares stated add up to {percent(conclusion.stated)}."
    if conclusion.controlled_by:
        paths = "; ".join(map(named.path, conclusion.controlled_by[:_SHOWN]))
        weight = "no ground under this rule" if conclusion.rule is Rule.OFAC else "a ground of its own"
        yield f"Control ({weight}): {paths}."


def _sum(conclusion: Conclusion, named: _Named) -> str:
    share = percent(conclusion.share)
    total = f"{named.sum(conclusion.holdings)} = {share}" if conclusion.holdings else "no known share counts"
    line = "more than 50%" if conclusion.rule is Rule.UK else "50% or more"
    if conclusion.owned is None:
        verdict = f"at most {percent(conclusion.share_at_most)}: not known whether owned"
    else:
        verdict = f"{line}: owned" if conclusion.owned else f"not {line}: not owned"
    return f"{conclusion.rule.upper()}: {total}, {verdict}."


def _some(items: Iterable[str]) -> str:
    found = list(items)
    more = [f"{len(found) - _SHOWN} more"] if len(found) > _SHOWN else []
    return ", ".join([*found[:_SHOWN], *more])


def _verb(link: Link) -> str:
    if not isinstance(link, Stake):
        return "controls"
    return f"owns {_known(link)} of"


def _held(link: Link) -> str:
    return link.owned if isinstance(link, Stake) else link.controlled


def _known(stake: Stake) -> str:
    return "an unknown share" if stake.share is None else percent(stake.share)


def percent(share: float) -> str:
    """Write a share in percent, to the billionth to which shares are compared.

    >>> percent(0.25), percent(1 / 3), percent(0.499999999)
    ('25%', '33.3333333%', '49.9999999%')
    """
    return f"{share * 100:.7f}".rstrip("0").rstrip(".") + "%"
