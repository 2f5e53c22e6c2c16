"""Words found by a few edits, by a beginning: never fewer than comparing with every word finds."""

import random

import pytest

from matching.compare.words import SOUND_DISCOUNT, typo_similarity
from matching.latin import sound_key
from matching.lexicon import Lexicon

_LETTERS = "abcdeiklmnorstuvz"


def _words(seed: int, count: int) -> list[str]:
    rng = random.Random(seed)
    return ["".join(rng.choice(_LETTERS) for _ in range(rng.randint(2, 14))) for _ in range(count)]


def _damaged(word: str, rng: random.Random) -> str:
    letters = list(word)
    for _ in range(rng.randint(1, 3)):
        place = rng.randrange(len(letters))
        match rng.randrange(4):
            case 0:
                letters[place] = rng.choice(_LETTERS)
            case 1:
                letters.insert(place, rng.choice(_LETTERS))
            case 2 if len(letters) > 1:
                del letters[place]
            case _:
                letters[place - 1], letters[place] = letters[place], letters[place - 1]
    return "".join(letters)


@pytest.mark.parametrize("cutoff", [0.7, 0.9, 0.96])
def test_every_word_that_a_typo_can_reach_is_found_with_at_least_its_likeness(cutoff: float):
    rng = random.Random(5)
    words = sorted(set(_words(1, 3_000)) | {"shipping" * 4})
    lexicon = Lexicon.of(words)
    asked = [_damaged(rng.choice(words), rng) for _ in range(300)]
    reached = 0
    for text in [*asked, "k" + "hipping" + "shipping" * 3]:
        numbers, likeness = lexicon.near(text, cutoff)
        found = dict[str, float]()
        for number, alike in zip(numbers.tolist(), likeness.tolist(), strict=True):
            found[words[number]] = max(alike, found.get(words[number], 0.0))
        for word in words:
            by_text = typo_similarity(text, word)
            by_sound = typo_similarity(sound_key(text), sound_key(word)) - SOUND_DISCOUNT
            if max(by_text, by_sound) >= cutoff and word != text and sound_key(word) != sound_key(text):
                reached += 1
                assert found[word] >= max(by_text, by_sound) - 1e-9
    assert reached > 0


def test_words_that_begin_with_a_text_are_found_with_their_length():
    words = sorted(["moscow", "moscov", "mosc", "mos", "minsk"])
    lexicon = Lexicon.of(words)
    found = {words[number]: length for number, length in lexicon.beginning_with("mosc")}
    assert found == {"mosc": 4, "moscov": 6, "moscow": 6}


def test_an_empty_lexicon_has_nothing_near():
    numbers, likeness = Lexicon.of(()).near("transmorflot", 0.7)
    assert len(numbers) == len(likeness) == 0


def test_a_lexicon_of_its_arrays_is_the_same():
    words = sorted(set(_words(2, 500)))
    one = Lexicon.of(words)
    other = Lexicon.of_arrays(one.arrays())
    assert list(other) == words
    assert [other.near(word, 0.7)[0].tolist() for word in words] == [
        one.near(word, 0.7)[0].tolist() for word in words
    ]
