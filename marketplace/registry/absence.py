"""Which records an import changed, and which a newer file of a source no longer names.

The latter are told, and never deleted.
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from marketplace.database import db
from marketplace.registry.models import RegistryImport
from marketplace.registry.tables import BY_KIND, Tables


def absent_from(import_: RegistryImport, *, limit: int = 200) -> Sequence[Any]:
    """Records of the same source and places that a newer file no longer names; none is deleted."""
    chosen = _absent(import_)
    if chosen is None:
        return []
    of = BY_KIND[import_.kind]
    return db.session.scalars(chosen.order_by(of.record.name_key).limit(limit)).all()


def ids_absent_from(import_: RegistryImport) -> sa.Select[Any] | None:
    """The ids of those, to be selected from; None where no older file of the source is known."""
    chosen = _absent(import_)
    return None if chosen is None else chosen.with_only_columns(BY_KIND[import_.kind].record.id)


def changed_by(import_id: int, kind: str) -> Any:
    """The ids of the known records that an import changed, to be selected from."""
    of = BY_KIND[kind]
    return sa.select(of.id_on_row).where(
        of.row.import_id == import_id, of.row.outcome == "changed", of.id_on_row.is_not(None)
    )


def _absent(import_: RegistryImport) -> sa.Select[Any] | None:
    """Those that a newer file does not name; None where no older file of its source is known."""
    if not _has_older_of_its_source(import_):
        return None
    of = BY_KIND[import_.kind]
    own_rows = sa.select(of.id_on_row).where(
        of.row.import_id == import_.id, of.id_on_row.is_not(None)
    )
    return sa.select(of.record).where(
        of.record.id.in_(_named_by_older(import_, of)),
        of.record.id.not_in(own_rows),
        _around(import_, of),
    )


def _has_older_of_its_source(import_: RegistryImport) -> bool:
    older = sa.select(RegistryImport.id).where(*_older(import_)).exists()
    return bool(db.session.scalar(sa.select(older)))


def _older(import_: RegistryImport) -> list[Any]:
    return [
        RegistryImport.state == "applied",
        RegistryImport.kind == import_.kind,
        RegistryImport.source == import_.source,
        RegistryImport.data_on < import_.data_on,
    ]


def _named_by_older(import_: RegistryImport, of: Tables) -> Any:
    """Records whose name rests on an older import of the same source."""
    later_row, later = aliased(of.row), aliased(RegistryImport)
    named_since = (
        sa.select(later_row.id)
        .join(later, later.id == later_row.import_id)
        .where(
            getattr(later_row, of.record_id) == of.id_on_row,
            later_row.name.is_not(None),
            later.state == "applied",
            sa.tuple_(later.applied_at, later.id)
            > sa.tuple_(RegistryImport.applied_at, RegistryImport.id),
        )
        .exists()
    )
    return (
        sa.select(of.id_on_row)
        .join(RegistryImport, RegistryImport.id == of.row.import_id)
        .where(*_older(import_), of.row.name.is_not(None), ~named_since)
    )


def _around(import_: RegistryImport, of: Tables) -> Any:
    """In one of the kab/kota that an import speaks of, or outside Banten when it does."""
    staged = sa.select(of.row.regency_code, of.row.outside_banten).where(
        of.row.import_id == import_.id
    )
    matched = (
        sa.select(of.record.regency_code, of.record.outside_banten)
        .join(of.row, of.id_on_row == of.record.id)
        .where(of.row.import_id == import_.id)
    )
    told: Sequence[Any] = db.session.execute(sa.union(staged, matched)).all()
    codes = [code for code, _outside in told if code]
    inside = of.record.regency_code.in_(codes)
    if any(outside for _code, outside in told):
        return sa.or_(inside, of.record.outside_banten.is_(True))
    return inside
