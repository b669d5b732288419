"""/akun/pertanyaan, /akun/permintaan: what a person asked on WhatsApp, and what she wishes for."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from marketplace.accounts import queries as accounts
from marketplace.inquiries import queries
from marketplace.inquiries import services as inquiries
from marketplace.inquiries.queries import wishes
from marketplace.storefront import bp
from marketplace.web import sessions
from marketplace.web.access import signed_in
from marketplace.web.pages import found, page_number, page_of


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


@bp.get("/akun/permintaan")
@signed_in
def account_wishes() -> str:
    """What she wishes for, the latest first, each with what became of it."""
    user = sessions.me()
    return render_template(
        "storefront/account/wishes.html",
        askings=wishes.of_buyer(user),
        kept=accounts.may_use(user, "inquiry_history"),
    )


@bp.post("/akun/permintaan/<int:asking_id>/penarikan")
@signed_in
def account_wish_withdrawal(asking_id: int) -> Response:
    """She does not look for it any more."""
    user = sessions.me()
    asking = found(wishes.one_of_buyer(user, asking_id))
    inquiries.withdraw_wish(asking, by=user)
    flash(gettext("Permintaan dibatalkan."), "good")
    return redirect(url_for(".account_wishes"))
