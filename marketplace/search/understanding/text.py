"""From any text to runs of letters and runs of digits, whatever was typed or pasted."""

import re
import unicodedata

LONGEST_TEXT = 20_000
LONGEST_QUERY = 400
LONGEST_WORD = 40

_APOSTROPHE = re.compile(r"(?<=[^\W\d_])['’ʼ`](?=[^\W\d_])")
_PIECE = re.compile(r"[^\W\d_]+|\d+")


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Mn", "Cf"):  # joiners and direction overrides are not seen: they split nothing
        return ""
    return " " if category.startswith("C") else character


def normalised(text: str, longest: int = LONGEST_TEXT) -> str:
    """Lower-case text in one Unicode form, without accents, controls or direction overrides."""
    text = unicodedata.normalize("NFKD", text[:longest]).lower()
    if not text.isascii() or not text.isprintable():
        text = "".join(map(_visible, text))
    return _APOSTROPHE.sub("", text)


def pieces(text: str, longest: int = LONGEST_TEXT) -> list[str]:
    """Split text into runs of letters and runs of digits: `250gr` is `250` and `gr`."""
    return letters_and_digits(normalised(text, longest))


def letters_and_digits(text: str) -> list[str]:
    """Split a text that is normalised."""
    return [piece[:LONGEST_WORD] for piece in _PIECE.findall(text)]
