"""One step of a claim written down: for its owner and for whoever decides next."""

from collections.abc import Iterable
from datetime import datetime

from marketplace.accounts.models import User
from marketplace.database import db
from marketplace.sellers.models import Claim, ClaimNote

SIDES = {
    **dict.fromkeys(("submit", "answer", "withdraw"), "owner"),
    **dict.fromkeys(("confirm", "deny"), "board"),
}


def note(
    claim: Claim,
    act: str,
    *,
    by: User,
    at: datetime,
    office: str = "",
    words: str = "",
    codes: Iterable[str] = (),
) -> ClaimNote:
    """Write down a step that a claim has just taken, under the version that it has now."""
    db.session.flush()
    written = ClaimNote(
        claim_id=claim.id,
        version=claim.version,
        act=act,
        side=SIDES.get(act, "office"),
        author_id=by.id,
        office=office,
        codes=list(codes),
        words=words,
        at=at,
    )
    db.session.add(written)
    return written
