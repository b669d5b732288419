"""/akun/laporan: what a person reported while signed in, and what became of it."""

from flask import render_template

from marketplace.moderation import queries
from marketplace.moderation.kinds import report_kinds
from marketplace.storefront import bp
from marketplace.web import sessions
from marketplace.web.access import signed_in


@bp.get("/akun/laporan")
@signed_in
def account_reports() -> str:
    """Her reports, the latest first; who decided, and about whom else, is not told."""
    return render_template(
        "storefront/account/reports.html",
        reports=queries.reports_by(sessions.me()),
        kinds=report_kinds(),
    )
