"""Says what is doubtful about a fetched version, so that it waits for an operator instead of going live."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from lists.checks import hidden_losses
from lists.version import ListVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """What share of a list may be lost from one version to the next, and what share of its rows rejected.

    Shares are 0..1: of entities, names, vessels and identifiers, each by itself, and of the live version's
    entities, however many came in their place; of rows, above the share that the live version has rejected.
    """

    lost_share: float = 0.1
    rejected_share: float = 0.02

    def doubts(
        self, live: ListVersion | None, fetched: ListVersion, minimum_entities: int
    ) -> tuple[str, ...]:
        """Say in words why a fetched version should not go live by itself; nothing where it may.

        `fetched` is described as the next version after the live one.
        """
        return tuple(self._doubts(live, fetched, minimum_entities))

    def _doubts(self, live: ListVersion | None, fetched: ListVersion, minimum: int) -> Iterator[str]:
        if fetched.entities < minimum:
            yield f"{fetched.entities} entities are fewer than the {minimum} that the list has at least"
        if live is not None:
            yield from self._losses(live, fetched)
        rejected, usual = _rejected_share(fetched), _rejected_share(live) if live else 0.0
        if rejected > usual + self.rejected_share:
            first = fetched.rejected[0]
            yield (
                f"{fetched.rejected_count} of {fetched.rows} rows were rejected ({rejected:.1%}), "
                f"first {first.file} line {first.line}: {first.reason}"
            )
        if live and live.published_at and fetched.published_at:
            # A date in the future was wrong: it must not hold back all editions until then.
            before = min(live.published_at, live.loaded_at)
            if fetched.published_at < before:
                yield (
                    f"published {fetched.published_at:%Y-%m-%d %H:%M} UTC, "
                    f"before the live version ({before:%Y-%m-%d %H:%M} UTC)"
                )

    def _losses(self, live: ListVersion, fetched: ListVersion) -> Iterator[str]:
        after = asdict(fetched.counts)
        for what, before in asdict(live.counts).items():
            lost = before - after[what]
            if before and lost / before > self.lost_share:
                yield (
                    f"{what} {before} -> {after[what]} (-{lost / before:.1%}, "
                    f"more than {self.lost_share:.0%})"
                )
        if live.entities and (share := fetched.removed / live.entities) > self.lost_share:
            for told in hidden_losses(live, fetched):
                yield f"{told} ({share:.1%}, more than {self.lost_share:.0%})"


def _rejected_share(version: ListVersion) -> float:
    return version.rejected_count / version.rows if version.rows else 0.0
