"""The photos that prove a claim: for the officers of the office that decides, kept nowhere."""

from flask_login import current_user
from werkzeug.wrappers import Response

from marketplace.console import bp
from marketplace.sellers import evidence as photos
from marketplace.sellers import queries
from marketplace.web.access import officer
from marketplace.web.pages import found


@bp.get("/klaim/<int:claim_id>/bukti/<int:evidence_id>")
@officer("verify")
def evidence(claim_id: int, evidence_id: int) -> Response:
    """One photo, shown and not kept."""
    one = found(queries.evidence_for(current_user, claim_id, evidence_id))
    answer = Response(photos.photo(one.key), content_type=photos.CONTENT_TYPE)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Content-Disposition"] = f'inline; filename="bukti-{one.id}.webp"'
    answer.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
    return answer
