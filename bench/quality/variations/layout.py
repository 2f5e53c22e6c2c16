"""Case, punctuation, blanks, invisible characters, look-alike letters: how a name is set, not spelled."""

import random
import re
from itertools import pairwise

from bench.quality.variations.forms import with_other_form, without_form
from bench.quality.variations.variation import (
    COMPANIES,
    VESSELS,
    Expected,
    Subject,
    Variation,
    replaced,
    word_to_change,
)

_TWINS = dict(zip("ABEKMHOPCTXaeopcx", "АВЕКМНОРСТХаеорсх", strict=True))
_ACCENTS = dict(zip("AEIOUNCSYZ", "ÁÉÎÔÜÑÇŠÝŽ", strict=True))
_EXPANDED = {"AE": "Ä", "OE": "Ö", "UE": "Ü"}
_LEET = dict(zip("AEIOST", "431057", strict=True))
_PRINT = (("M", "RN"), ("O", "0"), ("I", "1"), ("L", "1"), ("S", "5"), ("B", "8"), ("L", "I"))
_RUSSIAN_KEYS = dict(zip("qwertyuiopasdfghjklzxcvbnm", "йцукенгшщзфывапролдячсмить", strict=True))


def _case(subject: Subject, dice: random.Random) -> str | None:
    return dice.choice((str.lower, str.title, str.swapcase))(subject.name)


def _punctuation(subject: Subject, dice: random.Random) -> str | None:
    plain = re.sub(r"[\"'“”,.()]", "", subject.name)
    if dice.random() < 0.5 and "-" in plain:
        return re.sub(r"\s*-\s*", " ", plain)
    return dice.choice(("«{}»", '"{}"', "{}.", "{},", "'{}'", "({})")).format(plain)


def _joined(subject: Subject, dice: random.Random) -> str | None:
    words = subject.core_words
    places = [i for i, (a, b) in enumerate(pairwise(words)) if (a + b).isalpha() and min(len(a), len(b)) > 1]
    if not places:
        return None
    place = dice.choice(places)
    return " ".join([*words[:place], words[place] + words[place + 1], *words[place + 2 :]])


def _split(subject: Subject, dice: random.Random) -> str | None:
    words = subject.words
    place = word_to_change(subject, 7)
    if place is None:
        return None
    at = dice.randrange(3, len(words[place]) - 2)
    return replaced(words, place, words[place][:at] + " " + words[place][at:])


def _form_swapped(subject: Subject, dice: random.Random) -> str | None:
    return with_other_form(subject.name, dice.randrange(100))


def _form_dropped(subject: Subject, _dice: random.Random) -> str | None:
    return without_form(subject.name)


def _form_added(subject: Subject, dice: random.Random) -> str | None:
    if with_other_form(subject.name, 0) is not None:
        return None
    return dice.choice(("{} LLC", "OOO {}", "{} LTD", "{} Co., Ltd.", "{} JSC")).format(subject.name)


def _prefix(subject: Subject, dice: random.Random) -> str | None:
    return dice.choice(("M/V {}", "MV {}", "MT {}", "M.V. {}", "т/х «{}»", "M/T {}", "SS {}")).format(
        subject.name
    )


def _accented(subject: Subject, dice: random.Random) -> str | None:
    letters = [i for i, ch in enumerate(subject.name) if ch.upper() in _ACCENTS]
    if not letters:
        return None
    chosen = set(dice.sample(letters, min(2, len(letters))))
    return "".join(_ACCENTS[ch.upper()] if i in chosen else ch for i, ch in enumerate(subject.name))


def _umlaut(subject: Subject, _dice: random.Random) -> str | None:
    pattern = re.compile("(?<![AEIOUQ])(?:AE|OE|UE)(?![AEIOU])")
    is_german = bool({"DE", "AT", "CH", "LI"} & set(subject.entity.countries))
    if not is_german or not pattern.search(subject.name.upper()):
        return None
    return pattern.sub(lambda found: _EXPANDED[found[0]], subject.name.upper())


def _homoglyph(subject: Subject, dice: random.Random) -> str | None:
    places = [i for i, ch in enumerate(subject.name) if ch in _TWINS]
    if not places:
        return None
    chosen = set(dice.sample(places, min(dice.choice((1, 2, 3)), len(places))))
    return "".join(_TWINS[ch] if i in chosen else ch for i, ch in enumerate(subject.name))


def _invisible(subject: Subject, dice: random.Random) -> str | None:
    name = subject.name
    at = dice.randrange(1, len(name)) if len(name) > 1 else 1
    char = dice.choice(("\u200b", "\u00ad", "\u200d", "\u202e", "\u2060", "\ufeff"))
    return (name[:at] + char + name[at:]).replace(" ", dice.choice((" ", "\u00a0", "\u2009")))


def _full_width(subject: Subject, _dice: random.Random) -> str | None:
    return "".join(chr(ord(ch) + 0xFEE0) if "!" <= ch <= "~" else "\u3000" for ch in subject.name)


def _leet(subject: Subject, dice: random.Random) -> str | None:
    place = word_to_change(subject, 5)
    if place is None:
        return None
    letters = dice.sample(sorted(_LEET), 3)
    word = subject.words[place].upper()
    return replaced(subject.words, place, "".join(_LEET[ch] if ch in letters else ch for ch in word))


def _misread(subject: Subject, dice: random.Random) -> str | None:
    place = word_to_change(subject, 5)
    if place is None:
        return None
    word = subject.words[place].upper()
    possible = [(one, other) for one, other in _PRINT if one in word]
    if not possible:
        return None
    one, other = dice.choice(possible)
    return replaced(subject.words, place, word.replace(one, other, 1))


def _keyboard(subject: Subject, _dice: random.Random) -> str | None:
    name = subject.name.lower()
    if not any(ch in _RUSSIAN_KEYS for ch in name):
        return None
    return "".join(_RUSSIAN_KEYS.get(ch, ch) for ch in name)


VARIATIONS = (
    Variation("N02", "case", Expected.SAME, _case),
    Variation("N03", "punctuation, quotes", Expected.SAME, _punctuation),
    Variation("N04", "two words joined", Expected.ALERT, _joined),
    Variation("N04", "a word split", Expected.ALERT, _split),
    Variation("N05", "legal form written otherwise", Expected.SAME, _form_swapped, COMPANIES),
    Variation("N05", "legal form dropped", Expected.SAME, _form_dropped, COMPANIES),
    Variation("N05", "legal form added", Expected.SAME, _form_added, COMPANIES),
    Variation("N07", "vessel prefix", Expected.SAME, _prefix, VESSELS),
    Variation("N28", "accents added", Expected.SAME, _accented),
    Variation("N28", "AE, OE, UE as umlaut", Expected.SAME, _umlaut),
    Variation("N29", "Cyrillic look-alikes", Expected.ALERT, _homoglyph),
    Variation("N30", "invisible characters", Expected.SAME, _invisible),
    Variation("N30", "full width", Expected.SAME, _full_width),
    Variation("N31", "leetspeak", Expected.ALERT, _leet),
    Variation("N32", "misread in print (OCR)", Expected.ALERT, _misread),
    Variation("N33", "typed on the Russian layout", Expected.REVIEW, _keyboard),
)
