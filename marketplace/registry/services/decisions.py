"""Deciding on a staged import: apply it, whole or not at all, or drop it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from marketplace import events, retention, storage
from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import db, locked, transaction
from marketplace.errors import NotFound, RuleBroken
from marketplace.registry import applying
from marketplace.registry.models import RegistryImport
from marketplace.registry.register import REGISTERS
from marketplace.registry.services.previews import (
    Origin,
    Progress,
    jurisdiction_of,
    preview,
    quietly,
)
from marketplace.registry.tables import BY_KIND

PREVIEW_LASTS = retention.kept("previews")
STAGING_LASTS = timedelta(hours=1)
AT_ONCE = 5
SOME = 2000  # rows that are deleted in one go, so that others may write in between
CHANGED_SINCE = (
    "Register sudah berubah sejak pratinjau ini dibuat. Unggah berkasnya lagi untuk melihat"
    " pratinjau yang baru."
)


def remap(
    import_: RegistryImport,
    header_map: Mapping[str, str],
    *,
    by: User | None,
    kind: str | None = None,
    progress: Progress = quietly,
) -> RegistryImport:
    """Stage the same file anew with headers settled by the officer; the old preview is dropped.

    As another `kind` of register, what was said of headers for the first one does not count.
    """
    import_.must_be_open()
    settled = {**(_stated_of(import_) if kind is None else {}), **header_map}
    origin = Origin(
        import_.filename, import_.source, import_.data_on, import_.stated_regency, settled,
        kind or import_.kind,
    )  # fmt: skip
    anew = preview(content_of(import_), origin, by=by, progress=progress, asks=True)
    discard(import_, by=by)
    return anew


def content_of(import_: RegistryImport) -> bytes:
    """The file of an import that is not decided; RuleBroken when it is gone."""
    try:
        return storage.private().get(import_.file_key or "registry/none")
    except NotFound:
        raise RuleBroken("Berkas pratinjau ini sudah tidak tersimpan. Unggah lagi.") from None


def _stated_of(import_: RegistryImport) -> dict[str, str]:
    """What was said of headers of this file; what is remembered of others comes by itself."""
    parts = (import_.mapping[part] for part in ("used", "aside", "unclear"))
    headers = {column["header"] for part in parts for column in part}
    return {h: term for h, term in import_.mapping["stated"].items() if h in headers}


def apply(import_: RegistryImport, *, by: User | None) -> RegistryImport:
    """Write a staged import into the register, whole or not at all.

    RuleBroken when it is no longer staged, or the register changed since the preview.
    """
    with transaction() as session:
        import_ = locked(import_)
        _may_decide(import_, by)
        import_.must_be_staged()
        writes = applying.has_writes(session, import_)
        if not applying.claim_version(session, import_, raise_it=writes):
            raise RuleBroken(CHANGED_SINCE)
        key = import_.file_key
        import_.apply(now(), by_id=by.id if by else None)
        session.flush()
        if writes:
            REGISTERS[import_.kind].write(session, import_)
        events.record("registry.applied", import_, by=by, register_version=import_.register_version)
    _forget_file(key)
    db.session.expire_all()
    return import_


def discard(import_: RegistryImport, *, by: User | None) -> None:
    """Drop an import that is not applied, and its rows; what it was stays on record."""
    with transaction():
        import_ = locked(import_)
        _may_decide(import_, by)
        key = import_.file_key
        import_.discard(now())
        events.record("registry.discarded", import_, by=by)
    _forget_file(key)
    # What is more than this is swept by the worker, so that nobody waits for it.
    for _ in range(AT_ONCE):
        if not _forget_rows(import_.id, import_.kind):
            break


def forget_old_previews(at: datetime) -> int:
    """Drop previews undecided for 30 days, with the files they keep; returns how many."""
    waiting = sa.select(RegistryImport).where(
        RegistryImport.state.in_(("staged", "unclear", "refused")),
        RegistryImport.created_at < at - PREVIEW_LASTS,
    )
    old = db.session.scalars(waiting).all()
    for import_ in old:
        discard(import_, by=None)
    return len(old)


def forget_half_staged(at: datetime) -> int:
    """Sweep away what processes left behind that died while they staged; returns how many.

    Rows go too that are left of imports whose process died while it dropped them.
    """
    for kind, tables in BY_KIND.items():
        dropped = sa.select(RegistryImport.id).where(
            RegistryImport.state == "discarded",
            RegistryImport.kind == kind,
            sa.exists().where(tables.row.import_id == RegistryImport.id),
        )
        for import_id in db.session.scalars(dropped).all():
            while _forget_rows(import_id, kind):
                pass
    begun = sa.select(RegistryImport.id, RegistryImport.kind).where(
        RegistryImport.state == "staging", RegistryImport.created_at < at - STAGING_LASTS
    )
    left = db.session.execute(begun).all()
    for import_id, kind in left:
        while _forget_rows(import_id, kind):
            pass
        with transaction() as session:
            session.execute(sa.delete(RegistryImport).where(RegistryImport.id == import_id))
    return len(left)


def _forget_rows(import_id: int, kind: str) -> bool:
    """Delete some rows of an import; whether there were any."""
    row = BY_KIND[kind].row
    some = sa.select(row.id).where(row.import_id == import_id).limit(SOME)
    with transaction() as session:
        gone: Any = session.execute(sa.delete(row).where(row.id.in_(some)))
    return bool(gone.rowcount)


def _forget_file(key: str | None) -> None:
    if key:
        storage.private().delete(key)


def _may_decide(import_: RegistryImport, by: User | None) -> None:
    """Another kab/kota's import is not there for an officer."""
    own = jurisdiction_of(by) if by else None
    if own is not None and import_.jurisdiction != own:
        raise NotFound
