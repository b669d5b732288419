"""Looking at a file: every row is staged, and the register stays as it is."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from marketplace import events, storage
from marketplace.accounts.models import User
from marketplace.clock import today
from marketplace.database import locked, transaction
from marketplace.errors import RuleBroken
from marketplace.places import queries as places
from marketplace.registry import mapping, queries, sheet, whereabouts
from marketplace.registry.models import RegistryImport
from marketplace.registry.planning import Plan
from marketplace.registry.reading import Reader
from marketplace.registry.register import REGISTERS, Register
from marketplace.registry.spool import Spool, spooled
from marketplace.registry.summary import Tally

MOST_UNREADABLE = 0.05
UNREADABLE = (
    "{} dari {} baris tidak terbaca, lebih dari 5%, jadi seluruh berkas ditolak. Unduh daftar baris"
    " yang ditolak, perbaiki berkasnya, lalu unggah lagi."
)
READING, STAGING = "Membaca baris", "Menyiapkan pratinjau"
Progress = Callable[[int, int, str], None]


def quietly(_done: int, _total: int, _words: str) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True)
class Origin:
    """What the officer states of a file: its name, its source, its data's day, its kab/kota."""

    filename: str
    source: str
    data_on: date
    stated_regency: str | None = None
    header_map: Mapping[str, str] = field(default_factory=dict)
    kind: str = ""  # as its titles say, unless stated


def preview(
    content: bytes | Path, origin: Origin, *, by: User | None, progress: Progress = quietly,
    asks: bool = False,
) -> RegistryImport:  # fmt: skip
    """Stage a file row by row without touching the register; RuleBroken when it cannot be read.

    With `asks`, a file without the columns it needs waits for somebody to name them. `by=None` is
    the command line, which acts for the province. Where more than 5 % of the rows cannot be read,
    what comes back is refused. The write lock is held for moments: until all is staged, nobody
    sees any of it.
    """
    jurisdiction = jurisdiction_of(by) if by else None
    stated = origin.stated_regency or jurisdiction
    _check(origin, stated, jurisdiction)
    registers = {r.kind.fields: r for name, r in REGISTERS.items() if origin.kind in ("", name)}
    seen = {
        register.kind.name: queries.version(register.kind.name) for register in registers.values()
    }
    with sheet.opened(content, *registers) as table:
        register = registers[table.fields]
        version = seen[register.kind.name]
        asked = _Asked(origin, register, by, jurisdiction, stated, version, asks)
        with spooled(register.kind) as spool:
            return _previewed(table, spool, content, asked, progress)


@dataclass(frozen=True)
class _Asked:
    """A file that was brought: by whom, for where, and for which state of which register."""

    origin: Origin
    register: Register
    by: User | None
    jurisdiction: str | None
    stated: str | None
    version: int
    asks: bool

    def import_of(self, table: sheet.Sheet, told: dict[str, Any]) -> RegistryImport:
        """Its record before anything is staged; `told` is how its headers were understood."""
        return RegistryImport(
            source=self.origin.source,
            filename=self.origin.filename[:200],
            kind=self.register.kind.name,
            data_on=self.origin.data_on,
            stated_regency=self.stated,
            jurisdiction=self.jurisdiction,
            by_id=self.by.id if self.by else None,
            summary=Tally().as_json(),
            mapping=told,
            notes=table.notes,
            register_version=self.version,
        )


def _previewed(
    table: sheet.Sheet, spool: Spool, content: bytes | Path, asked: _Asked, progress: Progress
) -> RegistryImport:
    origin, kind = asked.origin, asked.register.kind
    remembered = queries.settled_headers(origin.source, kind.name, asked.jurisdiction)
    understanding = mapping.understand(
        table, origin.header_map, whereabouts.is_place, kind, remembered
    )
    told = {**understanding.as_json(), "stated": {**remembered, **origin.header_map}}
    import_ = asked.import_of(table, told)
    if lacking := _lacking(understanding, table, asked.register):
        if not asked.asks:
            raise RuleBroken(lacking)
        return _ask(import_, lacking, content, asked.by)
    reader = Reader(table, understanding, kind, on=today(), stated=asked.stated)
    _read(reader, spool, progress)
    import_id = _begin(import_)
    plan = Plan(
        asked.register, spool, origin.data_on, asked.jurisdiction, today(), reader.is_of_elsewhere
    )
    _stage(import_id, plan, progress)
    if spool.unreadable > len(spool) * MOST_UNREADABLE:
        return _refuse(import_id, plan, asked.by)
    return _show(import_id, plan, content, asked.by)


def _read(reader: Reader, spool: Spool, progress: Progress) -> None:
    total = reader.sheet.count
    reader.learn_days()
    for line, cells in reader.sheet.rows():
        spool.add(reader.read(line, cells))
        if not len(spool) % 500:
            progress(len(spool), 2 * total, READING)


def _begin(import_: RegistryImport) -> int:
    with transaction() as session:
        session.add(import_)
        session.flush()
    return import_.id


def _stage(import_id: int, plan: Plan, progress: Progress) -> None:
    done, total = 0, len(plan.spool)
    for part in plan.parts():
        rows = [plan.register.staging(item, import_id) for item in part]
        with transaction() as session:
            session.execute(sa.insert(plan.register.tables.row), rows)
        done += len(rows)
        progress(total + done, 2 * total, STAGING)


def _ask(
    import_: RegistryImport, lacking: str, content: bytes | Path, by: User | None
) -> RegistryImport:
    """Keep the file until an officer says which columns are meant."""
    key = _kept(content)
    with transaction() as session:
        import_.file_key = key
        import_.ask(lacking)
        session.add(import_)
        session.flush()
        events.record("registry.asked", import_, by=by)
    return import_


def _kept(content: bytes | Path) -> str:
    key = f"registry/{secrets.token_urlsafe(18)}"
    storage.private().put(key, content)
    return key


def _show(import_id: int, plan: Plan, content: bytes | Path, by: User | None) -> RegistryImport:
    """Keep the file, and let the officers see what was staged."""
    key = _kept(content)
    with transaction() as session:
        import_ = locked(session.get_one(RegistryImport, import_id))
        import_.stage(plan.tally.as_json(), sorted(plan.changed))
        import_.file_key = key
        events.record("registry.previewed", import_, by=by)
    return import_


def _refuse(import_id: int, plan: Plan, by: User | None) -> RegistryImport:
    """Let the officers see what was read, and why none of it can be applied."""
    spool = plan.spool
    why = UNREADABLE.format(spool.unreadable, len(spool))
    with transaction() as session:
        import_ = locked(session.get_one(RegistryImport, import_id))
        import_.refuse(plan.tally.as_json(), why)
        events.record("registry.refused", import_, by=by)
    return import_


def jurisdiction_of(by: User) -> str | None:
    """The kab/kota for which an officer imports; None is the province."""
    if by.officer is None or not by.has_duty("register"):
        raise RuleBroken("Hanya petugas register dinas yang dapat mengimpor.")
    return by.officer.regency_code


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


def _lacking(
    understanding: mapping.Understanding, table: sheet.Sheet, register: Register
) -> str | None:
    """Which needed columns a file does not have, in words."""
    needs = register.kind.needs
    lacking = [need.words for need in needs if not any(map(understanding.has, need.any_of))]
    if not lacking:
        return None
    seen = ", ".join(f"“{header}”" for header in table.headers if header)
    return (
        f"Kolom {' dan kolom '.join(lacking)} tidak ditemukan. Kolom di berkas: {seen[:1000]}."
        " Sebutkan kolom mana yang dimaksud."
    )
