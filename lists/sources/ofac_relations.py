"""Relations in OFAC's Advanced and Enhanced XML.

OFAC's other formats word every relation "Linked To", whatever it is ("Owned or Controlled By" leaves open
which; "Owns, controls, or operates" stands on subsidiaries as well as on parents). So all are linked to,
with OFAC's own words as the quotation, but for the one that says whose agent a party is. The other party's
entry does not repeat the relation: the network reads it from both ends.
"""

from lists.entities import Direction, PartyReference, Relation, RelationKind

_ACTS_FOR = "Acting for or on behalf of"


def relation_of(type_: str, own_id: str, name: str, *, former: bool = False) -> Relation:
    """Make the relation of an entry to the party of an id; the name is empty where OFAC does not give it."""
    return Relation(
        kind=RelationKind.ACTS_FOR if type_ == _ACTS_FOR else RelationKind.LINKED_TO,
        direction=Direction.TO,
        party=PartyReference(own_id=own_id, name=name or None),
        is_former=former,
        quotation=f"{type_}: {name or own_id}",
    )
