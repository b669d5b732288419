"""Numbers and addresses of people inside a cell: found, so that none of them is kept."""

import re
from collections.abc import Mapping, Sequence

HIDDEN = "(data pribadi, tidak disimpan)"
_NIK_KTP = r"(?<!\d)[1-9]\d{15}(?!\d)"
# So many letters and no more: from each letter of a long run to its end would take minutes.
_MAIL = r"[\w.+-]{1,100}@[\w-]+(?:\.[\w-]+)+"
_MOBILE = r"(?<!\d)(?:\+?62|0)[ -]?8(?:[ -]?\d){7,11}(?!\d)"
# Thirteen digits alone may be a NIB, many of which begin with 08.
_MAYBE_NIB = re.compile(r"\d{13}")

# Cheap to look for in each of a million cells: few hold either.
_SUSPECT = re.compile(r"@|\d(?:[ -]?\d){8}")
_CERTAIN = re.compile(f"(?P<nik>{_NIK_KTP})|(?P<mail>{_MAIL})")
_ANY = re.compile(f"{_CERTAIN.pattern}|(?P<mobile>{_MOBILE})")

# What leads to a number or an address, and goes with it.
_MARKS = "".join(chr(c) for c in range(0x3001) if chr(c).isspace()) + ",;/("
_LEADS: Mapping[str, Sequence[str]] = {
    "nik": (),
    "mail": ("e-mail", "email"),
    "mobile": ("nomor", "no", "telp", "tlp", "hp", "wa"),
}
_LONGEST_LEAD = 8


def without(text: str, *, mobiles: bool = True) -> str:
    """A text without a NIK KTP, e-mail address or mobile number, and the marks that led to it."""
    if not _SUSPECT.search(text):
        return text
    kept, end = [], 0
    for found in (_ANY if mobiles else _CERTAIN).finditer(text):
        leads = _LEADS[found.lastgroup or ""]
        kept.append(_before_its_lead(text[end : found.start()], leads))
        end = found.end() + (text[found.end() : found.end() + 1] == ")")
    return "".join([*kept, text[end:]]).strip(" ,;/") if end else text


def _before_its_lead(text: str, leads: Sequence[str]) -> str:
    """What stands before `(no. HP:` and the like; walked from its end, which takes no time."""
    while True:
        bare = text.rstrip(_MARKS + ".:")
        tail = bare[-_LONGEST_LEAD:].lower()
        lead = next((one for one in leads if _ends_in(tail, one)), None)
        if lead is None:
            return text.rstrip(_MARKS)
        text = bare[: -len(lead)]


def _ends_in(tail: str, word: str) -> bool:
    before = tail[: -len(word)][-1:]
    return tail.endswith(word) and not (before.isalnum() or before == "_")


def hidden(cell: str) -> str:
    """A cell as it was written, unless a person's number or address stands in it."""
    told = cell.strip().strip("'")
    if _MAYBE_NIB.fullmatch(told) or without(told) == told:
        return cell
    return HIDDEN
