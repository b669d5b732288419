"""What inquiries and wishes keep of a person: that it was she who asked, and her shop's answers."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from marketplace.database import db
from marketplace.inquiries.models import Inquiry, Wish, WishAnswer, WishAsking
from marketplace.inquiries.services.wish_ends import forget_wishes
from marketplace.personal_data import Part, gives, lets_go, rows_of, stops
from marketplace.sellers import queries as sellers


@gives
def her_questions(person_id: int) -> Iterable[Part]:
    """What she asked and wished for while she was signed in, and what her shops answered."""
    yield Part("pertanyaan", rows_of(Inquiry, Inquiry.buyer_id == person_id))
    hers = WishAsking.person_id == person_id
    yield Part("permintaan produk", rows_of(WishAsking, hers, left_out=["person_id"]))
    wished = Wish.id.in_(sa.select(WishAsking.wish_id).where(hers))
    yield Part("produk yang diminta", rows_of(Wish, wished, left_out=["key"]))
    answered = WishAnswer.shop_id.in_(sellers.shop_ids_of(person_id))
    yield Part("jawaban permintaan produk", rows_of(WishAnswer, answered))


@lets_go
@stops("inquiry_history")
def forget_who_asked(person_id: int, _at: datetime) -> None:
    """The record of the offer stays five years without her (PP 80/2019)."""
    _unname(Inquiry, Inquiry.buyer_id, person_id)


@stops("inquiry_history")
def forget_who_wished(person_id: int, _at: datetime) -> None:
    """What she wished for stays open for owners, without her."""
    _unname(WishAsking, WishAsking.person_id, person_id)


@lets_go
def let_her_wishes_go(person_id: int, _at: datetime) -> None:
    """What she alone wished for goes with its words; of what others wish for, her part."""
    hers = sa.select(WishAsking.wish_id).where(WishAsking.person_id == person_id)
    wishes = sa.select(Wish.id).where(Wish.id.in_(hers)).order_by(Wish.id).with_for_update()
    ids = list(db.session.scalars(wishes))
    db.session.execute(_quietly(sa.delete(WishAsking).where(WishAsking.person_id == person_id)))
    # She stands once in each.
    fewer = sa.update(Wish).where(Wish.id.in_(ids)).values(times=Wish.times - 1)
    db.session.execute(_quietly(fewer))
    left = sa.select(Wish.id).where(Wish.id.in_(ids), Wish.times == 0)
    forget_wishes(list(db.session.scalars(left)))
    shops = sellers.shops_that_end_with(person_id)
    db.session.execute(_quietly(sa.delete(WishAnswer).where(WishAnswer.shop_id.in_(shops))))


def _unname(model: Any, column: Any, person_id: int) -> None:
    nobody = sa.update(model).where(column == person_id).values({column: None})
    db.session.execute(_quietly(nobody))


def _quietly(statement: Any) -> Any:
    return statement.execution_options(synchronize_session=False)
