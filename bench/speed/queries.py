"""What is asked: bodies of `POST /screen`, drawn from judged cases and listed names, and made to be hard.

What is measured and what warms the caches are drawn from halves of their sources that share nothing.
"""

import json
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bench.quality.cases import TYPE_OF_SCHEMA
from bench.quality.perturb import perturb
from bench.quality.shared import cases
from bench.speed.sizes import names_in_other_scripts
from lists.entities import Entity, EntityType
from matching.query import Query
from service.schemas.query import ScreeningIn

Body = dict[str, Any]
_LONGEST = 2_000
"""Letters that the API takes in a name."""


def query_of(body: Body) -> Query:
    """Read a body as the API does."""
    return ScreeningIn.model_validate(body).to_query()


@dataclass(frozen=True, slots=True)
class Drawn:
    """Bodies to warm up with, and bodies to measure."""

    warm: list[Body]
    measured: list[Body]


class Asking:
    """Draws bodies for one set of lists; the same for the same seed."""

    def __init__(self, entities: Iterable[Entity], seed: int) -> None:
        self._dice = random.Random(seed)
        self._names = [(name.text, entity.type) for entity in entities for name in entity.names]
        self._words = _words_of_companies(entities)

    def everyday(self, count: int) -> Drawn:
        """Draw the usual mix: each source alike, but for the few variations, each only once."""
        sources = [
            [_body(row) for row in cases("variations.csv")],
            [
                {"name": row[name], "type": TYPE_OF_SCHEMA.get(row["schema"], "company")}
                for row in cases("name_pairs.csv")
                for name in ("name1", "name2")
            ],
            *(
                [_body(row) for row in cases(file)]
                for file in (
                    "innocent_companies.csv",
                    "innocent_shipping_companies.csv",
                    "innocent_vessels.csv",
                )
            ),
            [self._perturbed(*listed) for listed in self._dice.sample(self._names, count)],
        ]
        return self._halves(sources, count)

    def classes(self, count: int) -> dict[str, Drawn]:
        """Draw so many bodies of each class that the text alone tells."""
        pool = [body["name"] for body in self.everyday(10 * count).measured if body.get("name")]
        listed = [name for name, _ in self._dice.sample(self._names, min(len(self._names), 40 * count))]
        shared = Counter(name for name, _ in self._names).most_common(4 * count)
        chosen: dict[str, list[str]] = {
            "short (one word of at most 5 letters)": [
                name for name in (*pool, *listed) if len(name.split()) == 1 and len(name) <= 5
            ],
            "long (7 words and more)": [name for name in (*pool, *listed) if len(name.split()) >= 7],
            "other scripts": names_in_other_scripts(),
            "common words": [self._of_common_words() for _ in range(2 * count)],
            "listed names that many bear": [name for name, _ in shared],
        }
        return {
            title: self._halves([[{"name": name} for name in names]], count)
            for title, names in chosen.items()
        }

    def hard(self) -> dict[str, Body]:
        """Make one body of each kind that is built to take long."""
        dice, words, common = self._dice, self._words, self._common
        near = [perturb(word, dice) for word in dice.sample(words, 200)]
        texts = {
            "2,000 letters, one repeated": "A" * _LONGEST,
            "1,000 words of one letter, the same": "A " * (_LONGEST // 2),
            "2,000 letters at random in one word": "".join(
                dice.choices("ABCDEFGHIKLMNOPRSTUVYZ", k=_LONGEST)
            ),
            "2,000 letters at random in words": "".join(
                dice.choices("ABCDEFGHIKLMNOPRSTUVYZ   ", k=_LONGEST)
            ),
            "1,000 words of one letter or digit": " ".join(
                dice.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", k=1_000)
            ),
            "200 words, listed": " ".join(dice.sample(words, 200)),
            "200 words, near misses of listed ones": " ".join(near),
            "200 words, the commonest": " ".join(common),
            "one common word 200 times": " ".join([common[0]] * 200),
            "listed names one after the other": " ".join(name for name, _ in dice.sample(self._names, 100)),
            "listed names, a comma between": ", ".join(name for name, _ in dice.sample(self._names, 100)),
            "numbers": " ".join(str(dice.randrange(1, 4_000)) for _ in range(400)),
            "legal forms": "LLC OOO GMBH LTD JSC " * 80,
            "Chinese, 2,000 characters": "".join(
                chr(dice.randrange(0x4E00, 0x9000)) for _ in range(_LONGEST)
            ),
        }
        made: dict[str, Body] = {}
        for title, text in texts.items():
            made[title] = {"name": text[:_LONGEST]}
            made[f"{title}, of a company"] = {"name": text[:_LONGEST], "type": "company"}
        return made

    def _perturbed(self, name: str, kind: EntityType | None) -> Body:
        return {"name": perturb(name, self._dice) or name, "type": kind}

    def _of_common_words(self) -> str:
        return " ".join(self._dice.sample(self._common[:40], self._dice.randint(2, 4)))

    @property
    def _common(self) -> list[str]:
        return self._words[:200]

    def _halves(self, sources: Sequence[list[Body]], count: int) -> Drawn:
        drawn = Drawn([], [])
        share = -(-count // len(sources))
        for source in sources:
            once = list({json.dumps(body): body for body in source}.values())
            self._dice.shuffle(once)
            half = len(once) // 2
            drawn.measured.extend(once[:half][:share])
            drawn.warm.extend(once[half:][:share])
        self._dice.shuffle(drawn.measured)
        return drawn


def _words_of_companies(entities: Iterable[Entity]) -> list[str]:
    """Give the words of listed companies, the commonest first."""
    counts = Counter(
        word
        for entity in entities
        if entity.type is EntityType.COMPANY
        for name in entity.names
        for word in name.text.upper().split()
        if len(word) > 3
    )
    return [word for word, _ in counts.most_common()]


def _body(row: dict[str, str]) -> Body:
    """Make the body that the judge sends for a case: what is there of name, type, country, identifiers."""
    given: dict[str, Any] = {field: row.get(field) for field in ("name", "type", "country")}
    given["identifiers"] = json.loads(row.get("identifiers") or "{}")
    return {field: value for field, value in given.items() if value}
