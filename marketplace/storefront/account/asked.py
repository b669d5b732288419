"""/akun/pertanyaan: what a person asked on WhatsApp, and asking again."""

from flask import render_template

from marketplace.accounts import queries as accounts
from marketplace.inquiries import queries
from marketplace.storefront import bp
from marketplace.web import sessions
from marketplace.web.access import signed_in
from marketplace.web.pages import page_number, page_of


@bp.get("/akun/pertanyaan")
@signed_in
def account_inquiries() -> str:
    """Her questions, the latest first, each with its product and its shop."""
    user, number = sessions.me(), page_number()
    asked = queries.of_buyer(user, number)
    return render_template(
        "storefront/account/inquiries.html",
        inquiries=asked.inquiries,
        kept=accounts.may_use(user, "inquiry_history"),
        page=page_of(asked.total, queries.PAGE_SIZE, number),
    )
