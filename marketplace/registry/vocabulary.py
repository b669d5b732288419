"""The closed and open lists of values, read from versioned data, typos and all."""

import json
import re
from functools import cache
from typing import Any

from rapidfuzz import fuzz

from marketplace.registry.cells import Unreadable, clean
from marketplace.registry.fields import DATA, label, words_of

ALIKE = 88
DENIALS = frozenset(("tidak", "belum", "non", "tdk", "bukan"))


@cache
def raw() -> dict[str, Any]:
    """The versioned vocabulary."""
    return dict(json.loads((DATA / "vocabulary.json").read_text("utf-8")))


@cache
def _spellings(field: str) -> dict[str, str]:
    spelled: dict[str, str] = {}
    for value, others in raw()["choices"][field]["values"].items():
        for spelling in (value, *others):
            spelled.setdefault(words_of(spelling), value)
    return spelled


def is_open(field: str) -> bool:
    """Whether a list keeps values that it does not know."""
    return bool(raw()["choices"][field]["open"])


def choice(field: str, cell: str) -> str | None:
    """The value of a list that a cell means; an open list keeps what it does not know."""
    text = clean(cell)
    if not text:
        return None
    value = known(field, text)
    if value is not None:
        return value
    if is_open(field):
        return text
    raise Unreadable(f"“{text[:60]}” tidak dikenal sebagai {label(field).lower()}")


def known(field: str, text: str) -> str | None:
    """The listed value that a text means, allowing for typing errors; None when there is none."""
    spelled = _spellings(field)
    wanted = words_of(text)
    if wanted in spelled:
        return spelled[wanted]
    if len(wanted) < 5:
        return None
    denied = bool(DENIALS & set(wanted.split()))
    near = [
        (fuzz.ratio(wanted, spelling), value)
        for spelling, value in spelled.items()
        if denied == bool(DENIALS & set(spelling.split()))
    ]
    best = max(near, default=(0.0, ""))
    rivals = {value for score, value in near if score >= best[0] - 3}
    return best[1] if best[0] >= ALIKE and len(rivals) == 1 else None


def grade(cell: str) -> str | None:
    """A grade, exactly: letters are too short to guess at."""
    text = clean(cell).upper().removeprefix("GRADE").strip(" .:-")
    text = re.sub(r"^([A-F][12]?)\s*(?:[/:–-]\s*[A-Z ]+|\([A-Z ]+\))$", r"\1", text)
    if not text:
        return None
    compact = text.replace("-", "").replace(" ", "").replace(".", "")
    if compact in raw()["grades"] or compact in raw()["older_grades"]:
        return compact
    raise Unreadable(f"grade “{text[:20]}” tidak dikenal")


def flag_of(header: str) -> tuple[str, str] | None:
    """The field and value that a 1 in a flag column under this header stands for."""
    entry = raw()["flags"].get(header)
    return (entry[0], entry[1]) if entry else None
