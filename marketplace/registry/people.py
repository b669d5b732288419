"""Numbers and addresses of people inside a cell: found, so that none of them is kept."""

import re

HIDDEN = "(data pribadi, tidak disimpan)"
_NIK_KTP = r"(?<!\d)[1-9]\d{15}(?!\d)"
_MAIL = r"(?:e-?mail\s*[:.]?\s*)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_MOBILE = (
    r"(?:\b(?:no|nomor|telp|tlp|hp|wa)\b[.:\s]*)*(?<!\d)(?:\+?62|0)[ -]?8(?:[ -]?\d){7,11}(?!\d)"
)
# Thirteen digits alone may be a NIB, many of which begin with 08.
_MAYBE_NIB = re.compile(r"\d{13}")


def _around(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"[\s,;/(]*(?:{pattern})\)?", re.IGNORECASE)


# Cheap to look for in each of a million cells: few hold either.
_SUSPECT = re.compile(r"@|\d(?:[ -]?\d){8}")
_CERTAIN = _around(f"{_NIK_KTP}|{_MAIL}")
_ANY = _around(f"{_NIK_KTP}|{_MAIL}|{_MOBILE}")


def without(text: str, *, mobiles: bool = True) -> str:
    """A text without a NIK KTP, e-mail address or mobile number, and the marks that led to it."""
    if not _SUSPECT.search(text):
        return text
    bare = (_ANY if mobiles else _CERTAIN).sub("", text)
    return text if bare == text else bare.strip(" ,;/")


def hidden(cell: str) -> str:
    """A cell as it was written, unless a person's number or address stands in it."""
    told = cell.strip().strip("'")
    if _MAYBE_NIB.fullmatch(told) or without(told) == told:
        return cell
    return HIDDEN
