"""Parties that no list names."""

from hashlib import sha256

from lists.entities.entity import Entity
from lists.entities.name import Name
from lists.entities.relation import PartyReference


def unlisted_party(list_id: str, party: PartyReference) -> Entity:
    """Make the entity of a party that a list or an ownership file names without listing it.

    Its own id is a hash of its first identifier, the same on every list. Without one it is a hash of its type
    and name on this list, since two lists may mean two parties by one name.
    """
    if party.own_id is not None and not party.name and not party.identifiers:
        return _known_by_id(f"{party.list_id or list_id}:{party.own_id}", list_id, party)
    if party.identifiers:
        identity = sorted(f"{one.type}:{one.country or ''}:{one.value}" for one in party.identifiers)[:1]
    else:
        identity = [list_id, party.type or "", " ".join((party.name or "").casefold().split())]
    name = party.name or next((one.published or one.value for one in party.identifiers), party.own_id or "")
    return Entity(
        list_id=list_id,
        own_id=sha256("\x1f".join(identity).encode()).hexdigest()[:16],
        type=party.type,
        names=(Name(text=name),),
        identifiers=party.identifiers,
        is_listed=False,
    )


def _known_by_id(whole_id: str, list_id: str, party: PartyReference) -> Entity:
    """Make the stand-in of an entity that no live list has: its own id and its only name are the whole id."""
    return Entity(
        list_id=list_id, own_id=whole_id, type=party.type, names=(Name(text=whole_id),), is_listed=False
    )
