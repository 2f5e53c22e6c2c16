"""Names written as somebody else might write them, for the comparison of index and exhaustive scan."""

import random
from collections.abc import Callable

_LETTERS = "aeiknorstuwxyz"
_ADDED = ("GROUP", "TRADING", "RIVER", "7", "VIKTOR", "LLC", "OF", "M/V")


def perturb(name: str, dice: random.Random) -> str:
    """Write a name otherwise, by one change or two."""
    for _ in range(dice.choice((1, 1, 2))):
        words = name.split()
        name = dice.choice(_CHANGES)(words, dice.randrange(len(words)), dice) or name
    return name


def _typo(words: list[str], place: int, dice: random.Random) -> str:
    word = words[place]
    at = dice.randrange(len(word))
    cut = dice.choice((0, 1))
    letter = dice.choice(("", *_LETTERS))
    return _replaced(words, place, word[:at] + letter + word[at + cut :])


def _swap(words: list[str], place: int, dice: random.Random) -> str:
    word = words[place]
    at = dice.randrange(len(word))
    return _replaced(words, place, word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :])


def _drop(words: list[str], place: int, _dice: random.Random) -> str:
    return " ".join(words[:place] + words[place + 1 :])


def _reorder(words: list[str], _place: int, dice: random.Random) -> str:
    return " ".join(dice.sample(words, len(words)))


def _join(words: list[str], place: int, _dice: random.Random) -> str:
    return " ".join([*words[:place], "".join(words[place : place + 2]), *words[place + 2 :]])


def _split(words: list[str], place: int, dice: random.Random) -> str:
    at = dice.randrange(len(words[place]))
    return _replaced(words, place, words[place][:at] + " " + words[place][at:])


def _cut(words: list[str], _place: int, dice: random.Random) -> str:
    name = " ".join(words)
    return name[: max(4, len(name) - dice.randrange(1, 6))]


def _initial(words: list[str], place: int, _dice: random.Random) -> str:
    return _replaced(words, place, words[place][0] + ".")


def _vowels(words: list[str], place: int, _dice: random.Random) -> str:
    word = words[place]
    return _replaced(words, place, word[0] + "".join(ch for ch in word[1:] if ch not in "AEIOUaeiou"))


def _other_vowels(words: list[str], place: int, dice: random.Random) -> str:
    word = "".join(dice.choice("AEIOU") if ch in "AEIOUaeiou" else ch for ch in words[place])
    return _replaced(words, place, word)


def _sound(words: list[str], place: int, dice: random.Random) -> str:
    one, other = dice.choice(
        (("K", "C"), ("I", "Y"), ("S", "Z"), ("KH", "H"), ("V", "W"), ("I", "II"), ("D", "T"))
    )
    return _replaced(words, place, words[place].upper().replace(one, other))


def _look(words: list[str], place: int, dice: random.Random) -> str:
    one, other = dice.choice((("O", "0"), ("I", "1"), ("E", "3"), ("M", "RN"), ("A", "А")))
    return _replaced(words, place, words[place].upper().replace(one, other))


def _number(words: list[str], place: int, dice: random.Random) -> str:
    return _replaced(words, place, dice.choice(("IV", "4", "04", "FOUR", "-2")))


def _add(words: list[str], place: int, dice: random.Random) -> str:
    return " ".join([*words[:place], dice.choice(_ADDED), *words[place:]])


def _replaced(words: list[str], place: int, word: str) -> str:
    return " ".join([*words[:place], word, *words[place + 1 :]])


_CHANGES: tuple[Callable[[list[str], int, random.Random], str], ...] = (
    *(_typo, _typo, _swap, _drop, _reorder, _join, _split, _cut),
    *(_initial, _vowels, _other_vowels, _sound, _look, _number, _add),
)
