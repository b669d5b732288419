"""Records worth comparing, found by number or by the words of their names: by index, never all."""

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa

from marketplace.database import db
from marketplace.registry import queries
from marketplace.registry.businesses import queries as businesses
from marketplace.registry.matching import numbers
from marketplace.registry.models import NameWord, RecordName
from marketplace.registry.tables import BUSINESSES, Tables

MOST_KEYS = 30
BY_NAME, BY_BEGINNING = 100, 8


@dataclass(frozen=True)
class Candidate:
    """What is compared of a record before it is read whole."""

    id: int
    name: str
    regency_code: str | None
    district_code: str | None
    village_code: str | None
    # What it was called before, where that is known.
    before: tuple[str, ...]


def by_number(of: Tables, text: str) -> int | None:
    """The record whose number was typed, however it is written."""
    found = businesses.by_number(text) if of is BUSINESSES else queries.by_number(text)
    return found.id if found else None


def near_number(of: Tables, text: str) -> dict[int, str]:
    """Records whose number differs a little from the typed one, and how."""
    if of is BUSINESSES:
        return _holding(of, "nib", numbers.thirteen_near(text))
    found = _holding(of, "nik_koperasi", numbers.thirteen_near(text))
    found |= _holding(of, "legal_number_key", numbers.legal_near(text))
    if start := numbers.beginning(text):
        key = of.record.legal_number_key
        begins = sa.select(of.record.id).where(key > start, key < f"{start}[").limit(BY_BEGINNING)
        found |= dict.fromkeys(db.session.scalars(begins), "bagian akhir nomor tidak ditulis")
    return found


def _holding(of: Tables, column: str, near: dict[str, str]) -> dict[int, str]:
    if not near:
        return {}
    number = getattr(of.record, column)
    rows = db.session.execute(sa.select(of.record.id, number).where(number.in_(near)))
    return {id_: near[written] for id_, written in rows}


def by_words(of: Tables, keys: Collection[str], regency_code: str | None) -> set[int]:
    """Records that share most of these keys, those of one kab/kota first among equals."""
    if not keys:
        return set()
    word = NameWord
    is_here = sa.case((word.regency_code == (regency_code or "-"), 1), else_=0)
    sharing = (
        sa.select(word.record_id)
        .where(word.kind == of.kind, word.word.in_(sorted(keys)[:MOST_KEYS]))
        .group_by(word.record_id)
        .order_by((2 * sa.func.count() + sa.func.max(is_here)).desc(), word.record_id)
    )
    return set(db.session.scalars(sharing.limit(BY_NAME)))


def read(of: Tables, ids: Collection[int]) -> list[Candidate]:
    """What is compared of these records."""
    kept = sa.select(RecordName.record_id, RecordName.name_key).where(
        RecordName.kind == of.kind, RecordName.record_id.in_(ids)
    )
    before: dict[int, list[str]] = {}
    for id_, name_key in db.session.execute(kept):
        before.setdefault(id_, []).append(name_key)
    record = of.record
    rows = db.session.execute(
        sa.select(
            record.id,
            record.name,
            record.name_key,
            record.regency_code,
            record.district_code,
            record.village_code,
        ).where(record.id.in_(ids))
    )
    return [
        Candidate(
            row.id,
            row.name,
            row.regency_code,
            row.district_code,
            row.village_code,
            tuple(one for one in before.get(row.id, ()) if one != row.name_key),
        )
        for row in rows
    ]
