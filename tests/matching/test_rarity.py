"""How much a word says."""

import pickle

from matching.rarity import Rarity


def test_words_that_only_queries_have_do_not_pile_up() -> None:
    rarity = Rarity({"baltic": 30}, 1_000)
    sizes = []
    for start in range(0, 200_000, 10_000):
        for number in range(start, start + 10_000):
            rarity.weight_of(f"word{number:06}", is_number=False)
        sizes.append(len(pickle.dumps(rarity)))
    assert max(sizes[5:]) <= max(sizes[:5])


def test_the_commoner_a_word_is_the_less_it_weighs() -> None:
    rarity = Rarity({"zorvan": 20, "zelkor": 200, "zubrin": 20_000}, 100_000)
    weights = [rarity.weight_of(word, is_number=False) for word in ("zimrak", "zorvan", "zelkor", "zubrin")]
    assert weights == sorted(weights, reverse=True)
    assert (weights[0], round(weights[-1], 9)) == (1.0, 0.1)
