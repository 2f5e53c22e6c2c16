"""What makes two writings of one name the same."""

import unicodedata


def comparable(name: str) -> str:
    """Fold a name to its letters and digits, without case."""
    return "".join(c for c in unicodedata.normalize("NFKC", name).casefold() if c.isalnum())
