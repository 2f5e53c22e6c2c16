"""The UK Sanctions List as XML: a Designation for each party, with the same fields as the CSV.

The own id is the UniqueID, the same as in the CSV. SanctionsImposedIndicators repeat SanctionsImposed and are
not read.

No whole file has proved this parser: of today's, five designations.
"""

from collections.abc import Mapping
from types import MappingProxyType

from lists.sources.gathered import Outcome, gather
from lists.sources.parsed import Format, Parsed, RawFile
from lists.sources.several import several
from lists.sources.uk_designation import FREE_TEXTS, Designation, UkName, full_name
from lists.sources.uk_rows import outcomes_of
from lists.sources.xml import XmlRecord, read_xml, root_of, text_of, texts_of

_PERSON, _ENTITY, _SHIP = "IndividualDetails/Individual", "EntityDetails/Entity", "ShipDetails/Ship"
_PATHS: Mapping[str, str] = MappingProxyType(
    {
        "OFSI Group ID": "OFSIGroupID",
        "UN Reference Number": "UNReferenceNumber",
        "Date Designated": "DateDesignated",
        "Last Updated": "LastUpdated",
        "Title": "Titles/Title",
        "Regime Name": "RegimeName",
        "Designation source": "DesignationSource",
        "Sanctions Imposed": "SanctionsImposed",
        "Other Information": "OtherInformation",
        "UK Statement of Reasons": "UKStatementofReasons",
        "Phone number": "PhoneNumbers/PhoneNumber",
        "Website": "Websites/Website",
        "Email address": "EmailAddresses/EmailAddress",
        "D.O.B": f"{_PERSON}/DOBs/DOB",
        "Nationality(/ies)": f"{_PERSON}/Nationalities/Nationality",
        "Position": f"{_PERSON}/Positions/Position",
        "Gender": f"{_PERSON}/Genders/Gender",
        "Type of entity": f"{_ENTITY}/TypeOfEntities/TypeOfEntity",
        "Subsidiaries": f"{_ENTITY}/Subsidiaries/Subsidiary",
        "Parent company": f"{_ENTITY}/ParentCompanies/ParentCompany",
        "Business registration number (s)": (
            f"{_ENTITY}/BusinessRegistrationNumbers/BusinessRegistrationNumber"
        ),
        "IMO number": f"{_SHIP}/IMONumbers/IMONumber",
        "Current owner/operator (s)": f"{_SHIP}/CurrentOwnerOperators/CurrentOwnerOperator",
        "Previous owner/operator (s)": f"{_SHIP}/PreviousOwnerOperators/PreviousOwnerOperator",
        "Current believed flag of ship": f"{_SHIP}/CurrentBelievedFlagOfShips/CurrentBelievedFlagOfShip",
        "Previous flags": f"{_SHIP}/PreviousFlags/PreviousFlag",
        "Type of ship": f"{_SHIP}/TypeOfShipDetails/TypeOfShip",
        "Tonnage of ship": f"{_SHIP}/TonnageOfShipDetails/TonnageOfShip",
        "Length of ship": f"{_SHIP}/LengthOfShipDetails/LengthOfShip",
        "Year Built": f"{_SHIP}/YearsBuilt/YearBuilt",
        "Hull identification number (HIN)": f"{_SHIP}/HullIdentificationNumbers/HullIdentificationNumber",
    }
)


def recognises(files: tuple[RawFile, ...]) -> bool:
    """Say whether each file's outermost element is Designations."""
    roots = (root_of(file) for file in files)
    return all(root is not None and root.tag == "Designations" for root in roots)


def parse(list_id: str, files: tuple[RawFile, ...]) -> Parsed:
    """Read the list. Raises DamagedFile where a file is no XML, or is cut off."""
    outcomes: list[Outcome] = []
    for file in files:
        designations: dict[str, Designation] = {}
        for record in read_xml(file, {"Designation"}):
            own_id = text_of(record.element, "UniqueID")
            if own_id:
                kind = text_of(record.element, "IndividualEntityShip")
                _add(designations.setdefault(own_id, Designation(own_id=own_id, kind=kind)), record)
            else:
                outcomes.append(Outcome(file=file.name, lines=(record.line,), reason="no UniqueID"))
        outcomes += outcomes_of(list_id, file.name, designations.values())
    return gather(FORMAT.name, files, outcomes)


def _add(designation: Designation, record: XmlRecord) -> None:
    element = record.element
    designation.sources.append(record.source)
    for name in element.iterfind("Names/Name"):
        text = full_name(text_of(name, f"Name{part}") for part in (1, 2, 3, 4, 5, 6))
        designation.names.append(UkName(text, text_of(name, "NameType"), text_of(name, "AliasStrength")))
    designation.original_names += texts_of(element, "NonLatinNames/NonLatinName/NameNonLatinScript")
    for column, path in _PATHS.items():
        for text in texts_of(element, path):
            designation.add(column, (text,) if column in FREE_TEXTS else several(text))
    for address in element.iterfind("Addresses/Address"):
        lines = (text_of(address, f"AddressLine{line}") for line in range(1, 7))
        designation.addresses.append(
            (*lines, text_of(address, "AddressPostalCode"), text_of(address, "AddressCountry"))
        )
    for pairs, path, tags in (
        (
            designation.passports,
            f"{_PERSON}/PassportDetails/Passport",
            ("PassportNumber", "PassportAdditionalInformation"),
        ),
        (
            designation.national_ids,
            f"{_PERSON}/NationalIdentifierDetails/NationalIdentifier",
            ("NationalIdentifierNumber", "NationalIdentifierAdditionalInformation"),
        ),
        (designation.birth_places, f"{_PERSON}/BirthDetails/Location", ("TownOfBirth", "CountryOfBirth")),
    ):
        pairs += [(text_of(each, tags[0]), text_of(each, tags[1])) for each in element.iterfind(path)]


FORMAT = Format(name="uk-sanctions-list-xml", recognises=recognises, parse=parse)
