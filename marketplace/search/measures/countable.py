"""Which searches may be counted: words for goods, and nothing that may be a person's."""

import re

from marketplace.search.understanding import normalised

LONGEST = 80
MOST_DIGITS = 7  # numbers of phones, people and businesses have more

_WORD = re.compile(r"[^\W_]+")
# Addresses of mail, chats and pages, and of houses.
_ADDRESS = re.compile(
    r"@|https?:|www\.|wa\.me|\.(?:com|id|net)\b"
    r"|\b(?:jl|jln|jalan|gg|gang|perum|rt|rw)\b.*\d"
)


def countable(text: str) -> str | None:
    """The words of a search in one form, without signs; None where it must not be kept.

    That is a text with eight digits or more, an address, one longer than a search for goods,
    or one without a letter.
    """
    said = normalised(text[: 4 * LONGEST])
    if sum(map(str.isdecimal, said)) > MOST_DIGITS or _ADDRESS.search(said):
        return None
    words = " ".join(_WORD.findall(said))
    if len(words) > LONGEST or not any(map(str.isalpha, words)):
        return None
    return words
