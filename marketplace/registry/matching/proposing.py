"""Which records a claim may mean, at most five, each with what speaks for it and against it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from marketplace.database import db
from marketplace.registry import tables
from marketplace.registry.badge_rules import BUSINESS
from marketplace.registry.matching import candidates, naming, numbers, twins
from marketplace.registry.matching.candidates import Candidate
from marketplace.registry.matching.naming import Name
from marketplace.registry.tables import Tables

MOST = 5
# What a name must share to be shown without a number, and what each sign is worth beside a name.
LEAST = 62.0
# A name found so alike that slips of the pen are not looked for.
SURE = 92.0
EXACT, NEAR, LIKELY_SLIP = 300.0, 25.0, 8.0
SAME_DISTRICT, SAME_REGENCY, ELSEWHERE = 9.0, 5.0, -4.0
_LIKELY = frozenset(("dua angka tertukar", "satu angka hilang", "satu angka berlebih"))


@dataclass(frozen=True)
class Asked:
    """What a claim tells: the number as typed, the names it may go by, and where the shop is."""

    kind: str
    number: str = ""
    names: tuple[str, ...] = ()
    regency_code: str | None = None
    district_code: str | None = None

    @property
    def tables(self) -> Tables:
        """The register that a claim of this kind speaks of."""
        return tables.BUSINESSES if self.kind == BUSINESS else tables.COOPERATIVES


@dataclass(frozen=True)
class Suggestion:
    """One record that may be meant; never chosen by itself."""

    record: Any
    # `number`: exactly the typed number. `near`: a number like it. `name`: a name like it.
    found_by: str
    reasons: tuple[str, ...]
    differences: tuple[str, ...]
    score: float


@dataclass(frozen=True)
class Proposal:
    """The suggestions, best first, and what an officer must look at before she picks one."""

    suggestions: tuple[Suggestion, ...]
    warnings: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.suggestions)


def propose(asked: Asked, limit: int = MOST) -> Proposal:
    """Records that a claim may mean: by number first, then by numbers near it, names and place."""
    of = asked.tables
    exact = candidates.by_number(of, asked.number) if asked.number else None
    near = candidates.near_number(of, asked.number) if asked.number else {}
    near.pop(exact or 0, None)
    names = [name for text in asked.names if (name := naming.read(text)).own]
    found = _Found(asked, names, exact, near)
    found.look_at({*near, *([exact] if exact is not None else [])})
    for keys_of in (naming.consonants_of, naming.keys_of):
        keys = {key for name in names for key in keys_of(name)}
        found.look_at(candidates.by_words(of, keys, asked.regency_code))
        if found.has_the_name:
            break
    best = sorted(found.judged.values(), key=lambda one: (-one.score, one.id))[:limit]
    records = {
        record.id: record
        for record in db.session.scalars(
            sa.select(of.record).where(of.record.id.in_([one.id for one in best]))
        )
    }
    suggestions = tuple(
        Suggestion(records[one.id], one.found_by, one.reasons, one.differences, one.score)
        for one in best
    )
    return Proposal(suggestions, tuple(_warnings(asked, names, suggestions)))


@dataclass(frozen=True)
class _Weighed:
    id: int
    found_by: str
    reasons: tuple[str, ...]
    differences: tuple[str, ...]
    score: float
    likeness: float


@dataclass
class _Found:
    """What was looked at so far, and what of it is worth showing."""

    asked: Asked
    names: list[Name]
    exact: int | None
    near: dict[int, str]
    judged: dict[int, _Weighed] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)

    @property
    def has_the_name(self) -> bool:
        """Whether looking further would hardly find a better name."""
        return any(one.likeness >= SURE for one in self.judged.values())

    def look_at(self, ids: set[int]) -> None:
        """Weigh those of these candidates that were not looked at yet."""
        for one in candidates.read(self.asked.tables, ids - self.seen):
            is_exact = one.id == self.exact
            weighed = _weighed(self.asked, self.names, one, is_exact, self.near.get(one.id))
            if weighed is not None:
                self.judged[one.id] = weighed
        self.seen |= ids


def _weighed(
    asked: Asked, names: list[Name], one: Candidate, is_exact: bool, slip: str | None
) -> _Weighed | None:
    """What speaks for a candidate and against it; None when too little does."""
    likeness, called = _likeness(names, one)
    place, of_place, against_place = _place(asked, one)
    if not is_exact and slip is None and likeness + place < LEAST:
        return None
    reasons, differences = [], []
    if is_exact:
        reasons.append("Nomornya sama")
    elif slip is not None:
        reasons.append(f"Nomornya mirip: {slip}")
    if likeness >= LEAST:
        alike = "sama" if likeness >= 99 else f"mirip ({likeness:.0f}%)"
        reasons.append(f"Namanya {alike}" if called is None else f"Nama dahulu “{called}” {alike}")
    elif names:
        differences.append("Namanya berbeda")
    if asked.number and not is_exact and slip is None:
        differences.append("Nomornya berbeda")
    reasons += of_place
    differences += against_place
    score = likeness + place + (EXACT if is_exact else 0)
    if slip is not None:
        score += NEAR + (LIKELY_SLIP if slip in _LIKELY else 0)
    found_by = "number" if is_exact else "near" if slip is not None else "name"
    return _Weighed(one.id, found_by, tuple(reasons), tuple(differences), score, likeness)


def _likeness(names: list[Name], one: Candidate) -> tuple[float, str | None]:
    """How alike the names are at best, and the former name that it was, if it was one."""
    if not names:
        return 0.0, None
    present = max(naming.alike(name, naming.read(one.name)) for name in names)
    best: tuple[float, str | None] = present, None
    for former in one.before:
        likeness = max(naming.alike(name, naming.read(former)) for name in names)
        if likeness > best[0]:
            best = likeness, former
    return best


def _place(asked: Asked, one: Candidate) -> tuple[float, list[str], list[str]]:
    if asked.district_code and one.district_code == asked.district_code:
        return SAME_DISTRICT, ["Kecamatannya sama"], []
    if asked.regency_code is None or one.regency_code is None:
        return 0.0, [], []
    if one.regency_code == asked.regency_code:
        elsewhere = bool(asked.district_code and one.district_code)
        return SAME_REGENCY, ["Kabupaten/kotanya sama"], ["Kecamatan lain"] if elsewhere else []
    return ELSEWHERE, [], ["Kabupaten/kota lain"]


def _warnings(asked: Asked, names: list[Name], suggestions: Iterable[Suggestion]) -> Iterator[str]:
    found = list(suggestions)
    if numbers.is_of_a_person(asked.number):
        yield "Yang ditulis 16 angka: itu NIK KTP orang, bukan nomor yang dicari."
    if found and found[0].found_by == "number" and "Namanya berbeda" in found[0].differences:
        yield "Nomornya ada di register, tetapi atas nama lain. Mungkin salah ketik: bandingkan."
    is_found = bool(found) and found[0].found_by == "number"
    if asked.number and not is_found:
        yield from _of_the_other_register(asked)
    yield from twins.warnings_of([one.record for one in found])


def _of_the_other_register(asked: Asked) -> Iterator[str]:
    """A NIB and a NIK koperasi have thirteen digits both, so people mix them up."""
    of_businesses = asked.tables is tables.BUSINESSES
    other = tables.COOPERATIVES if of_businesses else tables.BUSINESSES
    if candidates.by_number(other, asked.number) is not None:
        noun = "koperasi" if of_businesses else "UMKM"
        yield f"Nomor ini ada di register {noun}, bukan di register yang diklaim."
