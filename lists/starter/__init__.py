"""The list that ships with the product: MG-FLOT, its ships and their neighbours, in the operator's format.

Every row names its source in `notes`. It is a list to try the product with, screened only while no other
list is live; it is not kept up to date.
"""

from importlib.resources import files

from lists.sources.parsed import RawFile

STARTER_LIST_ID = "starter"


def read_starter() -> tuple[RawFile, ...]:
    """Give the starter list's files as they ship in the package."""
    content = files(__name__).joinpath("starter.csv").read_bytes()
    return (RawFile(name="starter.csv", content=content),)
