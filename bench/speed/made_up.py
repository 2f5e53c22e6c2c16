"""Made-up parties of the make of real ones, as an operator's list, for lists larger than there are.

Each follows a real party, drawn at random: its type, how many names of which kinds it has, how many words
each of them, which of the words return from name to name, and what else a list says of it. The words are
others, drawn from real names of the same type and script at a like place in the name, so that common words
stay as common. The number of different words grows as it does over the real lists in random order (Heaps'
law): a new word is the beginning of one and the end of another.
"""

import csv
import random
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from stdnum import imo

from lists.entities import Entity, EntityType, Name, NameKind

_HEAPS_EXPONENT = 0.64
"""Fitted to the different words of 16,000 and of 64,000 real names."""

_COLUMNS = (
    *("id", "type", "name", "aliases", "weak_aliases", "former_names", "imo", "registration_number"),
    *("country", "programmes", "measures", "owner", "notes"),
)
_COLUMN_OF = {NameKind.WEAK_ALIAS: "weak_aliases", NameKind.FORMER_NAME: "former_names"}

Pool = tuple[EntityType | None, str, str]
"""What words are drawn for: type of the party, script, place in the name."""


class Maker:
    """Makes parties after real ones; the same for the same seed."""

    def __init__(self, real: Sequence[Entity], seed: int) -> None:
        self._real = real
        self._dice = random.Random(seed)
        self._words: dict[Pool, list[str]] = defaultdict(list)
        self._known: set[str] = set()
        self._drawn = 0
        for entity in real:
            for name in entity.names:
                for pool, word in _placed(name.text, entity.type):
                    self._words[pool].append(word)
                    self._known.add(word)
                    self._drawn += 1

    def row(self, number: int) -> dict[str, str]:
        """Make one row of an operator's list; its owner, if it has one, has a smaller number."""
        dice, like = self._dice, self._dice.choice(self._real)
        others: dict[str, str] = {}
        names = [self._name(name, like.type, others) for name in like.names]
        cells: dict[str, list[str]] = defaultdict(list)
        for name, made in zip(like.names[1:], names[1:], strict=True):
            cells[_COLUMN_OF.get(name.kind, "aliases")].append(made)
        is_ship = like.type is EntityType.VESSEL
        number_of_ship = str(100_000 + number * 7919 % 900_000)
        return {
            "id": str(number),
            "type": like.type or "",
            "name": names[0],
            **{column: ";".join(made) for column, made in cells.items()},
            "imo": number_of_ship + imo.calc_check_digit(number_of_ship) if is_ship else "",
            "registration_number": str(dice.randrange(10**8, 10**9))
            if not is_ship and like.identifiers
            else "",
            "country": ";".join(like.countries),
            "programmes": ";".join(like.listing.programmes),
            "measures": ";".join(like.listing.measures),
            "owner": str(dice.randrange(number)) if like.relations and number else "",
            "notes": " ".join(" ".join((*like.notes, *(one.text for one in like.addresses))).split()),
        }

    def _name(self, like: Name, kind: EntityType | None, others: dict[str, str]) -> str:
        words = []
        for pool, word in _placed(like.text, kind):
            if word not in others:
                others[word] = self._word(pool)
            words.append(others[word])
        return " ".join(words).replace(";", ",") or like.text

    def _word(self, pool: Pool) -> str:
        words, dice = self._words[pool], self._dice
        word = dice.choice(words)
        self._drawn += 1
        if dice.random() < _HEAPS_EXPONENT * len(self._known) / self._drawn:
            word = self._new_word(word, dice.choice(words))
            self._known.add(word)
        return word

    def _new_word(self, one: str, other: str) -> str:
        if one.isdecimal():
            return "".join(self._dice.choices("0123456789", k=len(one)))
        return one[: (len(one) + 1) // 2] + other[len(other) // 2 :]


def write_list(path: Path, rows: Iterable[dict[str, str]]) -> None:
    """Write rows as an operator's list."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, _COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def names_of(row: dict[str, str]) -> int:
    """Count the names of a row."""
    columns = ("aliases", "weak_aliases", "former_names")
    return 1 + sum(len(set(row[column].split(";"))) for column in columns if row.get(column))


def _placed(text: str, kind: EntityType | None) -> Iterator[tuple[Pool, str]]:
    words = text.split()
    for place, word in enumerate(words):
        where = (
            "only"
            if len(words) == 1
            else "first"
            if place == 0
            else "last"
            if place == len(words) - 1
            else ""
        )
        yield (kind, _script(word[0]), where), word


@lru_cache(maxsize=4096)
def _script(character: str) -> str:
    """Name the script of a character, as Unicode begins the character's own name: LATIN, CYRILLIC, DIGIT."""
    return unicodedata.name(character, "").partition(" ")[0]
