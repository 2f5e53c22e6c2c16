"""Other words around and among the same ones: order, additions, abbreviations, several names in one field."""

import random
import re
from collections.abc import Callable

from bench.quality.variations.forms import core
from bench.quality.variations.variation import (
    BOTH,
    COMPANIES,
    Expected,
    Subject,
    Variation,
    letters_of,
    replaced,
)
from lists.entities import EntityType

_SHORT = {
    "SHIPPING": "SHPG", "COMPANY": "CO", "INTERNATIONAL": "INTL", "TRADING": "TRDG", "MANAGEMENT": "MGMT",
    "CORPORATION": "CORP", "ENGINEERING": "ENGG", "INDUSTRIES": "INDS", "INDUSTRIAL": "INDL",
    "MANUFACTURING": "MFG", "TECHNOLOGY": "TECH", "ASSOCIATION": "ASSN", "GENERAL": "GEN",
    "INVESTMENT": "INV", "DEVELOPMENT": "DEV", "SERVICES": "SVCS", "LIMITED": "LTD", "INSTITUTE": "INST",
    "TRANSPORT": "TRANSP", "PETROLEUM": "PETR", "MARITIME": "MAR", "NATIONAL": "NATL", "BROTHERS": "BROS",
    "KOMPOZITOR": "KOMP", "KAPITAN": "KAPT", "CAPTAIN": "CAPT", "PROFESSOR": "PROF", "SAINT": "ST",
}  # fmt: skip
_BRITISH = (
    *(("IZATION", "ISATION"), ("CENTER", "CENTRE"), ("DEFENSE", "DEFENCE"), ("HARBOR", "HARBOUR")),
    *(("LABOR ", "LABOUR "), ("ALUMINUM", "ALUMINIUM"), ("PROGRAM ", "PROGRAMME "), ("COLOR", "COLOUR")),
    *(("FIBER", "FIBRE"), ("AIRPLANE", "AEROPLANE"), ("FAVOR", "FAVOUR"), ("THEATER", "THEATRE")),
)
_PLURALS = re.compile(
    r"\b(INDUSTR(?:Y|IES)|SYSTEMS?|SERVICES?|PRODUCTS?|TECHNOLOG(?:Y|IES)|LINES?|SOLUTIONS?|ENTERPRISES?"
    r"|INVESTMENTS?|HOLDINGS?|BROTHERS?|PARTNERS?|CHEMICALS?|FACTOR(?:Y|IES)|RESOURCES?)\b"
)
_PLACES = ("MOSCOW", "DUBAI, UAE", "HONG KONG", "ASTRAKHAN, RUSSIA", "14 LENINA STREET, MOSCOW 101000")


def _reordered(subject: Subject, dice: random.Random) -> str | None:
    words = subject.core_words
    if not 2 <= len(words) <= 4 or len(set(words)) < 2 or any(not letters_of(word) for word in words):
        return None
    at = dice.randrange(1, len(words))
    return " ".join(words[at:] + words[:at])


def _shortened(subject: Subject, _dice: random.Random) -> str | None:
    made = " ".join(_SHORT.get(word.upper().strip(",."), word) for word in subject.words)
    return made if made != " ".join(subject.words) else None


def _first_as_initial(subject: Subject, _dice: random.Random) -> str | None:
    words = subject.core_words
    if len(words) < 2 or not all(word.isalpha() and len(word) >= 4 for word in words[:2]):
        return None
    telling = any(not subject.is_common(word) for word in words[1:])
    return replaced(words, 0, words[0][0] + ".") if telling else None


def _word_missing(subject: Subject, dice: random.Random) -> str | None:
    """Leave out a common word, so that a word of six letters that is not common stays."""
    words = subject.core_words
    places = [i for i, word in enumerate(words) if len(word) > 2 and subject.is_common(word)]
    telling = any(len(letters_of(word)) >= 6 and not subject.is_common(word) for word in words)
    if not places or not telling or any(ch.isdigit() for ch in subject.name):
        return None
    place = dice.choice(places)
    return " ".join(words[:place] + words[place + 1 :])


