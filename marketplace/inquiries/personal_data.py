"""What inquiries keep of a person: that it was she who asked."""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from marketplace.database import db
from marketplace.inquiries.models import Inquiry
from marketplace.personal_data import Part, gives, lets_go, rows_of, stops


@gives
def her_questions(person_id: int) -> Iterable[Part]:
    """What she asked while she was signed in."""
    yield Part("pertanyaan", rows_of(Inquiry, Inquiry.buyer_id == person_id))


@lets_go
@stops("inquiry_history")
def forget_who_asked(person_id: int, _at: datetime) -> None:
    """The record of the offer stays five years without her (PP 80/2019)."""
    db.session.execute(
        sa.update(Inquiry)
        .where(Inquiry.buyer_id == person_id)
        .values(buyer_id=None)
        .execution_options(synchronize_session=False)
    )
