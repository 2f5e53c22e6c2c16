"""Cells of a CSV that a spreadsheet must not run."""

# A cell that begins so is run as a formula by a spreadsheet, the wide signs by one set to Japanese or Chinese
# (OWASP, CSV Injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def shown_as_text(cell: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would run as a formula.

    >>> shown_as_text("=1+1"), shown_as_text("A=1")
    ("'=1+1", 'A=1')
    """
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
