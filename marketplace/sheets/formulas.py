"""No cell of an export is a formula, and what was added for that is taken off when it is read."""

import re

# What a spreadsheet program takes for the beginning of a formula, with spaces before it.
_STARTS = r"\s*[=+\-@\t\r＝＋－＠]"
_FORMULA = re.compile(rf"'*(?:{_STARTS}|[\t\r])")
_NEUTRAL = re.compile(rf"'+(?:{_STARTS}|[\t\r])")


def neutral(cell: str) -> str:
    """A cell of a CSV export: an apostrophe before what would otherwise be calculated."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def kept_apart(cell: str) -> str:
    """A cell of an XLSX export, which is text by its type: only own apostrophes are doubled."""
    return f"'{cell}" if _NEUTRAL.match(cell) else cell


def plain(cell: str) -> str:
    """A cell as it was before `neutral` or `kept_apart`."""
    return cell[1:] if cell[:1] == "'" and _NEUTRAL.match(cell) else cell
