"""Text typed with the wrong keyboard layout on."""

# The Russian layout (ЙЦУКЕН) key by key over the English one (QWERTY).
_RUSSIAN_KEYS = "йцукенгшщзхъфывапролджэячсмитьбюё"
_ENGLISH_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_TO_ENGLISH = str.maketrans(_RUSSIAN_KEYS, _ENGLISH_KEYS)


def typed_on_other_layout(text: str) -> str | None:
    """Give what lower-case Cyrillic text would be on an English keyboard; None for other text.

    >>> typed_on_other_layout("ьп-адще")
    'mg-flot'
    """
    if text.isascii() or not any(ch in _RUSSIAN_KEYS for ch in text) or any("a" <= ch <= "z" for ch in text):
        return None
    return text.translate(_TO_ENGLISH)
