"""Numbers near a typed one: a digit wrong, missing, too many, or two that changed places."""

import re
from collections.abc import Iterable, Iterator
from itertools import combinations

from marketplace.registry.cells import clean
from marketplace.registry.legal_number import key_of

DIGITS = "0123456789"
SHORTEST, LONGEST = 5, 40
SIXTEEN = 16
_LED = re.compile(r"^(?:(?:nik|ktp|nib|nomor|no|e-ktp)\b[\s.:]*)+", re.IGNORECASE)


def is_of_a_person(text: str) -> bool:
    """Whether it is the sixteen digits of a KTP and no more: never looked for, never repeated."""
    bare = _LED.sub("", clean(text))
    return len(re.sub(r"\D", "", bare)) == SIXTEEN and not re.search(r"[^\W\d_]", bare)


def thirteen_near(text: str) -> dict[str, str]:
    """Numbers of 13 digits near a typed one, each with what differs in words."""
    digits = re.sub(r"\D", "", clean(text))
    if is_of_a_person(text) or not 12 <= len(digits) <= 14:
        return {}
    return {one: words for one, words in _near(digits) if len(one) == 13}


def legal_near(text: str) -> dict[str, str]:
    """Keys of legal numbers near a typed one, each with what differs in words."""
    key = key_of(text)
    if key is None or not SHORTEST <= len(key) <= LONGEST or is_of_a_person(text):
        return {}
    near = dict(_near(key, [place for place, sign in enumerate(key) if sign.isdigit()]))
    if match := re.match(r"0*(\d+)(.+)$", key):  # `3003/BH/…` is written `003003/BH/…` elsewhere
        for width in (5, 6):
            near[f"{match[1]:0>{width}}{match[2]}"] = "angka 0 di depan berbeda"
        near[f"{match[1]}{match[2]}"] = "angka 0 di depan berbeda"
    near.pop(key, None)
    return near


def beginning(text: str) -> str | None:
    """How the key of a legal number begins that was typed without its end; None when too short."""
    key = key_of(text)
    if key is None or is_of_a_person(text):
        return None
    enough = len(key) >= 8 and ("BH" in key or key.startswith("AHU"))
    return key if enough else None


def _near(text: str, places: Iterable[int] | None = None) -> Iterator[tuple[str, str]]:
    """Variants of a number at the places of its digits; the likelier slips come last and stay."""
    at = list(range(len(text)) if places is None else places)
    for place in at:
        yield from (
            (text[:place] + digit + text[place + 1 :], f"angka ke-{place + 1} berbeda")
            for digit in DIGITS
            if digit != text[place]
        )
    for one, other in combinations(at, 2):
        if text[one] != text[other]:
            signs = list(text)
            signs[one], signs[other] = signs[other], signs[one]
            yield "".join(signs), "dua angka tertukar"
    for place in sorted({*at, *(place + 1 for place in at)}):
        yield from ((text[:place] + digit + text[place:], "satu angka hilang") for digit in DIGITS)
    for place in at:
        yield text[:place] + text[place + 1 :], "satu angka berlebih"
