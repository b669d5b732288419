"""What a buyer does with a wish: she asks for what nobody lists, and takes it back."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from marketplace import events
from marketplace.catalog import categories
from marketplace.clock import now
from marketplace.database import db, locked, transaction
from marketplace.errors import NotFound, RuleBroken
from marketplace.inquiries import wording
from marketplace.inquiries.models import Wish, WishAsking
from marketplace.inquiries.models.wish import STANDING
from marketplace.inquiries.queries import wishes
from marketplace.inquiries.services.people import who_may_be_named
from marketplace.inquiries.services.wish_ends import forget_wishes
from marketplace.places import queries as places

if TYPE_CHECKING:
    from marketplace.accounts.models import User

MOST_OF_ONE = 30


@dataclass(frozen=True)
class Wanted:
    """What a buyer asks for: in her words, in which category, in which kabupaten/kota if any."""

    text: str
    category_slug: str
    regency_code: str | None = None
    note: str = ""


def make_wish(wanted: Wanted, by: "User | None" = None) -> Wish:
    """Write down what nobody lists yet; the same words in the same category add up.

    Who is signed in counts once. RuleBroken with words for what cannot be shown to owners.
    """
    text, note = wording.wanted(wanted.text), wording.note(wanted.note)
    _check_choices(wanted)
    with transaction() as session:
        person = who_may_be_named(by)
        at = now()
        standing = _standing(text, wanted.category_slug, at)
        wish = session.get_one(Wish, standing, with_for_update=True)
        told = {"regency_code": wanted.regency_code, "note": note, "asked_at": at}
        if person is not None and _asked_before(wish, person, told):
            return wish
        wish.count_in(at)
        if not wishes.is_sold(wish):
            wish.reopen()
        asking = WishAsking(wish_id=wish.id, person_id=person.id if person else None, **told)
        session.add(asking)
        session.flush()
        events.record("wish.made", wish, by=person, asking_id=asking.id)
    return wish


def withdraw_wish(asking: WishAsking, *, by: "User") -> None:
    """She no longer looks for it; a wish that nobody else made goes with its words."""
    with transaction() as session:
        # The wish first: whoever else asks for it takes the locks in this order too.
        wish = session.get(Wish, _wish_id_of(asking) or 0, with_for_update=True)
        if wish is None:
            raise NotFound
        asking = locked(asking)
        if asking.person_id != by.id:
            raise NotFound
        events.record("wish.withdrawn", wish, by=by, asking_id=asking.id)
        session.delete(asking)
        wish.count_out()
        session.flush()
        if wish.times == 0 and not wish.is_hidden:
            forget_wishes([wish.id])


def _wish_id_of(asking: WishAsking) -> int | None:
    """The wish of an asking that may be gone by now."""
    (asking_id,) = sa.inspect(asking).identity or (None,)
    return db.session.scalar(sa.select(WishAsking.wish_id).where(WishAsking.id == asking_id))


def _check_choices(wanted: Wanted) -> None:
    if categories.category(wanted.category_slug) is None:
        raise RuleBroken("Pilih kategorinya dari daftar.", "category_slug")
    if wanted.regency_code is not None and places.regency(wanted.regency_code) is None:
        raise RuleBroken("Pilih kabupaten/kota dari daftar.", "regency_code")


def _standing(text: str, category_slug: str, at: datetime) -> int:
    """The id of the wish with these words, which is made where there is none.

    The database decides who of two was first; the other one waits and finds it.
    """
    insert: Any = sqlite.insert if db.engine.dialect.name == "sqlite" else postgresql.insert
    made = insert(Wish).values(
        text=text,
        key=wording.key_of(text),
        category_slug=category_slug,
        state="open",
        times=0,
        created_at=at,
        last_asked_at=at,
        version=1,
    )
    found = made.on_conflict_do_update(
        index_elements=["category_slug", "key"],
        index_where=sa.text(STANDING),
        set_={"key": made.excluded.key},
    )
    return int(db.session.execute(found.returning(Wish.id)).scalar_one())


def _asked_before(wish: Wish, person: "User", told: dict[str, Any]) -> bool:
    """Whether she has asked for this before: then what she says now takes its place."""
    mine = sa.select(WishAsking).where(WishAsking.person_id == person.id)
    hers = db.session.scalar(mine.where(WishAsking.wish_id == wish.id))
    if hers is None:
        if wishes.count_of_buyer(person.id) >= MOST_OF_ONE:
            raise RuleBroken("Anda sudah punya 30 permintaan. Batalkan dulu yang tidak perlu lagi.")
        return False
    if wish.is_hidden:
        raise RuleBroken("Permintaan ini tidak dapat kami tampilkan.", "text")
    hers = locked(hers)
    wish = locked(wish)
    if not wishes.is_sold(wish):
        wish.reopen()
    hers.regency_code, hers.note = told["regency_code"], told["note"]
    hers.asked_at = wish.last_asked_at = told["asked_at"]
    events.record("wish.repeated", wish, by=person, asking_id=hers.id)
    return True
