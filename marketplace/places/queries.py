"""The gazetteer: Banten whole, read once from the shipped register of regions.

Source: Kepmendagri 300.2.2-2138/2025 by way of the MIT-licensed wilayah data.
Names repeat: 155 kecamatan hold three pairs, 1,552 villages hold hundreds, so a place
is named with what surrounds it wherever a person reads it (`label`).
"""

import csv
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
PROVINCE = "36"


@dataclass(frozen=True)
class Regency:
    """A kabupaten or kota."""

    code: str
    name: str
    slug: str

    @property
    def short_name(self) -> str:
        """`Pandeglang`, but `Kota Serang` and `Kab. Serang` where the bare name says neither."""
        bare = self.name.removeprefix("Kabupaten ").removeprefix("Kota ")
        if bare in ("Serang", "Tangerang"):
            return self.name.replace("Kabupaten", "Kab.")
        return bare


@dataclass(frozen=True)
class District:
    """A kecamatan in its kabupaten or kota."""

    code: str
    name: str
    slug: str
    regency: Regency

    @property
    def label(self) -> str:
        """`Menes, Pandeglang`."""
        return f"{self.name}, {self.regency.short_name}"


@dataclass(frozen=True)
class Village:
    """A desa or kelurahan in its kecamatan."""

    code: str
    name: str
    kind: str
    postal_code: str
    district: District

    @property
    def label(self) -> str:
        """`Purwaraja, Menes, Pandeglang`: never without its kecamatan."""
        return f"{self.name}, {self.district.label}"

    @property
    def full_label(self) -> str:
        """`Desa Purwaraja, Kecamatan Menes, Kabupaten Pandeglang 42262`."""
        kind = "Desa" if self.kind == "desa" else "Kelurahan"
        return (
            f"{kind} {self.name}, Kecamatan {self.district.name}, "
            f"{self.district.regency.name} {self.postal_code}"
        )


@dataclass(frozen=True)
class Gazetteer:
    """All places of the province, by code."""

    regencies: dict[str, Regency]
    districts: dict[str, District]
    villages: dict[str, Village]


def slug_of(text: str) -> str:
    """A name as it stands in an address."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


@cache
def gazetteer() -> Gazetteer:
    """Read the shipped register; cached for the life of the process."""
    with (DATA / "kecamatan.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    regencies = {
        row["kab_code"]: Regency(row["kab_code"], row["kab_name"], slug_of(row["kab_name"]))
        for row in rows
    }
    times = Counter(row["kec_name"] for row in rows)
    bare_regencies = {r.name.split(" ", 1)[1] for r in regencies.values()}
    districts = {}
    for row in rows:
        regency = regencies[row["kab_code"]]
        name = row["kec_name"]
        alone = times[name] == 1 and name not in bare_regencies
        slug = slug_of(name if alone else f"{name} {regency.name}")
        districts[row["kec_code"]] = District(row["kec_code"], name, slug, regency)
    with (DATA / "desa.csv").open(encoding="utf-8", newline="") as file:
        villages = {
            row["desa_code"]: Village(
                row["desa_code"],
                row["desa_name"],
                row["type"],
                row["kode_pos"],
                districts[row["kec_code"]],
            )
            for row in csv.DictReader(file)
        }
    return Gazetteer(regencies, districts, villages)


def regencies() -> list[Regency]:
    """The eight kabupaten and kota, in the order of their codes."""
    return list(gazetteer().regencies.values())


def regency(code: str) -> Regency | None:
    """One kabupaten or kota."""
    return gazetteer().regencies.get(code)


def districts_of(regency_code: str) -> list[District]:
    """The kecamatan of a kabupaten or kota, by name."""
    return _children().get(regency_code, [])  # type: ignore[return-value]


def district(code: str) -> District | None:
    """One kecamatan."""
    return gazetteer().districts.get(code)


def villages_of(district_code: str) -> list[Village]:
    """The desa and kelurahan of a kecamatan, by name."""
    return _children().get(district_code, [])  # type: ignore[return-value]


def village(code: str) -> Village | None:
    """One desa or kelurahan."""
    return gazetteer().villages.get(code)


def by_code(code: str) -> Regency | District | None:
    """The kabupaten, kota or kecamatan of a code."""
    return regency(code) or district(code)


def by_slug(slug: str) -> Regency | District | None:
    """The kabupaten, kota or kecamatan at an address."""
    return _slugs().get(slug)


def find(text: str, limit: int = 12) -> list[Village]:
    """Villages whose name, or kecamatan's name, begins with or holds the text; best first."""
    wanted = slug_of(text)
    if len(wanted) < 2:
        return []
    ranked = []
    for name, around, place in _names():
        rank = _rank(wanted, name, around)
        if rank is not None:
            ranked.append((rank, place.label, place))
    ranked.sort(key=lambda entry: entry[:2])
    return [place for _, _, place in ranked[:limit]]


def _rank(wanted: str, name: str, around: str) -> int | None:
    """How well a village of this name, in this kecamatan, fits: 0 is best, None not at all."""
    fits = (
        name == wanted,
        name.startswith(wanted),
        f"{name}-{around}".startswith(wanted),
        wanted in name,
        around.startswith(wanted),
    )
    return fits.index(True) if True in fits else None


@cache
def _children() -> dict[str, list[District] | list[Village]]:
    children: dict[str, list[Any]] = {}
    for place in gazetteer().districts.values():
        children.setdefault(place.regency.code, []).append(place)
    for village_ in gazetteer().villages.values():
        children.setdefault(village_.district.code, []).append(village_)
    for them in children.values():
        them.sort(key=lambda place: place.name)
    return children


@cache
def _slugs() -> dict[str, Regency | District]:
    slugs: dict[str, Regency | District] = {r.slug: r for r in gazetteer().regencies.values()}
    slugs.update((d.slug, d) for d in gazetteer().districts.values())
    return slugs


@cache
def _names() -> list[tuple[str, str, Village]]:
    """Every village by its own name and its kecamatan's, as they are searched."""
    return [(slug_of(v.name), slug_of(v.district.name), v) for v in gazetteer().villages.values()]
