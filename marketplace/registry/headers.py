"""What a header means: by alias, then by abbreviation, separated or run together."""

import re
from functools import cache, lru_cache

from marketplace.registry.fields import COOPERATIVES, Fields, words_of

SHORTEST_PREFIX = 3
YEAR = re.compile(r"\b20\d\d\b")
PERSONAL = "data pribadi, tidak disimpan"
TOO_LITTLE = frozenset(("nomor", "tanggal", "nama", "status"))


@cache
def _aliases(of: Fields) -> dict[str, str]:
    """Every known header, with and without spaces, to its field."""
    known: dict[str, str] = {}
    for field in of.all.values():
        for alias in (field.name, field.term, field.label, *field.aliases):
            words = words_of(alias)
            known.setdefault(words, field.name)
            known.setdefault(words.replace(" ", ""), field.name)
    return known


@cache
def _asides(of: Fields) -> dict[str, str]:
    return {
        spelling: why
        for why, headers in of.raw["set_aside"].items()
        for header in headers
        for spelling in (words_of(header), words_of(header).replace(" ", ""), canonical(header, of))
        if spelling
    }


@cache
def _lexicon(of: Fields) -> dict[str, str]:
    """Abbreviation or full word to the full word."""
    lexicon: dict[str, str] = {}
    for full, short_forms in of.raw["words"].items():
        lexicon.setdefault(full, full)
        for short in short_forms:
            lexicon.setdefault(short, full)
    for field in of.all.values():
        for word in (word for alias in field.aliases for word in alias.split()):
            if len(word) > SHORTEST_PREFIX:
                lexicon.setdefault(word, word)
    return lexicon


@cache
def _signatures(of: Fields) -> dict[frozenset[str], str]:
    """The set of full words of each alias to its field, most specific aliases included."""
    signatures: dict[frozenset[str], str] = {}
    for field in of.all.values():
        for alias in field.aliases:
            signatures.setdefault(frozenset(canonical(alias, of).split()), field.name)
    return signatures


def by_alias(header: str, of: Fields = COOPERATIVES) -> str | None:
    """The field whose alias this header is, separators and case aside."""
    words = words_of(header)
    return _aliases(of).get(words) or _aliases(of).get(words.replace(" ", ""))


def by_abbreviation(header: str, of: Fields = COOPERATIVES) -> str | None:
    """The field whose words this header shortens: `nm kop`, `tglbh`, `jml_angg_l`."""
    words = canonical(header, of)
    if not words:
        return None
    if field := _aliases(of).get(words):
        return field
    signatures = _signatures(of)
    if field := signatures.get(frozenset(words.split())):
        return field
    told = frozenset(word for word in words.split() if not YEAR.fullmatch(word))
    told -= frozenset(of.raw["fillers"])
    if (len(told) == 1 and told <= TOO_LITTLE) or not told:
        return None
    fields = {
        field
        for signature, field in signatures.items()
        if signature - frozenset(of.raw["fillers"]) == told
    }
    return fields.pop() if len(fields) == 1 else None


def year_in(header: str) -> int:
    """The year that a header speaks of: `RAT 2024`; 0 when it names none."""
    years = YEAR.findall(words_of(header))
    return int(years[-1]) if years else 0


@lru_cache(maxsize=1000)
def scale_in(header: str, of: Fields = COOPERATIVES) -> str:
    """The unit of money that a header states for its cells: `Aset (Rp Juta)`; else nothing."""
    words = frozenset(words_of(header).split())
    return next((unit for unit, said in of.raw["scales"].items() if words & frozenset(said)), "")


def without_options(header: str) -> str:
    """A header without the answers it offers: `RAT 2024 (SUDAH/BELUM)`."""
    return re.sub(r"\([^()]*/[^()]*\)", " ", header)


def set_aside(header: str, of: Fields = COOPERATIVES) -> str | None:
    """Why a known header is not kept: row numbers, people's data, what nobody needs."""
    words = words_of(header)
    asides = _asides(of)
    why = (
        asides.get(words) or asides.get(words.replace(" ", "")) or asides.get(canonical(header, of))
    )
    told = frozenset(words.split())
    is_personal = told & frozenset(of.raw["people"]) and ("alamat" not in told or "email" in told)
    return why or (PERSONAL if is_personal else None)


@cache
def canonical(header: str, of: Fields = COOPERATIVES) -> str:
    """The header with every word written in full; empty when a part is not understood."""
    full: list[str] = []
    for token in words_of(header).split():
        words = _expand(token, of)
        if words is None:
            return ""
        full.extend(words)
    joined = " ".join(full).replace("badan hukum", "bh").replace("bh", "badan hukum")
    return joined.replace("nbh", "nomor badan hukum")


def _expand(token: str, of: Fields) -> list[str] | None:
    lexicon = _lexicon(of)
    if token in lexicon:
        return [lexicon[token]]
    if token in ("l", "p", "w"):
        return [{"l": "pria", "p": "p", "w": "wanita"}[token]]
    if token in of.raw["fillers"] or token.isdigit():
        return [token]
    if len(token) >= SHORTEST_PREFIX:
        fulls = {full for full in of.raw["words"] if full.startswith(token)}
        if len(fulls) == 1:
            return [fulls.pop()]
    return _split(token, of)


@cache
def _split(token: str, of: Fields) -> list[str] | None:
    """A run-together header cut into known pieces; the fewest pieces win."""
    lexicon = _lexicon(of)
    best: list[list[str] | None] = [[]] + [None] * len(token)
    for end in range(1, len(token) + 1):
        for start in range(end):
            before, piece = best[start], token[start:end]
            if before is None:
                continue
            full = lexicon.get(piece) or _tail(piece, start, end == len(token), of)
            shorter = best[end]
            if full and (shorter is None or len(before) + 1 < len(shorter)):
                best[end] = [*before, full]
    return best[-1]


def _tail(piece: str, start: int, is_last: bool, of: Fields) -> str | None:
    """The last letter of `anggl` or `jmlanggp`, and short beginnings of known words."""
    if is_last and start > SHORTEST_PREFIX and piece in ("l", "p", "w"):
        return {"l": "pria", "p": "p", "w": "wanita"}[piece]
    if len(piece) > SHORTEST_PREFIX:
        fulls = {full for full in of.raw["words"] if full.startswith(piece)}
        return fulls.pop() if len(fulls) == 1 else None
    return None
