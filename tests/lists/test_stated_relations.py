"""Relations that lists state in sentences."""

import pytest

from lists.entities import Direction, EntityType, IdentifierType, PartyReference, Relation, RelationKind
from lists.sources.named_party import named_party
from lists.sources.sentences import sentences
from lists.sources.stated_relations import with_stated_relations

OWN = ("Blue Sea Shipping Ltd (BSS)",)


def stated(text: str, type_: EntityType | None = EntityType.COMPANY) -> tuple[Relation, ...]:
    return with_stated_relations((), [text], type_, OWN)


def ships(text: str) -> list[tuple[str, str | None, list[str], bool]]:
    found = stated(text)
    assert all(one.party.type is EntityType.VESSEL and one.direction is Direction.TO for one in found)
    return [
        (one.kind.value, one.party.name, [number.value for number in one.party.identifiers], one.is_former)
        for one in found
    ]


def parties(
    text: str, type_: EntityType | None = EntityType.COMPANY
) -> list[tuple[str, str, str | None, float | None]]:
    return [(one.kind.value, one.direction.value, one.party.name, one.share) for one in stated(text, type_)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Its vessels carry arms, including the ship Rasul Gamzatov (IMO: 8861058; MMSI: 273157300).",
            [("linked_to", "Rasul Gamzatov", ["8861058"], False)],
        ),
        (
            "The company owns a fleet of two vessels: ‘Sona’ (IMO 8700060), OLGA (IMO 8700046).",
            [("owns", "Sona", ["8700060"], False), ("owns", "OLGA", ["8700046"], False)],
        ),
        (
            "It is the owner and commercial manager of the tanker 'SONA' (IMO 8700060).",
            [("owns", "SONA", ["8700060"], False), ("manages", "SONA", ["8700060"], False)],
        ),
        (
            "The company is the owner of the tanker Sona (IMO 8700060) and the manager of the tanker Olga "
            "(IMO 8700046).",
            [("owns", "Sona", ["8700060"], False), ("manages", "Olga", ["8700046"], False)],
        ),
        (
            "BSS operates the tankers Sona (IMO 8700060) and Olga (8700046).",
            [("operates", "Sona", ["8700060"], False), ("operates", "Olga", ["8700046"], False)],
        ),
        (
            "Blue Sea Shipping Ltd is the operator/manager of the following vessels with IMO Number: "
            "(a) Sona (Ladoga 106) 8700060, (b) Olga 8700046.",
            [
                ("operates", "Sona", ["8700060"], False),
                ("manages", "Sona", ["8700060"], False),
                ("operates", "Olga", ["8700046"], False),
                ("manages", "Olga", ["8700046"], False),
            ],
        ),
        (
            "The company is the technical manager of the tanker Sona (IMO 8700060).",
            [("technically_manages", "Sona", ["8700060"], False)],
        ),
        (
            "As of January 2025, the company remains ISM-manager of the tanker ІМО 8700060.",
            [("manages", None, ["8700060"], False)],
        ),
        (
            "The company was the owner of the vessel ‘Sona’ (IMO 8700060).",
            [("owns", "Sona", ["8700060"], True)],
        ),
        (
            "The company owns ships that sail to Crimea: Sona (IMO 8700060).",
            [("owns", "Sona", ["8700060"], False)],
        ),
        # What another party owns, and what the sentence only meets, is no more than linked.
        (
            "Green Sea Shipping Ltd owns the tanker Sona (IMO 8700060).",
            [("linked_to", "Sona", ["8700060"], False)],
        ),
        (
            "The company owns barges which met the vessel Sona (IMO 8700060).",
            [("linked_to", "Sona", ["8700060"], False)],
        ),
        ("The company is close to Sona (IMO 8700060).", [("linked_to", "Sona", ["8700060"], False)]),
        # By name alone, and only with a role.
        ("Registered owner of the SAM JONG 1.", [("owns", "SAM JONG 1", [], False)]),
        (
            "Ship and commercial manager of HAO FAN 2 and HAO FAN 6, St Kitts-flagged vessels.",
            [("manages", "HAO FAN 2", [], False), ("manages", "HAO FAN 6", [], False)],
        ),
        (
            "The company also owns vessels JI SONG 8 and WOORY STAR.",
            [("owns", "JI SONG 8", [], False), ("owns", "WOORY STAR", [], False)],
        ),
        ("The vessel SONA met the company's agents.", []),
        # A company's own number, a number of nothing, and a ship's number that fails its check.
        ("IMO number: 5571322.", []),
        ("International Maritime Organization (IMO) Number: 1790183.", []),
        ("Blue Sea Shipping (IMO 8700060) is a company.", []),
        ("The vessel Sona (IMO 8700061) is old.", []),
        ("The vessel paid invoice 8700060.", []),
    ],
)
def test_ships_in_a_companys_text_are_related_by_the_sentences_verb(
    text: str, expected: list[tuple[str, str | None, list[str], bool]]
) -> None:
    assert ships(text) == expected


