"""Words by which names are told apart, and words that tell nothing."""

import re
from collections import Counter
from collections.abc import Iterable

from lists.entities import Entity

_COMMON_FROM = 5


def words_of_innocents(
    innocents: Iterable[str], listed: Iterable[Entity]
) -> tuple[tuple[str, ...], frozenset[str]]:
    """Give foreign words and common words, in capitals.

    Foreign words have six letters and more, stand in one innocent's name alone and in no listed name; sorted.
    Common words stand in five innocents' names or listed names and more, or have fewer than three letters.
    """
    known = Counter(
        word for entity in listed for word in {word for name in entity.names for word in _words(name.text)}
    )
    seen = Counter(word for name in innocents for word in _words(name))
    foreign = (word for word, times in seen.items() if times == 1 and len(word) >= 6 and word not in known)
    everything = known + seen
    common = {word for word, times in everything.items() if times >= _COMMON_FROM or len(word) < 3}
    return tuple(sorted(foreign)), frozenset(common)


def _words(name: str) -> set[str]:
    return set(re.findall("[A-Z]+", name.upper()))
