"""How wishes end: after 90 days of not being asked for, and later for good."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from marketplace.database import db, in_transaction, transaction
from marketplace.inquiries.models import Wish, WishAnswer, WishAsking
from marketplace.retention import forgets

AT_ONCE = 1_000  # a database takes only so many values in one statement


@forgets("wishes")
def end_old_wishes(before: datetime) -> int:
    """End what nobody asked for since then, and forget who asked before; returns how many."""
    with transaction() as session:
        ended: Any = session.execute(
            sa.update(Wish)
            .where(Wish.state.in_(("open", "answered")), Wish.last_asked_at < before)
            .values(state="closed", version=Wish.version + 1)
            .execution_options(synchronize_session=False)
        )
        named = sa.or_(WishAsking.person_id.is_not(None), WishAsking.note != "")
        unnamed: Any = session.execute(
            sa.update(WishAsking)
            .where(WishAsking.asked_at < before, named)
            .values(person_id=None, note="")
            .execution_options(synchronize_session=False)
        )
    return int(ended.rowcount + unnamed.rowcount)


@forgets("wish_texts")
def forget_wish_texts(before: datetime) -> int:
    """Delete wishes that nobody has asked for since then; returns how many."""
    with transaction() as session:
        over = Wish.last_asked_at < before, Wish.state.in_(("closed", "hidden"))
        old = session.scalars(sa.select(Wish.id).where(*over).with_for_update()).all()
        forget_wishes(old)
    return len(old)


def forget_wishes(ids: Collection[int]) -> None:
    """Delete wishes whole, inside the transaction."""
    if not in_transaction():
        raise RuntimeError("forgotten within the transaction of what ended them")
    every = list(ids)
    for some in (every[at : at + AT_ONCE] for at in range(0, len(every), AT_ONCE)):
        for model, column in ((WishAnswer, WishAnswer.wish_id), (WishAsking, WishAsking.wish_id)):
            db.session.execute(_delete(model, column, some))
        db.session.execute(_delete(Wish, Wish.id, some))


def _delete(model: Any, column: Any, ids: Collection[int]) -> Any:
    return sa.delete(model).where(column.in_(ids)).execution_options(synchronize_session=False)
