"""What officers do with registers: look at a file, apply it, or drop it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from marketplace import events
from marketplace.accounts.models import User
from marketplace.clock import now, today
from marketplace.database import db, locked, transaction
from marketplace.errors import NotFound, RuleBroken
from marketplace.places import queries as places
from marketplace.registry import applying, mapping, queries, reading, sheet, summary, whereabouts
from marketplace.registry.comparing import Known, Staged, stage
from marketplace.registry.models import FACTS, Cooperative, ImportRow, Provenance, RegistryImport

BATCH = 500
PREVIEW_LASTS = timedelta(days=30)
LARGEST = sheet.LARGEST
TOO_LARGE = sheet.TOO_LARGE
CHANGED_SINCE = (
    "Register sudah berubah sejak pratinjau ini dibuat. Unggah berkasnya lagi untuk melihat"
    " pratinjau yang baru."
)


@dataclass(frozen=True)
class Origin:
    """What the officer states of a file: its name, its source, its data's day, its kab/kota."""

    filename: str
    source: str
    data_on: date
    stated_regency: str | None = None
    header_map: Mapping[str, str] = field(default_factory=dict)


def preview(content: bytes, origin: Origin, *, by: User | None) -> RegistryImport:
    """Stage a file row by row without touching the register; RuleBroken when it cannot be read.

    `by=None` is the command line, which acts for the province.
    """
    by_id, jurisdiction = (by.id, _jurisdiction(by)) if by else (None, None)
    stated = origin.stated_regency or jurisdiction
    _check(origin, stated, jurisdiction)
    seen = queries.version()
    table = sheet.read(content)
    understanding = mapping.understand(table, origin.header_map, whereabouts.is_place)
    _require(understanding, table)
    rows = reading.rows(table, understanding, on=today(), stated=stated)
    by_nik, by_legal_number = _known(rows)
    staged = stage(
        rows, by_nik=by_nik, by_legal_number=by_legal_number,
        data_on=origin.data_on, jurisdiction=jurisdiction,
    )  # fmt: skip
    with transaction() as session:
        import_ = RegistryImport(
            source=origin.source,
            filename=origin.filename[:200],
            data_on=origin.data_on,
            stated_regency=stated,
            jurisdiction=jurisdiction,
            by_id=by_id,
            summary=summary.of(staged, today()),
            mapping={**understanding.as_json(), "stated": dict(origin.header_map)},
            notes=table.notes,
            register_version=seen,
            content=content,
        )
        session.add(import_)
        session.flush()
        for part in _parts([_staging(item, import_.id) for item in staged]):
            session.execute(sa.insert(ImportRow), part)
        events.record("registry.previewed", import_, by=by)
    return import_


def remap(
    import_: RegistryImport, header_map: Mapping[str, str], *, by: User | None
) -> RegistryImport:
    """Stage the same file anew with headers settled by the officer; the old preview is dropped."""
    import_.must_be_staged()
    settled = {**import_.mapping["stated"], **header_map}
    origin = Origin(
        import_.filename, import_.source, import_.data_on, import_.stated_regency, settled
    )
    content = import_.content
    if content is None:
        raise RuleBroken("Berkas pratinjau ini sudah tidak tersimpan. Unggah lagi.")
    anew = preview(content, origin, by=by)
    discard(import_, by=by)
    return anew


def apply(import_: RegistryImport, *, by: User | None) -> RegistryImport:
    """Write a staged import into the register, whole or not at all.

    RuleBroken when it is no longer staged, or the register changed since the preview.
    """
    with transaction() as session:
        import_ = locked(import_)
        _may_decide(import_, by)
        import_.must_be_staged()
        writes = applying.has_writes(session, import_)
        if not applying.claim_version(session, import_.register_version, raise_it=writes):
            raise RuleBroken(CHANGED_SINCE)
        import_.apply(now(), by_id=by.id if by else None)
        session.flush()
        if writes:
            applying.add(session, import_)
            applying.change(session, import_)
        applying.remember_sources(session, import_)
        events.record("registry.applied", import_, by=by, register_version=import_.register_version)
    db.session.expire_all()
    return import_


def discard(import_: RegistryImport, *, by: User | None) -> None:
    """Drop a staged import and its rows; what it was stays on record."""
    with transaction() as session:
        import_ = locked(import_)
        _may_decide(import_, by)
        import_.must_be_staged()
        import_.discard(now())
        session.execute(sa.delete(ImportRow).where(ImportRow.import_id == import_.id))
        events.record("registry.discarded", import_, by=by)


