"""An officer looks at evidence: noted, with her reason, before she sees it."""

from marketplace import events
from marketplace.accounts import services as accounts
from marketplace.accounts.models import User
from marketplace.database import locked, transaction
from marketplace.errors import NotFound
from marketplace.sellers import evidence
from marketplace.sellers.models import Evidence


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
        noted = accounts.note_view_of_evidence(
            claim.submitted_by_id, by=by, reason_code=reason_code, reason=reason
        )
        events.record(
            "evidence.viewed", piece, by=by, reason_code=reason_code, disclosure_id=noted.id,
            claim_id=claim.id, shop_id=claim.shop_id,
        )  # fmt: skip
    return evidence.photo(key)
