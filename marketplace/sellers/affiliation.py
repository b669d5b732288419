"""*Anggota Koperasi …*: a cooperative's name as people read it, out of a register that shouts."""

import re

from marketplace.sentences import Sentence

# What stays in capitals when a shouted name is lowered.
_ABBREVIATIONS = frozenset(
    {
        *("KSP", "KSU", "KUD", "KPRI", "KPN", "KSPPS", "BMT", "KJKS", "KBMT", "PKPRI", "KOPMA"),
        *("TNI", "POLRI", "RI", "PT", "CV", "RSUD", "SMP", "SMA", "SD", "SMK", "PGRI", "UMKM"),
        *("II", "III", "IV", "VI", "VII"),
    }
)
_KIND = re.compile(
    r"^(koperasi|kop\b|ksp|ksu|kud|kspps|kjks|kpri|kpn|kopkar|koppas|kopwan|kopti|koptan|bmt|kbmt"
    r"|prim|puskop|pkpri|kopma|koppontren|kopontren)",
    re.IGNORECASE,
)


def readable(name: str) -> str:
    """`KOPERASI PRODUSEN KARYA MELINJO` is `Koperasi Produsen Karya Melinjo`; mixed case stays."""
    words = " ".join(name.split())
    if words != words.upper():
        return words
    return " ".join(_lowered(word) for word in words.split(" "))


def _lowered(word: str) -> str:
    bare = re.sub(r"[^A-Z]", "", word)
    return word if bare in _ABBREVIATIONS else word[:1] + word[1:].lower()


def badge_words(kind: str, name: str) -> str:
    """What a badge of a kind says of its shop: one of three short sentences."""
    if kind == "cooperative":
        return Sentence("Koperasi terverifikasi")
    if kind == "business":
        return Sentence("UMKM ber-NIB")
    return membership(name)


def membership(name: str) -> str:
    """`Anggota Koperasi Karya Melinjo`, whether or not the name says what it is."""
    words = readable(name)
    named = words if _KIND.match(words) else f"Koperasi {words}"
    return Sentence("Anggota %(cooperative)s", cooperative=named)
