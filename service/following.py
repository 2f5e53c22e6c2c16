"""Wires what follows the lists, for the service and for the command line."""

from lists.addresses import AddressRule
from lists.catalogue import Catalogue
from lists.fetch import Fetcher
from lists.guards import Guard
from lists.refresh import Committer, Reader, Refresher
from lists.store import ListStore
from service.settings import Settings


def make_refresher(
    settings: Settings, store: ListStore, catalogue: Catalogue, read: Reader, commit: Committer
) -> Refresher:
    """Make what refreshes lists, as the settings say."""
    tokens = {list_id: token.get_secret_value() for list_id, token in settings.list_tokens.items()}
    return Refresher(
        store=store,
        catalogue=catalogue,
        fetcher=Fetcher(rule=AddressRule(settings.fetch_private_networks), tokens=tokens),
        guard=Guard(lost_share=settings.refresh_lost_share, rejected_share=settings.refresh_rejected_share),
        read=read,
        commit=commit,
    )
