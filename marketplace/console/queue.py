"""What waits for a decision: the officer's first page."""

from flask import render_template
from flask_login import current_user

from marketplace.accounts import queries as accounts
from marketplace.clock import now
from marketplace.console import bp
from marketplace.search.measures import learning
from marketplace.sellers import queries as sellers
from marketplace.sellers.jurisdiction import office_of
from marketplace.web.access import officer

FIRST = 8


@bp.get("/")
@officer()
def queue() -> str:
    """Claims, numbers and badges that ask for her, oldest first; each number opens its rows."""
    verifies = current_user.has_duty("verify")
    ticks = current_user.may_confirm_numbers
    return render_template(
        "console/queue.html",
        office=office_of(current_user),
        at=now(),
        claims=sellers.claims_for(current_user, "waiting", size=FIRST) if verifies else [],
        counts=sellers.claim_counts(current_user) if verifies else None,
        numbers=accounts.waiting_confirmations(now()) if ticks else None,
        rights=_rights() if current_user.may_answer_rights_requests else None,
        searches=learning.without_results_count() if current_user.has_duty("curate") else None,
        suspended=sellers.suspended_shops_for(current_user),
        expiring=sellers.expiring_badges_for(current_user) if verifies else [],
    )


def _rights() -> accounts.RightsRequests:
    """Requests about personal data that wait; the one with the nearest deadline."""
    return accounts.rights_requests(waiting=True, size=1)