def test_numbers_in_a_ships_own_text_are_not_those_of_other_ships() -> None:
    assert stated("The vessel Sona (IMO 8700060) carries arms.", EntityType.VESSEL) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Owned by Green Holding.", [("owns", "from", "Green Holding", None)]),
        ("It is 51% owned by Green Holding JSC.", [("owns", "from", "Green Holding JSC", 0.51)]),
        ("BSS is wholly owned by Rami Green.", [("owns", "from", "Rami Green", 1.0)]),
        (
            "The company is a wholly-owned subsidiary of Green Co. Ltd.",
            [("owns", "from", "Green Co. Ltd.", 1.0)],
        ),
        (
            "A subsidiary of the sanctioned PJSC Green, one of many.",
            [("parent_of", "from", "PJSC Green", None)],
        ),
        ("Controlled by Ahmad al-Green.", [("controls", "from", "Ahmad al-Green", None)]),
        ("It is managed by Green JSC.", [("manages", "from", "Green JSC", None)]),
        ("Owned and controlled by GREEN.", [("owns", "from", "GREEN", None)]),
        ("Owned or controlled by Green Nooh.", [("linked_to", "to", "Green Nooh", None)]),
        ("Owned or controlled by, or acts on behalf of, GREEN.", [("linked_to", "to", "GREEN", None)]),
        ("Acting on behalf of Green Bank and KOMID", [("acts_for", "to", "Green Bank", None)]),
        (
            "Owned by the Ministry of Defence and Armed Forces.",
            [("owns", "from", "Ministry of Defence and Armed Forces", None)],
        ),
        ("Acting on behalf of Green Part", [("acts_for", "to", "Green Part", None)]),
        (
            "The Green Corporation (GC) is the parent company of Blue Sea Shipping Ltd.",
            [("parent_of", "from", "Green Corporation", None)],
        ),
        ("It owns 99 percent of Green Limited.", [("owns", "to", "Green Limited", 0.99)]),
        ("Founder and largest shareholder of Green Company", [("owns", "to", "Green Company", None)]),
        (
            "Owned by Green Holding. Blue Sea Shipping Ltd is owned by GREEN HOLDING.",
            [("owns", "from", "Green Holding", None)],
        ),
        # Said of somebody else, of nobody in particular, or of the party itself.
        ("Red Sea Shipping is owned by Green Holding.", []),
        ("The founder is a subsidiary of Green Holding.", []),
        ("The director of the company is owned by Green Holding.", []),
        ("He is the owner of Green Holding.", []),
        ("The management company of Red LLC is owned by Green Holding.", []),
        ("It is owned by the state.", []),
        ("A subsidiary of Russian steel makers.", []),
        ("A subsidiary of Russian State space agency Green.", []),
        ("Acting on behalf of GREEN subsidiaries.", []),
        ("It is owned by Blue Sea Shipping Ltd.", []),
    ],
)
def test_parties_are_read_where_the_sentence_speaks_of_the_party_itself(
    text: str, expected: list[tuple[str, str, str | None, float | None]]
) -> None:
    assert parties(text) == expected


def test_a_past_statement_is_a_former_relation_and_quotes_its_sentence() -> None:
    (relation,) = stated("Trades in oil. Blue Sea was owned by Green Holding until 2020. Sails.")
    assert relation.is_former
    assert relation.quotation == "Blue Sea was owned by Green Holding until 2020."


def test_numbers_in_brackets_identify_the_party_and_other_brackets_do_not() -> None:
    (relation,) = stated("A subsidiary of Green LLC (TIN: 7702059030).")
    assert [(one.type, one.value) for one in relation.party.identifiers] == [
        (IdentifierType.TAX_NUMBER, "7702059030")
    ]
    assert named_party("Blue (Cyprus) Ltd.").name == "Blue (Cyprus) Ltd."
    assert named_party("Green Fleet (IMO 6016988).").name == "Green Fleet (IMO 6016988)"


def test_a_person_has_no_parent_company() -> None:
    assert parties("Subsidiary of Green Holding.", EntityType.PERSON) == []
    assert parties("Owner of Green Holding.", EntityType.PERSON) == [("owns", "to", "Green Holding", None)]


def test_a_relation_that_is_known_is_not_said_again_and_a_plain_link_gives_way() -> None:
    known = Relation(
        kind=RelationKind.PARENT_OF, direction=Direction.FROM, party=PartyReference(name="GREEN HOLDING")
    )
    text = "Owned or controlled by Green Holding. Subsidiary of Green Holding."
    assert with_stated_relations((known,), [text], EntityType.COMPANY, OWN) == (known,)
    linked = Relation(
        kind=RelationKind.LINKED_TO,
        direction=Direction.TO,
        party=PartyReference(own_id="7", name="GREEN HOLDING"),
    )
    both = with_stated_relations((linked,), ["Subsidiary of Green Holding."], EntityType.COMPANY, OWN)
    assert [one.kind for one in both] == [RelationKind.LINKED_TO, RelationKind.PARENT_OF]


def test_sentences_end_at_full_stops_that_abbreviate_nothing() -> None:
    text = "Owned by A. B. Green Co. Ltd. (Cyprus).  It sails.\nIn No. 7 it stays. [Old Reference # E.29]"
    assert list(sentences(text)) == [
        "Owned by A. B. Green Co. Ltd. (Cyprus).",
        "It sails.",
        "In No. 7 it stays.",
        "# E.29]",
    ]


@pytest.mark.parametrize(
    "piece",
    ["-", "a-", "A ", "Owned by A of ", "IMO 8700060 ", "(", "1", "owner and ", " ", "\n", "‘", "A and "],
)
def test_a_text_of_any_length_and_shape_is_read_to_its_end(piece: str) -> None:
    text = "The company owns ships. IMO " + piece * 20_000 + ". It is owned by Green."
    assert [one.party.name for one in stated(text)][-1:] in (["Green"], [])
