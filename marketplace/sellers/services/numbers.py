"""Whether a shop's WhatsApp number was shown to be its owner's."""

from datetime import datetime

import sqlalchemy as sa

from marketplace import events
from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import db, locked, transaction
from marketplace.sellers.models import Shop, ShopMember


def _held_by_a_member() -> sa.Exists:
    """Whether one of the shop's members has confirmed the very number of the shop."""
    return (
        sa.exists()
        .where(ShopMember.shop_id == Shop.id, ShopMember.user_id == User.id)
        .where(User.phone == Shop.whatsapp, User.phone_confirmed_at.is_not(None))
        .correlate(Shop)
    )


def note_whether_confirmed(shop: Shop, at: datetime) -> None:
    """Inside a transaction: mark the shop's number when a member has confirmed it already."""
    shop = locked(shop)
    if shop.whatsapp is None or shop.whatsapp_confirmed_at is not None:
        return
    if db.session.scalar(sa.select(_held_by_a_member()).where(Shop.id == shop.id)):
        shop.whatsapp_confirmed_at = at


def follow_confirmation(person_id: int) -> None:
    """A person's number was confirmed: hers counts for her shop, and for nobody else's.

    Conditional updates, so that an owner's open form is not stale and a second telling is harmless.
    """
    with transaction() as session:
        person = session.get(User, person_id)
        if person is None or not person.is_phone_confirmed:
            return
        same_number = Shop.whatsapp == person.phone
        held = session.scalars(
            sa.update(Shop)
            .where(same_number, Shop.whatsapp_confirmed_at.is_(None), _held_by_a_member())
            .values(whatsapp_confirmed_at=now())
            .returning(Shop.id)
            .execution_options(synchronize_session=False)
        ).all()
        lost = session.scalars(
            sa.update(Shop)
            .where(same_number, Shop.whatsapp_confirmed_at.is_not(None), ~_held_by_a_member())
            .values(whatsapp_confirmed_at=None)
            .returning(Shop.id)
            .execution_options(synchronize_session=False)
        ).all()
        for shop in session.scalars(sa.select(Shop).where(Shop.id.in_([*held, *lost]))):
            events.record("shop.edited", shop, number_confirmed=shop.id in held)