def forget_old_previews(at: datetime) -> int:
    """Drop previews undecided for 30 days, with the files they keep; returns how many."""
    waiting = sa.select(RegistryImport).where(
        RegistryImport.state == "staged", RegistryImport.created_at < at - PREVIEW_LASTS
    )
    old = db.session.scalars(waiting).all()
    for import_ in old:
        discard(import_, by=None)
    return len(old)


def _jurisdiction(by: User) -> str | None:
    if by.officer is None or not by.has_duty("register"):
        raise RuleBroken("Hanya petugas register dinas yang dapat mengimpor.")
    return by.officer.regency_code


def _may_decide(import_: RegistryImport, by: User | None) -> None:
    """Another kab/kota's import is not there for an officer."""
    own = _jurisdiction(by) if by else None
    if own is not None and import_.jurisdiction != own:
        raise NotFound


def _check(origin: Origin, stated: str | None, jurisdiction: str | None) -> None:
    if not origin.source.strip() or len(origin.source) > 120:
        raise RuleBroken("Sebutkan sumber berkas, paling banyak 120 huruf.", "source")
    if origin.data_on > today():
        raise RuleBroken("Tanggal data tidak boleh di masa depan.", "data_on")
    if stated and places.regency(stated) is None:
        raise RuleBroken(f"Kode kabupaten/kota “{stated}” tidak ada di Banten.", "stated_regency")
    if jurisdiction and stated != jurisdiction:
        raise RuleBroken(
            "Anda hanya dapat mengimpor untuk wilayah tugas sendiri.", "stated_regency"
        )


def _require(understanding: mapping.Understanding, table: sheet.Sheet) -> None:
    lacking = []
    if not understanding.has("name"):
        lacking.append("nama koperasi (nama)")
    if not understanding.has("nik_koperasi") and not understanding.has("legal_number"):
        lacking.append("NIK koperasi (nik_koperasi) atau nomor badan hukum (no_badan_hukum)")
    if lacking:
        seen = ", ".join(f"“{header}”" for header in table.headers if header)
        raise RuleBroken(
            f"Kolom {' dan kolom '.join(lacking)} tidak ditemukan. Kolom di berkas: {seen}."
            " Sebutkan kolom mana yang dimaksud."
        )


def _known(rows: Iterable[reading.ReadRow]) -> tuple[dict[str, Known], dict[str, Known]]:
    """The records that the rows name, by each of their numbers."""
    values = [row.values for row in rows]
    ids: set[int] = set()
    for name in ("nik_koperasi", "legal_number_key"):
        numbers = [value[name] for value in values if name in value]
        column = getattr(Cooperative, name)
        for part in _parts(numbers):
            ids.update(db.session.scalars(sa.select(Cooperative.id).where(column.in_(part))))
    known = [record for part in _parts(sorted(ids)) for record in _records(part)]
    return (
        {r.facts["nik_koperasi"]: r for r in known if r.facts["nik_koperasi"]},
        {r.facts["legal_number_key"]: r for r in known if r.facts["legal_number_key"]},
    )


def _records(ids: Sequence[int]) -> Iterator[Known]:
    dates: dict[int, dict[str, date]] = {}
    for id_, name, data_on in db.session.execute(
        sa.select(Provenance.cooperative_id, Provenance.field, Provenance.data_on).where(
            Provenance.cooperative_id.in_(ids)
        )
    ):
        dates.setdefault(id_, {})[name] = data_on
    columns = [getattr(Cooperative, name) for name in FACTS]
    for id_, *facts in db.session.execute(
        sa.select(Cooperative.id, *columns).where(Cooperative.id.in_(ids))
    ):
        yield Known(id_, dict(zip(FACTS, facts, strict=True)), dates.get(id_, {}))


def _staging(item: Staged, import_id: int) -> dict[str, Any]:
    row = item.row
    return {
        **{name: item.writes.get(name) for name in FACTS},
        "import_id": import_id,
        "line": row.line,
        "outcome": item.outcome,
        "name_key": reading.name_key(item.writes["name"]) if "name" in item.writes else None,
        "source_id": row.values.get("source_id") if item.writes else None,
        "cooperative_id": item.cooperative_id,
        "values": _plain(row.values),
        "changes": [_plain(change) for change in item.changes],
        "warnings": row.warnings,
        "reasons": row.reasons,
        "has_warnings": bool(row.warnings),
    }


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in values.items()}


def _parts(listed: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(listed), BATCH):
        yield listed[start : start + BATCH]
