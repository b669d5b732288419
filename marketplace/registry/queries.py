"""Questions to the register: cooperatives, where their facts come from, and imports."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa

from marketplace import storage
from marketplace.database import db
from marketplace.registry import badge_rules, eligibility, legal_number, nik_koperasi, tables
from marketplace.registry.cells import Unreadable
from marketplace.registry.eligibility import Eligibility
from marketplace.registry.fields import words_of
from marketplace.registry.models import (
    Business,
    BusinessRow,
    Cooperative,
    ImportRow,
    RegisterState,
    RegistryImport,
)
from marketplace.registry.tables import BY_KIND, COOPERATIVES, Tables

PROVINCE_SEES_ALL = None
OUTSIDE = "luar"


@dataclass(frozen=True)
class Fact:
    """One fact of a record with the import it rests on."""

    field: str
    label: str
    value: Any
    source: RegistryImport | None
    data_on: date | None


class Source(NamedTuple):
    """The import that a fact rests on, and the day its data speak of."""

    import_id: int
    data_on: date


def version(kind: str = COOPERATIVES.kind) -> int:
    """The version of a kind's register; 0 while nothing was ever imported."""
    chosen = sa.select(RegisterState.version).where(RegisterState.id == BY_KIND[kind].state_id)
    return db.session.scalar(chosen) or 0


def cooperative(cooperative_id: int) -> Cooperative | None:
    """One record."""
    return db.session.get(Cooperative, cooperative_id)


def names_of(ids: Sequence[int]) -> dict[int, str]:
    """Names of cooperatives, as the register writes them."""
    found = sa.select(Cooperative.id, Cooperative.name).where(Cooperative.id.in_(ids))
    return {row.id: row.name for row in db.session.execute(found)}


def by_number(text: str) -> Cooperative | None:
    """The record that a typed NIK koperasi or badan hukum number names, however it is written."""
    try:
        number = nik_koperasi.read(text)
    except Unreadable:
        number = None
    if number is not None:
        return db.session.scalar(sa.select(Cooperative).where(Cooperative.nik_koperasi == number))
    key = legal_number.key_of(text)
    if key is None:
        return None
    return db.session.scalar(sa.select(Cooperative).where(Cooperative.legal_number_key == key))


def is_eligible(record: Cooperative, on: date) -> Eligibility:
    """Whether members of this cooperative may carry the badge on a day, with the reasons."""
    return eligibility.judge(badge_rules.MEMBER, record, on)


def search(
    text: str = "", *, regency: str | None = None, eligible: bool | None = None, on: date,
    offset: int = 0, limit: int = 25,
) -> tuple[Sequence[Cooperative], int]:  # fmt: skip
    """Cooperatives by name or number, in a kab/kota (`luar`: outside Banten), by eligibility."""
    where: list[Any] = _named(text)
    if regency == OUTSIDE:
        where.append(Cooperative.outside_banten.is_(True))
    elif regency:
        where.append(Cooperative.regency_code == regency)
    if eligible is not None:
        fits = eligible_on(on)
        where.append(fits if eligible else sa.not_(sa.func.coalesce(fits, sa.false())))
    total = (
        db.session.scalar(sa.select(sa.func.count()).select_from(Cooperative).where(*where)) or 0
    )
    chosen = sa.select(Cooperative).where(*where).order_by(Cooperative.name_key, Cooperative.id)
    return db.session.scalars(chosen.offset(offset).limit(limit)).all(), total


def _named(text: str) -> list[Any]:
    number = by_number(text) if any(letter.isdigit() for letter in text) else None
    if number is not None:
        return [Cooperative.id == number.id]
    words = words_of(text).split()[:8]
    return [Cooperative.name_key.contains(word, autoescape=True) for word in words]


def eligible_on(on: date) -> Any:
    """The badge rule as a condition of SQL; `eligibility.judge` says the same of one record."""
    rule = badge_rules.rule_on(on)
    return sa.and_(
        Cooperative.outside_banten.is_(False),
        Cooperative.regency_code.is_not(None),
        Cooperative.certificate_status.in_(rule.statuses),
        Cooperative.certificate_expires_on >= on,
        Cooperative.grade.in_(rule.grades),
        sa.or_(Cooperative.activity.is_(None), Cooperative.activity.not_in(rule.barred_activities)),
    )


def facts_of(record: Cooperative | Business) -> list[Fact]:
    """What is known of a record, each fact with its source."""
    of = tables.of(record)
    named = sources_of([record.id], of).get(record.id, {})
    ids = {source.import_id for source in named.values()}
    chosen = sa.select(RegistryImport).where(RegistryImport.id.in_(ids))
    imports_ = {import_.id: import_ for import_ in db.session.scalars(chosen)}
    return [
        Fact(
            name, of.fields.label(name), getattr(record, name), *_source(named.get(name), imports_)
        )
        for name in of.facts
        if getattr(record, name) is not None
    ]


