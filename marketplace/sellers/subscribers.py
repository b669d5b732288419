"""What the sellers room does when something happens elsewhere."""

from marketplace.database import db
from marketplace.events import Event, on
from marketplace.jobs import every_minute
from marketplace.sellers import evidence, services
from marketplace.sellers.models import Claim
from marketplace.sellers.services.numbers import follow_confirmation


@on("phone.confirmed")
def confirm_the_shop_s_number(event: Event) -> None:
    """A person showed that a number is hers; her shop may now be asked on it."""
    follow_confirmation(int(event.subject_id))


@on("claim.withdrawn")
def forget_the_photo(event: Event) -> None:
    """Nobody will look at the evidence of a claim that was taken back."""
    claim = db.session.get(Claim, int(event.subject_id))
    if claim is not None and claim.evidence_key:
        evidence.forget(claim.evidence_key)


@on("claim.evidence_forgotten")
def delete_the_photo(event: Event) -> None:
    """Delete the photo of a claim whose record has let it go."""
    if key := event.details.get("key"):
        evidence.forget(key)


@every_minute
def end_suspensions() -> None:
    """A suspension with a last day ends by itself when that day is over in Banten."""
    services.end_suspensions()