def _noise(subject: Subject, dice: random.Random) -> str | None:
    name = core(subject.name)
    if subject.entity.type is EntityType.VESSEL:
        if not any(ch.isdigit() for ch in name):
            return None
        return f"{name} {dice.choice(('RIVER-SEA', 'TANKER', 'CARGO SHIP', 'VESSEL'))}"
    return f"{name} {dice.choice(('GROUP', 'TRADE', '(RUSSIA)', 'INTERNATIONAL', 'HOLDING', 'TRADING'))}"


def _repeated(subject: Subject, _dice: random.Random) -> str | None:
    first = subject.core_words[0]
    return subject.name.replace(first, f"{first} {first}", 1) if letters_of(first) else None


def _beside_another(templates: tuple[str, ...]) -> Callable[[Subject, random.Random], str | None]:
    """Make a variation that puts the name beside another one, made of innocents' words."""

    def make(subject: Subject, dice: random.Random) -> str | None:
        other = " ".join(dice.sample(subject.foreign_words, 2))
        return dice.choice(templates).format(name=subject.name, other=other)

    return make


def _in_place(subject: Subject, dice: random.Random) -> str | None:
    return f"{subject.name}, {dice.choice(_PLACES)}"


def _branch(subject: Subject, dice: random.Random) -> str | None:
    return f"{core(subject.name)} {dice.choice(('ASTRAKHAN', 'SHANGHAI', 'ISTANBUL'))} BRANCH"


def _british(subject: Subject, _dice: random.Random) -> str | None:
    for american, british in _BRITISH:
        for one, other in ((american, british), (british, american)):
            if one in subject.name.upper():
                return subject.name.upper().replace(one, other)
    return None


def _plural(subject: Subject, _dice: random.Random) -> str | None:
    found = _PLURALS.search(subject.name.upper())
    if not found:
        return None
    word = found[0]
    if word.endswith(("Y", "IES")):
        other = word[:-1] + "IES" if word.endswith("Y") else word[:-3] + "Y"
    else:
        other = word[:-1] if word.endswith("S") else word + "S"
    return subject.name.upper().replace(word, other, 1)


def _very_long(subject: Subject, _dice: random.Random) -> str | None:
    address = ", registered office House 18 D, Premise 1, Lenina Street, 368730, Akhty, Russian Federation"
    return f"Limited Liability Company {core(subject.name)}" + 4 * address


_FORMER = (
    *("{other} (ex {name})", "{name} (ex {other})", "{other} f.k.a. {name}", "{other} formerly {name}"),
    *("{other} (ранее {name})", "{name} F/K/A {other}", "{other} ex-{name}", "{other} EX {name}"),
)
VARIATIONS = (
    Variation("N08", "words in another order", Expected.ALERT, _reordered),
    Variation("N09", "a common word missing", Expected.ALERT, _word_missing, COMPANIES),
    Variation("N09", "a common word missing", Expected.REVIEW, _word_missing, BOTH - COMPANIES),
    Variation("N10", "a general word added", Expected.ALERT, _noise),
    Variation("N11", "words abbreviated", Expected.ALERT, _shortened),
    Variation("N13", "first word as initial", Expected.REVIEW, _first_as_initial),
    Variation("N37", "first word repeated", Expected.ALERT, _repeated),
    Variation("N40", "former name marked", Expected.ALERT, _beside_another(_FORMER)),
    Variation(
        "N42", "several names", Expected.ALERT, _beside_another(("{other}; {name}", "{name} / {other}"))
    ),
    Variation("N43", "address merged", Expected.ALERT, _in_place, COMPANIES),
    Variation("N44", "branch of it", Expected.REVIEW, _branch, COMPANIES),
    Variation("N45", "British or American", Expected.SAME, _british),
    Variation("N45", "plural or singular", Expected.SAME, _plural, COMPANIES),
    Variation("N49", "300 characters and more", Expected.ALERT, _very_long, COMPANIES),
)
