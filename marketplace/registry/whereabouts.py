"""Place names of a register matched with Banten's codes; a repeated name is never guessed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any, Protocol, TypeVar

from rapidfuzz import fuzz

from marketplace.places import queries as places
from marketplace.registry.fields import words_of

ALIKE = 86
SPOKEN = {
    "tangsel": "tangerangselatan",
    "tangselatan": "tangerangselatan",
    "tngselatan": "tangerangselatan",
}
INFERRED = "kabupaten/kota disimpulkan dari kecamatan"
UNKNOWN = "kabupaten/kota tidak diketahui; nyatakan saat mengunggah berkas"
SAME = {
    "cipocok": "cipocokjaya",
    "grogol": "gerogol",
    "kalapadua": "kelapadua",
    "kadu hejo": "kaduhejo",
}
ABBREVIATED = (
    (r"\bt(?:a?ng|n?gr|n?grg|ngerang)\b", "tangerang"),
    (r"\bsrg\b", "serang"),
    (r"\b(?:pdg|pdgl|pandegl)\b", "pandeglang"),
    (r"\bclg\b", "cilegon"),
    (r"\blbk\b", "lebak"),
    (r"\bpd\b", "pondok"),
    (r"\bsel\b", "selatan"),
    (r"\but\b|\butr\b", "utara"),
    (r"\btim\b|\btmr\b", "timur"),
    (r"\bgn\b|\bgng\b", "gunung"),
)
_KAB = re.compile(r"^(?:kabupaten|kab)\b\s*|^kab(?=pandeglang|lebak|tangerang|serang)")
_KOTA = re.compile(r"^(?:kota(?:madya)?|kodya|kotif|kt)\b\s*|^kota(?=tangerang|cilegon|serang)")
_EITHER = re.compile(r"^(?:kota (?:kab|kabupaten)|(?:kab|kabupaten) kota)\b\s*")
_IN_BANTEN = re.compile(r"(?<=\w) (?:(?:prov|provinsi|prop|propinsi) )?banten$")
_KINDS = {
    "district": re.compile(r"^(?:kecamatan|kec)\b\s*"),
    "village": re.compile(r"^(?:desa|ds|kelurahan|kel|desa kelurahan|kel desa)\b\s*"),
}


class Named(Protocol):
    """A place of the gazetteer."""

    @property
    def code(self) -> str: ...

    @property
    def name(self) -> str: ...


Place = TypeVar("Place", bound=Named)


@dataclass
class Whereabouts:
    """Codes as far as they are certain; `outside` is None where nothing is known."""

    regency: str | None = None
    district: str | None = None
    village: str | None = None
    outside: bool | None = None
    warnings: list[str] = field(default_factory=list)


@lru_cache(maxsize=4096)
def locate(
    *, province: str | None, regency: str | None, district: str | None, village: str | None,
    stated: str | None = None,
) -> Whereabouts:  # fmt: skip
    """Where a row's cooperative is; `stated` is the kab/kota that the officer gave the file.

    What comes back is shared by all rows that say the same: nobody changes it.
    """
    where = Whereabouts()
    if province and not _is_banten(province):
        where.outside = True
        where.warnings.append(f"provinsi {province} di luar Banten")
        return where
    candidates = _candidates(regency, stated, where)
    if where.outside:
        return where
    if district:
        _place_district(where, candidates, district, is_only_stated=not regency)
    if where.outside is None and where.regency is None and len(candidates) == 1:
        where.regency = candidates[0]
    if where.regency is not None and where.outside is None:
        where.outside = False
        _place_village(where, village)
    elif where.outside is None:
        where.warnings.append(_unknown(regency, candidates))
    return where


def place(values: dict[str, Any], stated: str | None) -> list[str]:
    """Put the codes of a row's places beside their names; returns what is doubtful in words."""
    where = locate(
        province=values.get("province_name"),
        regency=values.get("regency_name"),
        district=values.get("district_name"),
        village=values.get("village_name"),
        stated=stated,
    )
    values.update(
        regency_code=where.regency, district_code=where.district, village_code=where.village,
        outside_banten=where.outside,
    )  # fmt: skip
    return where.warnings


def regency_codes(name: str) -> list[str]:
    """The kab/kota of Banten that a name can mean: none, one, or two for a bare `Serang`."""
    digits = re.sub(r"\D", "", name)
    if re.fullmatch(r"[\d.\s]+", name.strip()) and len(digits) == 4:
        code = f"{digits[:2]}.{digits[2:]}"
        return [code] if places.regency(code) else []
    words = _IN_BANTEN.sub("", words_of(name))
    if either := _EITHER.match(words):
        words = words[either.end() :]
    kind = "Kota" if _KOTA.match(words) else "Kabupaten" if _KAB.match(words) else None
    bare = _KOTA.sub("", _KAB.sub("", words)) if kind else words
    wanted = _squash(bare)
    wanted = SPOKEN.get(wanted, wanted)
    known = {
        r.code: (r.name.split(" ", 1)[0], _squash(r.name.split(" ", 1)[1]))
        for r in places.regencies()
    }
    alike = [code for code, (_kind, bare_name) in known.items() if bare_name == wanted]
    if not alike and len(wanted) > 4:
        alike = [
            code
            for code, (_k, bare_name) in known.items()
            if fuzz.ratio(bare_name, wanted) >= ALIKE
        ]
    exact = [code for code in alike if known[code][0] == kind]
    return exact or alike


