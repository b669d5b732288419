"""What a cooperative's own board says of a membership: officers read it, it decides nothing."""

from marketplace import events
from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import locked, transaction
from marketplace.errors import NotFound, RuleBroken
from marketplace.sellers.affiliation import readable
from marketplace.sellers.models import Claim, Shop
from marketplace.sellers.queries import is_member, membership_to_confirm
from marketplace.sellers.services import steps
from marketplace.sellers.services.people import member_of

LONGEST_WORDS = 500
ACTS = {"confirmed": "confirm", "denied": "deny"}


def answer_membership(claim: Claim, shop: Shop, *, by: User, answer: str, words: str = "") -> Claim:
    """Confirm or deny, once, that the owner of a claim's shop belongs to the cooperative.

    `shop` is the cooperative's own, whose keeper answers; never about a shop that she keeps.
    """
    if answer not in ACTS:
        raise RuleBroken("Pilih benar atau tidak.", "answer")
    words = words.strip()[:LONGEST_WORDS]
    if answer == "denied" and not words:
        raise RuleBroken("Tulis alasannya dalam satu kalimat.", "words")
    with transaction():
        claim = locked(claim)
        person = member_of(shop, by)
        if membership_to_confirm(shop, claim.id) is None or is_member(claim.shop, person):
            raise NotFound
        at = now()
        claim.hear_the_board(answer, words, by=person, now=at)
        name = readable(claim.cooperative.name) if claim.cooperative else ""
        steps.note(claim, ACTS[answer], by=person, at=at, office=name, words=words)
        if answer == "confirmed":
            events.record("claim.board_confirmed", claim, by=person, shop_id=claim.shop_id)
        else:
            events.record("claim.board_denied", claim, by=person, shop_id=claim.shop_id)
    return claim
