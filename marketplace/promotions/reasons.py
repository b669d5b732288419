"""Why something is made, placed, taken out or ended: canned words, as data with a version."""

from pathlib import Path

from marketplace.errors import RuleBroken
from marketplace.reasons import read

REASONS = read(Path(__file__).parent / "data" / "reasons.toml")
LONGEST = 1_000


def checked(kind: str, code: str, reason: str) -> tuple[str, str]:
    """A code of the list and the words that people read; RuleBroken when that says nothing."""
    words = reason.strip() or REASONS.words(code, "", kind)
    if code and REASONS.named(code, kind) is None:
        raise RuleBroken("Alasan ini tidak cocok dengan keputusannya.", "reason_code")
    if len(words) > LONGEST:
        raise RuleBroken("Alasan paling panjang %(most)s huruf.", "reason", most=LONGEST)
    return code, words
