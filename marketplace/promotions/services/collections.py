"""What officers do with a collection: make, edit, publish, end."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from marketplace.accounts.models import User
from marketplace.clock import WIB, now
from marketplace.database import db, locked, transaction
from marketplace.errors import RuleBroken
from marketplace.places.queries import slug_of
from marketplace.promotions import reasons
from marketplace.promotions.jurisdiction import office_code
from marketplace.promotions.models import Collection
from marketplace.promotions.services.people import curator, leader
from marketplace.promotions.services.versions import check, record

LONGEST_TITLE, LONGEST_STORY = 80, 3_000
LONGEST_PERIOD = timedelta(days=366)
RESERVED = frozenset(("aturan", "klik"))
EMPTY = "Koleksi ini belum berisi produk. Tambahkan sedikitnya satu."


@dataclass(frozen=True)
class Period:
    """First and last day and time as an officer writes them, in Banten; both are in it."""

    first_day: date
    first_time: time
    last_day: date
    last_time: time

    @property
    def begins_at(self) -> datetime:
        """The first instant of it."""
        return _instant(self.first_day, self.first_time)

    @property
    def ends_at(self) -> datetime:
        """The first instant after it: the last minute still counts."""
        return _instant(self.last_day, self.last_time) + timedelta(minutes=1)


def _instant(day: date, at: time) -> datetime:
    return datetime.combine(day, at.replace(second=0, microsecond=0), WIB)


@dataclass(frozen=True)
class Said:
    """What an officer says of a collection."""

    title: str
    story: str
    period: Period
    reason_code: str
    reason: str = ""
    on_home: bool = False
    home_position: int = 1


def make(said: Said, *, by: User) -> Collection:
    """Begin a collection as a draft of the officer's office."""
    with transaction() as session:
        officer, at = curator(by), now()
        code, own = _checked(said)
        collection = Collection(
            title=said.title, slug=_free_slug(said.title), story=said.story,
            regency_code=office_code(officer), reason_code=code, reason=own,
            begins_at=said.period.begins_at, ends_at=said.period.ends_at,
            on_home=said.on_home, home_position=said.home_position,
            made_by_id=officer.id, created_at=at, changed_at=at,
        )  # fmt: skip
        session.add(collection)
        try:
            session.flush()
        except IntegrityError:
            raise RuleBroken("Judul ini baru saja dipakai. Ubah sedikit.", "title") from None
        record("collection.made", collection, officer, reason_code=code)
    return collection


def edit(collection: Collection, said: Said, *, version: int, by: User) -> Collection:
    """Say something else of a collection; its address stays."""
    with transaction():
        collection = locked(collection)
        officer, at = leader(by, collection), now()
        check(collection, version)
        code, own = _checked(said)
        begins_at, ends_at = said.period.begins_at, said.period.ends_at
        if collection.state == "published" and ends_at <= at:
            raise RuleBroken("Untuk berhenti sekarang, akhiri koleksinya.", "last_day")
        collection.reschedule(begins_at, ends_at, at)
        collection.title, collection.story, collection.changed_at = said.title, said.story, at
        collection.reason_code, collection.reason = code, own
        collection.on_home, collection.home_position = said.on_home, said.home_position
        record("collection.edited", collection, officer, reason_code=code)
    return collection


def publish(collection: Collection, *, version: int, by: User) -> Collection:
    """Let a collection run within its period; one without goods is none."""
    with transaction():
        collection = locked(collection)
        officer = leader(by, collection)
        check(collection, version)
        if not collection.items:
            raise RuleBroken(EMPTY)
        collection.changed_at = at = now()
        collection.publish(at)
        record("collection.published", collection, officer)
    return collection


def end(
    collection: Collection, *, version: int, by: User, reason_code: str, reason: str = ""
) -> Collection:
    """Take a collection off the street before its time, saying why."""
    code, own = reasons.checked("end", reason_code, reason)
    with transaction():
        collection = locked(collection)
        officer = leader(by, collection)
        check(collection, version)
        collection.changed_at = at = now()
        collection.end(at, code, own)
        record("collection.ended", collection, officer, reason_code=code)
    return collection


def _checked(said: Said) -> tuple[str, str]:
    if not said.title.strip() or len(said.title) > LONGEST_TITLE:
        raise RuleBroken("Tulis judul, paling panjang %(most)s huruf.", "title", most=LONGEST_TITLE)
    if len(said.story) > LONGEST_STORY:
        raise RuleBroken("Cerita paling panjang %(most)s huruf.", "story", most=LONGEST_STORY)
    length = said.period.ends_at - said.period.begins_at
    if length <= timedelta(0):
        raise RuleBroken("Hari terakhir harus sesudah hari pertama.", "last_day")
    if length > LONGEST_PERIOD:
        raise RuleBroken("Masa tayang paling lama satu tahun.", "last_day")
    return reasons.checked("collection", said.reason_code, said.reason)


def _free_slug(title: str) -> str:
    stem = slug_of(title)[:60].strip("-") or "koleksi"
    like = sa.select(Collection.slug).where(Collection.slug.startswith(stem, autoescape=True))
    taken = {*RESERVED, *db.session.scalars(like)}
    slug, number = stem, 2
    while slug in taken:
        slug, number = f"{stem}-{number}", number + 1
    return slug