def district_codes(name: str, within: Iterable[str] | None = None) -> list[str]:
    """The kecamatan that a name can mean, in some kab/kota or in all of Banten."""
    regencies = list(within) if within is not None else [r.code for r in places.regencies()]
    found = [
        _match("district", name, places.districts_of(code), exactly=within is None)
        for code in regencies
    ]
    return [code for code in found if code]


def is_place(field_name: str, cell: str) -> bool:
    """Whether a cell names a kab/kota, or a kecamatan, of Banten."""
    if field_name == "regency_name":
        return bool(re.match(r"(?i)\s*(?:kab|kota)", cell)) and bool(regency_codes(cell))
    return bool(district_codes(cell))


def _is_banten(province: str) -> bool:
    bare = re.sub(r"^(?:provinsi|propinsi|prov|prop) ", "", words_of(province))
    return bare in ("banten", "36") or fuzz.ratio(bare, "banten") >= ALIKE


def _candidates(regency: str | None, stated: str | None, where: Whereabouts) -> list[str]:
    """The kab/kota that a row may lie in, before its kecamatan is looked at."""
    if not regency:
        return [stated] if stated else []
    codes = regency_codes(regency)
    if not codes:
        where.outside = True
        where.warnings.append(f"{regency} di luar Banten")
    elif len(codes) > 1 and stated in codes:
        return [stated]
    return codes


def _place_district(
    where: Whereabouts, candidates: list[str], district: str, *, is_only_stated: bool
) -> None:
    codes = district_codes(district, candidates or None)
    if len(codes) == 1:
        where.district, where.regency = codes[0], codes[0][:5]
        if not candidates:
            where.warnings.append(INFERRED)
    elif codes:
        around = " dan ".join(_name(code[:5]) for code in codes)
        where.warnings.append(f"kecamatan {district} ada di {around}")
    elif not candidates:
        where.outside = True
        where.warnings.append(f"kecamatan {district} tidak ada di Banten: di luar Banten")
    else:
        around = " / ".join(_name(code) for code in candidates)
        where.warnings.append(f"kecamatan {district} tidak ditemukan di {around}")
        if is_only_stated:
            _doubt_statement(where, candidates, district)


def _doubt_statement(where: Whereabouts, candidates: list[str], district: str) -> None:
    """The row's own kecamatan weighs more than what was stated for the whole file."""
    elsewhere = district_codes(district)
    candidates.clear()
    if len(elsewhere) == 1:
        where.district, where.regency = elsewhere[0], elsewhere[0][:5]
        where.warnings.append(INFERRED)


def _place_village(where: Whereabouts, village: str | None) -> None:
    if not village:
        return
    districts = [where.district] if where.district else [
        d.code for d in places.districts_of(where.regency or "")
    ]  # fmt: skip
    found = [_match("village", village, places.villages_of(code)) for code in districts]
    codes = [code for code in found if code]
    if len(codes) == 1:
        where.village, where.district = codes[0], codes[0][:8]
    elif codes:
        where.warnings.append(f"desa/kelurahan {village} ada di beberapa kecamatan")
    else:
        where.warnings.append(f"desa/kelurahan {village} tidak ditemukan di kecamatannya")


def _match(kind: str, name: str, among: Iterable[Place], *, exactly: bool = False) -> str | None:
    """The one place of a list that a name means: as written, or but for a letter or two."""
    known = [(place.code, _squash(place.name)) for place in among]
    written = words_of(name)
    for spelled in (written, _KINDS[kind].sub("", written)):
        wanted = _squash(spelled)
        wanted = SAME.get(wanted, wanted)
        exact = [code for code, bare in known if bare == wanted]
        if len(exact) == 1:
            return exact[0]
    if exactly or len(wanted) < 5:
        return None
    near = [(fuzz.ratio(wanted, bare), code) for code, bare in known]
    score, code = max(near, default=(0.0, ""))
    rivals = sum(other >= score - 4 for other, _code in near)
    return code if score >= ALIKE and rivals == 1 else None


@cache
def _squash(name: str) -> str:
    """Letters only, abbreviations written out: `Pulo Merak` and `Pulomerak` are one."""
    words = words_of(name)
    for pattern, full in ABBREVIATED:
        words = re.sub(pattern, full, words)
    return words.replace(" ", "")


def _unknown(regency: str | None, candidates: list[str]) -> str:
    if len(candidates) > 1:
        around = " atau ".join(_name(code) for code in candidates)
        return f"“{regency}” bisa berarti {around}; tulis Kabupaten atau Kota"
    return UNKNOWN


def _name(code: str) -> str:
    regency = places.regency(code)
    return regency.name if regency else code
