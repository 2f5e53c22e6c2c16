"""Scripts that need more than a letter-for-letter table: Arabic and Hebrew, Korean, Chinese."""

import re

from anyascii import anyascii

# Arabic and Persian letters as English-language lists write their sounds. Vowel letters are left out:
# short vowels are not written, so a word of these scripts is compared by its consonants.
_ARABIC = {
    "ب": "b", "پ": "p", "ت": "t", "ث": "th", "ج": "j", "چ": "ch", "ح": "h", "خ": "kh", "د": "d",
    "ذ": "dh", "ر": "r", "ز": "z", "ژ": "zh", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t",
    "ظ": "z", "غ": "gh", "ف": "f", "ق": "q", "ک": "k", "ك": "k", "گ": "g", "ل": "l", "م": "m",
    "ن": "n", "ه": "h", "ة": "",
}  # fmt: skip
_HEBREW = {
    "ב": "b", "ג": "g", "ד": "d", "ה": "h", "ז": "z", "ח": "h", "ט": "t", "כ": "k", "ך": "k",
    "ל": "l", "מ": "m", "ם": "m", "נ": "n", "ן": "n", "ס": "s", "פ": "p", "ף": "f", "צ": "ts",
    "ץ": "ts", "ק": "k", "ר": "r", "ש": "sh", "ת": "t",
}  # fmt: skip
_ABJAD = _ARABIC | _HEBREW
_ABJAD_WORD = re.compile("[\u0590-\u05ff\u0600-\u06ff]+")
_SYLLABIC = re.compile("[\u4e00-\u9fff\u3400-\u4dbf\uac00-\ud7a3]")

# Korean by McCune-Reischauer without its diacritics, the basis of the romanisation that lists use.
_INITIALS = [
    "k",
    "kk",
    "n",
    "t",
    "tt",
    "r",
    "m",
    "p",
    "pp",
    "s",
    "ss",
    "",
    "j",
    "jj",
    "ch",
    "k",
    "t",
    "p",
    "h",
]
_MEDIALS = [
    "a",
    "ae",
    "ya",
    "yae",
    "o",
    "e",
    "yo",
    "ye",
    "o",
    "wa",
    "wae",
    "oe",
    "yo",
    "u",
    "wo",
    "we",
    "wi",
    "yu",
    "u",
    "ui",
    "i",
]
_FINALS = [
    "",
    "k",
    "k",
    "k",
    "n",
    "n",
    "n",
    "t",
    "l",
    "k",
    "m",
    "p",
    "l",
    "l",
    "p",
    "l",
    "m",
    "p",
    "p",
    "t",
    "t",
    "ng",
    "t",
    "t",
    "k",
    "t",
    "p",
    "t",
]


def is_abjad(word: str) -> bool:
    """Say whether a word is written in a script that leaves its vowels out."""
    return bool(_ABJAD_WORD.fullmatch(word))


def abjad_consonants(word: str) -> str:
    """Write an Arabic, Persian or Hebrew word as its consonants in Latin letters, without the article.

    >>> abjad_consonants("کشتیرانی"), abjad_consonants("محمد")
    ('kshtrn', 'mhmd')
    """
    stem = word.removeprefix("ال") if len(word) > 4 else word
    return "".join(_ABJAD.get(letter, "") for letter in stem)


def split_syllables(word: str) -> list[str]:
    """Cut a word before and after each Chinese or Korean character: each is a word of its own in Latin."""
    return [part for part in re.split(f"({_SYLLABIC.pattern})", word) if part]


def syllable(character: str) -> str:
    """Read a Chinese character in pinyin, a Korean one in McCune-Reischauer; other text by its letters.

    >>> [syllable(c) for c in "김정은"], [syllable(c) for c in "海运"]
    (['kim', 'jong', 'un'], ['hai', 'yun'])
    """
    if not "\uac00" <= character <= "\ud7a3":
        return anyascii(character).lower()
    number = ord(character) - 0xAC00
    return _INITIALS[number // 588] + _MEDIALS[number % 588 // 28] + _FINALS[number % 28]
