"""What an officer says of herself: a shop in which she has an interest, and that it is over."""

from sqlalchemy.exc import IntegrityError

from marketplace import events
from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import db, locked, transaction
from marketplace.errors import NotFound, RuleBroken
from marketplace.sellers.models import Interest, Shop
from marketplace.sellers.models.interest import relations
from marketplace.sellers.services.people import acting


def declare(shop: Shop, *, by: User, relation: str) -> Interest:
    """An officer says that a shop is near to her: she decides nothing about it from now on."""
    if relation not in relations():
        raise RuleBroken("Pilih hubungannya.", "relation")
    with transaction():
        officer = _officer(by)
        shop = locked(shop)
        interest = Interest(
            officer_id=officer.id, shop_id=shop.id, relation=relation, declared_at=now()
        )
        db.session.add(interest)
        try:
            db.session.flush()
        except IntegrityError:  # declared already: the database has the last word
            raise RuleBroken("Anda sudah menyatakan kepentingan di lapak ini.") from None
        events.record("interest.declared", interest, by=officer, shop_id=shop.id, relation=relation)
    return interest


def end(interest: Interest, *, by: User) -> Interest:
    """She says that it is over; it still keeps her from deciding for a while."""
    with transaction():
        interest = locked(interest)
        officer = _officer(by)
        if interest.officer_id != officer.id:
            raise NotFound
        interest.end(now())
        events.record("interest.ended", interest, by=officer, shop_id=interest.shop_id)
    return interest


def _officer(by: User) -> User:
    officer = acting(by)
    if not officer.is_officer:
        raise NotFound
    return officer
