"""The words with which OFAC's remarks begin a number or a sentence, as they occur in its published files."""

import re

from lists.entities import IdentifierType

_BY_TYPE = {
    IdentifierType.PASSPORT: (
        *(
            "Passport",
            "Diplomatic Passport",
            "Stateless Person Passport",
            "British National Overseas Passport",
        ),
        "Travel Document Number",
    ),
    IdentifierType.NATIONAL_ID: (
        *("National ID No.", "National Foreign ID Number", "Personal ID Card", "Citizen's Card Number"),
        *("Tazkira National ID Card", "Kenyan ID No.", "Bosnian Personal ID No.", "Moroccan Personal ID No."),
        *("Turkish Identification Number", "UAE Identification", "Numero de Identidad", "Cedula No."),
        *(
            "Cedula de Residencia",
            "C.U.R.P.",
            "C.U.I.",
            "C.U.I.P.",
            "D.N.I.",
            "N.I.E.",
            "I.F.E.",
            "SSN",
            "CNP",
        ),
        *("LE Number", "Electoral Registry No.", "Credencial electoral", "Residency Number"),
        *("Cartilla de Servicio Militar Nacional", "Birth Certificate Number", "Refugee ID Card"),
        *("Stateless Person ID Card", "Seafarer's Identification Document", "Tarjeta Profesional"),
        *("Numero Unico de Identificacao Civil", "Military Registration Number"),
    ),
    IdentifierType.TAX_NUMBER: (
        *("Tax ID No.", "V.A.T. Number", "NIT", "RUC", "R.F.C.", "RFC", "RIF", "RTN", "C.U.I.T.", "C.I.F."),
        *("US FEIN", "Italian Fiscal Code", "Fiscal Code", "RSIN", "Romanian Tax Registration"),
        *("Numero Unico de Identificacao Tributaria (NUIT)", "Paraguayan tax identification number"),
    ),
    IdentifierType.REGISTRATION_NUMBER: (
        *("Registration Number", "Registration ID", "Business Registration Number", "Business Number"),
        *("Business Registration Document", "Company Number", "UK Company Number", "Company ID: No."),
        *("Commercial Registry Number", "C.R. No.", "Romanian C.R.", "Government Gazette Number"),
        *("Matricula Mercantil No", "Folio Mercantil No.", "Public Registration Number", "File Number"),
        *("Unified Social Credit Code (USCC)", "United Social Credit Code Certificate (USCCC)"),
        *("Trade License No.", "Chamber of Commerce Number", "Istanbul Chamber of Comm. No."),
        *("Dubai Chamber of Commerce Membership No.", "Enterprise Number", "Branch Unit Number"),
        *("Registered Charity No.", "Certificate of Incorporation Number", "MSB Registration Number"),
        "Organization Code",
        *("Central Registration System Number", "Economic Register Number (CBLS)"),
    ),
    IdentifierType.LEI: ("Legal Entity Number",),
    IdentifierType.SWIFT: ("SWIFT/BIC",),
    IdentifierType.MMSI: ("MMSI",),
    IdentifierType.CALL_SIGN: ("Other Vessel Call Sign", "Former Vessel Call Sign", "Vessel Call Sign"),
    IdentifierType.AIRCRAFT_REGISTRATION: ("Aircraft Tail Number", "Previous Aircraft Tail Number"),
    IdentifierType.AIRCRAFT_SERIAL_NUMBER: (
        "Aircraft Manufacturer's Serial Number (MSN)",
        "Aircraft Construction Number (also called L/N or S/N or F/N)",
        "Aircraft Serial Identification",
    ),
    IdentifierType.OTHER: (
        *("ISIN", "D-U-N-S Number", "BIK (RU)", "License", "Driver's License No.", "Pilot License Number"),
        *("Tourism License No.", "Afghan Money Service Provider License Number", "SRE Permit No."),
        *("VisaNumberID", "Immigration No.", "Identification Number", "Vessel Registration Identification"),
        *("Serial No.", "Aircraft Mode S Transponder Code"),
    ),
}
TYPES = {label: type_ for type_, labels in _BY_TYPE.items() for label in labels}

LABELLED_NUMBER = re.compile(
    rf"(?P<label>{'|'.join(re.escape(label) for label in sorted(TYPES, key=len, reverse=True))})"
    r"(?![A-Za-z])[\s:#]*"
    r"(?P<value>.+?)"
    r"(?P<places>(?:\s*\([^()]*\))*)"
    r"(?P<term>\s+(?:issued|expires) .+)?\.?"
)
"""A number as OFAC writes it: label, value, country in parentheses, dates of issue and expiry."""

# Sentences whose meaning is known and that carry no fact of identity: rules that apply to a party, ways to
# reach it, what it trades in. They stay in the notes.
KNOWN_SENTENCE = re.compile(
    r"""
    Secondary\ sanctions\ risk | Additional\ Sanctions\ Information | Transactions\ Prohibited\ For
    | Executive\ Order\ \d+\ (?:Directive|[Ii]nformation) | (?:and\ )?for\ more\ information
    | United\ States\ financial\ institutions\ are\ prohibited | CAATSA\ Section | IFCA\ Determination
    | PEESA\ Information | (?:Listing|Effective|Purchase/Sales\ For\ Divestment)\ Date
    | (?:and\ )?all\ (?:other\ )?(?:offices|branches|locations)\ worldwide
    | Website | E-?mail | (?:Tele)?phone | Fax | Telex | Target\ Type | Organization\ Type
    | Issuer\ Name | Equity\ Ticker | Chinese\ Commercial\ Code
    | Aircraft\ (?:Model|Manufacture\ Date) | (?:Other|Former)\ Vessel\ Type
    | Former\ Vessel\ Flag\ None\ Identified | UN/LOCODE | MICEX\ Code
    | (?:https?://|www\.)\S+ | \S+@\S+\.\S+
    """,
    re.IGNORECASE | re.VERBOSE,
)
