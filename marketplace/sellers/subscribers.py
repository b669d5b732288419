"""What the sellers room does when something happens elsewhere."""

import sqlalchemy as sa

from marketplace.database import db
from marketplace.events import Event, on
from marketplace.jobs import every_minute
from marketplace.sellers import evidence, services
from marketplace.sellers.models import Evidence
from marketplace.sellers.services.numbers import follow_confirmation


@on("phone.confirmed")
def confirm_the_shop_s_number(event: Event) -> None:
    """A person showed that a number is hers; her shop may now be asked on it."""
    follow_confirmation(int(event.subject_id))


@on("claim.withdrawn")
def forget_the_photos(event: Event) -> None:
    """Nobody will look at the evidence of a claim that was taken back."""
    of_claim = sa.select(Evidence.key).where(Evidence.claim_id == int(event.subject_id))
    for key in db.session.scalars(of_claim.where(Evidence.key != "")):
        evidence.forget(key)


@on("claim.evidence_forgotten")
def delete_the_photos(event: Event) -> None:
    """Delete the photos of a claim whose record has let them go."""
    for key in event.details.get("keys", ()):
        evidence.forget(key)


@every_minute
def end_suspensions() -> None:
    """A suspension with a last day ends by itself when that day is over in Banten."""
    services.end_suspensions()
