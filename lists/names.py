"""What makes two writings of one name the same."""

import re
import unicodedata

_NO_LETTER = re.compile(r"[\W_]+")


def comparable(name: str) -> str:
    """Fold a name to its letters and digits, without case."""
    return _NO_LETTER.sub("", unicodedata.normalize("NFKC", name).casefold())
