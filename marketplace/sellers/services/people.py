"""Who acts: the person as she is now, and whether the record is hers to change."""

import sqlalchemy as sa

from marketplace.accounts import queries as accounts
from marketplace.accounts.models import User
from marketplace.accounts.models.private import NIK_KTP
from marketplace.database import db, locked
from marketplace.errors import NotFound, RuleBroken
from marketplace.sellers.models import Shop
from marketplace.sellers.queries import has_interest, is_kept_by, is_member

CHECKED_IT = "Anda yang memeriksa klaim ini. Petugas lain yang menyetujuinya."


def acting(by: User, *, hold: bool = False) -> User:
    """The acting person as she stands now; with `hold`, nobody changes her until we are done.

    `by` may be a request's proxy for the person, or a record of an ended session: its identity
    alone counts.
    """
    known: User = getattr(by, "_get_current_object", lambda: by)()
    person = db.session.get(User, sa.inspect(known).identity, populate_existing=True)
    if person is None or not person.active:
        raise NotFound
    return locked(person) if hold else person


def member_of(shop: Shop, by: User, *, hold: bool = False) -> User:
    """The acting person, who keeps this shop; NotFound for anybody else."""
    person = acting(by, hold=hold)
    if not is_member(shop, person):
        raise NotFound
    return person


def must_be_impartial(officer: User, shop: Shop) -> None:
    """Nobody decides about a shop that is her own, or in which she declared an interest.

    Another account with the same identity number is she, too.
    With the shop locked: a declaration takes the same lock, so none slips in between.
    """
    same = accounts.others_with_number_of(officer.id, NIK_KTP)
    if is_member(shop, officer) or any(is_kept_by(shop, person_id) for person_id in same):
        raise RuleBroken("Ini lapak Anda sendiri. Petugas lain yang memutuskan.")
    if has_interest(officer, shop):
        raise RuleBroken("Anda menyatakan kepentingan di lapak ini. Petugas lain yang memutuskan.")


def must_be_another(officer: User, person_id: int | None, words: str = CHECKED_IT) -> None:
    """Two people decide: the second is not the first, under whichever account she comes."""
    if person_id in (officer.id, *accounts.others_with_number_of(officer.id, NIK_KTP)):
        raise RuleBroken(words)
