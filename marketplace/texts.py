"""What people type, cleaned of what they cannot see."""

import unicodedata


def clean_text(value: str | None) -> str | None:
    """A typed text without control characters and outer spaces, in NFC; lines are kept."""
    if value is None:
        return None
    if value.isascii() and value.isprintable():
        return value.strip()
    value = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))
    # The zero-width joiner holds emoji together; other invisible characters only deceive.
    kept = (
        c
        for c in value
        if c in "\n\u200d" or unicodedata.category(c) not in ("Cc", "Cs", "Co", "Cf")
    )
    return "".join(kept).strip()


def one_line(value: str | None) -> str | None:
    """A typed text on one line, single spaces."""
    cleaned = clean_text(value)
    return cleaned if cleaned is None else " ".join(cleaned.split())