def _source(
    found: Source | None, imports_: dict[int, RegistryImport]
) -> tuple[RegistryImport | None, date | None]:
    return (imports_[found.import_id], found.data_on) if found else (None, None)


def sources_of(ids: Sequence[int], of: Tables = COOPERATIVES) -> dict[int, dict[str, Source]]:
    """For each of these records, which applied import each fact rests on: the last that told it."""
    rows = db.session.execute(
        sa.select(of.id_on_row, of.row.told, RegistryImport.id, RegistryImport.data_on)
        .join(RegistryImport, RegistryImport.id == of.row.import_id)
        .where(of.id_on_row.in_(ids), RegistryImport.state == "applied")
        .order_by(RegistryImport.applied_at, RegistryImport.id)
    )
    found: dict[int, dict[str, Source]] = {}
    for record_id, told, import_id, data_on in rows:
        source = Source(import_id, data_on)
        found.setdefault(record_id or 0, {}).update(dict.fromkeys(told, source))
    return found


def source_called(import_id: int) -> str | None:
    """What the officer who brought an import called its source."""
    return db.session.scalar(sa.select(RegistryImport.source).where(RegistryImport.id == import_id))


def imports(
    jurisdiction: str | None, *, offset: int = 0, limit: int = 20
) -> tuple[Sequence[RegistryImport], int]:
    """The imports that an officer of this jurisdiction may see, latest first."""
    where = _visible(jurisdiction)
    total = (
        db.session.scalar(sa.select(sa.func.count()).select_from(RegistryImport).where(*where)) or 0
    )
    chosen = sa.select(RegistryImport).where(*where).order_by(RegistryImport.id.desc())
    return db.session.scalars(chosen.offset(offset).limit(limit)).all(), total


def import_of(import_id: int, jurisdiction: str | None) -> RegistryImport | None:
    """One import, if an officer of this jurisdiction may see it."""
    chosen = sa.select(RegistryImport).where(
        RegistryImport.id == import_id, *_visible(jurisdiction)
    )
    return db.session.scalar(chosen)


def _visible(jurisdiction: str | None) -> list[Any]:
    complete = RegistryImport.state != "staging"
    if jurisdiction is PROVINCE_SEES_ALL:
        return [complete]
    return [complete, RegistryImport.jurisdiction == jurisdiction]


def settled_headers(source: str, kind: str, jurisdiction: str | None) -> dict[str, str]:
    """What officers of a jurisdiction last said of the headers in files of a source."""
    last = (
        sa.select(RegistryImport.mapping)
        .where(
            RegistryImport.source == source,
            RegistryImport.kind == kind,
            RegistryImport.state != "staging",
            RegistryImport.jurisdiction.is_(None)
            if jurisdiction is None
            else RegistryImport.jurisdiction == jurisdiction,
        )
        .order_by(RegistryImport.id.desc())
        .limit(1)
    )
    found = db.session.scalar(last)
    return dict(found["stated"]) if found else {}


def rows_of(
    import_: RegistryImport, *, outcome: str | None = None, warned: bool = False,
    offset: int = 0, limit: int = 50,
) -> tuple[Sequence[ImportRow | BusinessRow], int]:  # fmt: skip
    """The staged rows of an import, by outcome or only those with warnings."""
    row = BY_KIND[import_.kind].row
    where: list[Any] = [row.import_id == import_.id]
    if outcome:
        where.append(row.outcome == outcome)
    if warned:
        where += [row.has_warnings.is_(True), row.outcome != "refused"]
    total = db.session.scalar(sa.select(sa.func.count()).select_from(row).where(*where)) or 0
    chosen = sa.select(row).where(*where).order_by(row.line)
    return db.session.scalars(chosen.offset(offset).limit(limit)).all(), total


def refused_rows(import_: RegistryImport) -> Iterator[list[str]]:
    """Title and refused rows of an import: line, reasons, and what the file said."""
    yield ["Baris", "Alasan", *(column["header"] for column in import_.mapping["used"])]
    row = BY_KIND[import_.kind].row
    chosen = (
        sa.select(row.line, row.reasons, row.warnings, row.cells)
        .where(row.import_id == import_.id, row.outcome == "refused")
        .order_by(row.line)
    )
    for line, reasons, warnings, cells in db.session.execute(chosen).yield_per(1000):
        yield [str(line), "; ".join([*reasons, *warnings]), *(cells or [])]


@storage.names_files
def files_of_imports() -> Iterator[tuple[str, str]]:
    """The files of imports that nobody has decided on yet: store and key."""
    for key in db.session.scalars(sa.select(RegistryImport.file_key)):
        if key:
            yield "private", key
