"""Why officers may look at what is kept locked, as data with a version."""

import tomllib
from functools import cache
from pathlib import Path

from marketplace.accounts.models.private import LONGEST_REASON
from marketplace.errors import RuleBroken

DATA = Path(__file__).parent / "data" / "viewing_reasons.toml"
OTHER = "other"


@cache
def reasons() -> dict[str, str]:
    """Each reason's words by its code; cached for the life of the process."""
    with DATA.open("rb") as file:
        return {row["code"]: row["words"] for row in tomllib.load(file)["reason"]}


def check(code: str, words: str) -> str:
    """The words in one line; RuleBroken when the code is unknown, or `other` says nothing."""
    words = " ".join(words.split())
    if code not in reasons():
        raise RuleBroken("Pilih alasan melihat.", "reason_code")
    if code == OTHER and not words:
        raise RuleBroken("Tulis alasannya.", "reason")
    if len(words) > LONGEST_REASON:
        raise RuleBroken("Paling panjang 300 huruf.", "reason")
    return words
