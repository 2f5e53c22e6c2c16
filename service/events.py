"""What happens to lists, told to the log and counted."""

from structlog.typing import FilteringBoundLogger

from lists.following import Outcome, Refreshed
from lists.version import ListVersion
from service.logs import facts_of
from service.metrics import Metrics
from service.snapshot import Snapshot, new_versions


class ListEvents:
    """Tells of each change of what is live, whoever made it, and of what this process did with a fetch."""

    def __init__(self, logger: FilteringBoundLogger, metrics: Metrics) -> None:
        self._logger = logger
        self._metrics = metrics

    def swapped(self, before: Snapshot | None, after: Snapshot) -> None:
        """Tell which versions went live and which lists ended; what a start finds live is no event."""
        if before is None:
            for version in after.versions:
                self._metrics.list_versions.labels(version.list_id)
            return
        for version in new_versions(before, after):
            self._metrics.list_versions.labels(version.list_id).inc()
            self._tell("live", "list version live", **facts_of(version))
        live = {version.list_id for version in after.versions}
        for version in before.versions:
            if version.list_id not in live:
                self._metrics.forget_list(version.list_id)
                self._tell("ended", "list ended", list=version.list_id, version=version.version)

    def refreshed(self, refreshed: Refreshed) -> None:
        """Tell what came of a refresh, unless it found nothing new."""
        if refreshed.outcome is Outcome.QUARANTINED:
            reasons = list(refreshed.reasons)
            self._tell("quarantined", "list version quarantined", list=refreshed.list_id, reasons=reasons)
        elif refreshed.outcome is Outcome.UPDATED:
            self._logger.info("list refreshed", list=refreshed.list_id, outcome=refreshed.outcome)

    def accepted(self, version: ListVersion) -> None:
        """Tell that an operator accepted what was in quarantine."""
        self._tell(
            "accepted",
            "list version accepted",
            list=version.list_id,
            version=version.version,
            made_by=version.made_by,
        )

    def discarded(self, list_id: str, by: str) -> None:
        """Tell that an operator discarded what was in quarantine."""
        self._tell("discarded", "list version discarded", list=list_id, made_by=by)

    def _tell(self, event: str, text: str, **facts: object) -> None:
        self._metrics.list_events.labels(event).inc()
        self._logger.info(text, **facts)
