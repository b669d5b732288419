"""An officer looks at what is kept locked of a claim: noted, with her reason, before she does.

Nobody looks into a shop of her own, or one in which she declared an interest.
"""

from marketplace import events
from marketplace.accounts import queries as people
from marketplace.accounts import services as accounts
from marketplace.accounts.models import User
from marketplace.database import locked, transaction
from marketplace.errors import NotFound
from marketplace.sellers import evidence
from marketplace.sellers.models import Claim, Evidence
from marketplace.sellers.services.people import acting, must_be_impartial


def view_evidence(piece: Evidence, *, by: User, reason_code: str, reason: str) -> bytes:
    """The photo of a piece of evidence for an officer who says why; NotFound when it is gone.

    The caller has found it through her jurisdiction. Nobody is shown the photo without the
    names that `marketplace.imaging_watermarks` writes across it.
    """
    with transaction():
        piece = locked(piece)
        if not piece.is_kept:
            raise NotFound
        claim, key = piece.claim, piece.key
        must_be_impartial(acting(by), claim.shop)
        noted = accounts.note_view_of_evidence(
            claim.submitted_by_id, by=by, reason_code=reason_code, reason=reason
        )
        events.record(
            "evidence.viewed", piece, by=by, reason_code=reason_code, disclosure_id=noted.id,
            claim_id=claim.id, shop_id=claim.shop_id,
        )  # fmt: skip
    return evidence.photo(key)


def reveal_number(claim: Claim, kind: str, *, by: User, reason_code: str, reason: str) -> str:
    """The claimant's own number for an officer who says why; NotFound when she gave none."""
    with transaction():
        claim = locked(claim)
        must_be_impartial(acting(by), claim.shop)
        kept = people.personal_number_of(claim.submitted_by_id, kind)
        if kept is None:
            raise NotFound
        return accounts.reveal_personal_number(kept, by=by, reason_code=reason_code, reason=reason)
