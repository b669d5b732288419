"""Numbers and addresses of people inside a cell: found, so that none of them is kept."""

import re

HIDDEN = "(data pribadi, tidak disimpan)"
_NIK_KTP = re.compile(r"(?<!\d)[1-9]\d{15}(?!\d)")
_MAIL = re.compile(r"(?:e-?mail\s*[:.]?\s*)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_AROUND = r"[\s,;/(]*(?:%s)\)?"
_EITHER = re.compile(_AROUND % f"{_NIK_KTP.pattern}|{_MAIL.pattern}", re.IGNORECASE)


def has_number_or_mail(text: str) -> bool:
    """Whether a NIK KTP or an e-mail address stands in a text."""
    return bool(_NIK_KTP.search(text) or _MAIL.search(text))


def without(text: str) -> str:
    """A text without them, and without the marks that led to them."""
    return _EITHER.sub("", text).strip(" ,;/")


def hidden(cell: str) -> str:
    """A cell that is kept as it was written, unless it names a person's number or address."""
    return HIDDEN if has_number_or_mail(cell) else cell
