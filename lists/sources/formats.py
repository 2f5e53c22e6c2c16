"""The formats that can be read, and which of them a set of files is."""

from lists.errors import UnknownFormat
from lists.sources import (
    australia_dfat,
    canada_sema_xml,
    eu_fsf_csv,
    eu_fsf_xml,
    eu_vessels_xlsx,
    ftm_json,
    ofac_delimited,
    ofac_xml_advanced,
    ofac_xml_classic,
    ofac_xml_enhanced,
    opensanctions_simple,
    operator_csv,
    operator_xlsx,
    ownership_csv,
    ownership_xlsx,
    seco_xml,
    senzing_json,
    uk_conlist,
    uk_sanctions_list_csv,
    uk_sanctions_list_xml,
    ukraine_nsdc,
    un_xml,
    us_csl,
)
from lists.sources.delimited import refuse_what_is_no_text
from lists.sources.parsed import Format, RawFile
from lists.sources.xlsx import is_workbook

FORMATS: tuple[Format, ...] = (
    ofac_xml_classic.FORMAT,
    ofac_xml_advanced.FORMAT,
    ofac_xml_enhanced.FORMAT,
    uk_conlist.FORMAT,
    uk_sanctions_list_csv.FORMAT,
    uk_sanctions_list_xml.FORMAT,
    eu_fsf_xml.FORMAT,
    eu_fsf_csv.FORMAT,
    eu_vessels_xlsx.FORMAT,
    un_xml.FORMAT,
    seco_xml.FORMAT,
    us_csl.FORMAT,
    canada_sema_xml.FORMAT,
    australia_dfat.FORMAT,
    ukraine_nsdc.FORMAT,
    opensanctions_simple.FORMAT,
    ftm_json.FORMAT,
    senzing_json.FORMAT,
    ownership_csv.FORMAT,
    ownership_xlsx.FORMAT,
    # Asked last: any table with a column "name" may be an operator's, any without a header OFAC's.
    operator_csv.FORMAT,
    operator_xlsx.FORMAT,
    ofac_delimited.FORMAT,
)


def recognise(files: tuple[RawFile, ...]) -> Format:
    """Tell the format of a set of files by their content, never by their names.

    Raises UnknownFormat, and DamagedFile for a file that is empty, or neither text nor a workbook.
    """
    for format_ in FORMATS:
        if files and format_.recognises(files):
            return format_
    for file in files:
        if not is_workbook(file):
            refuse_what_is_no_text(file)
    names = tuple(file.name for file in files)
    known = ", ".join(format_.name for format_ in FORMATS)
    reason = (
        f"no format recognises {', '.join(names) or 'an empty set of files'}; known are {known}. "
        f"An operator's own list begins with a header that has the column name"
    )
    raise UnknownFormat(names, reason)


def format_named(name: str) -> Format:
    """Give the format of that name; UnknownFormat where there is none."""
    for format_ in FORMATS:
        if format_.name == name:
            return format_
    known = ", ".join(format_.name for format_ in FORMATS)
    raise UnknownFormat((), f"no format {name!r}; known are {known}")
