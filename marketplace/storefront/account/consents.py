"""/akun/persetujuan: what a person's data are used for, and what she agreed to."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from marketplace.accounts import queries, services
from marketplace.accounts.purposes import purposes
from marketplace.clock import now
from marketplace.storefront import bp
from marketplace.storefront.account.attempts import by_person
from marketplace.web import sessions
from marketplace.web.access import signed_in


@bp.get("/akun/persetujuan")
@signed_in
def account_consents() -> str:
    """Every purpose with its present text, her consent, and the way out of it."""
    user = sessions.me()
    return render_template(
        "storefront/account/consents.html",
        purposes=purposes().values(),
        present=queries.present_consents_of(user),
        used={key: queries.may_use(user, key) for key in purposes()},
        outdated=[one.key for one in queries.outdated_consents_of(user)],
        history=queries.consents_of(user),
        titles={key: one.title for key, one in purposes().items()},
    )


@bp.post("/akun/persetujuan/<purpose>")
@signed_in
@by_person("30 per hour")
def account_consent(purpose: str) -> Response:
    """Agree to the present text."""
    services.give_consent(sessions.me(), purpose, now())
    flash(gettext("Persetujuan Anda tercatat."), "good")
    return redirect(url_for(".account_consents"))


@bp.post("/akun/persetujuan/<purpose>/penarikan")
@signed_in
@by_person("30 per hour")
def account_consent_end(purpose: str) -> Response:
    """Take it back: the use ends at once."""
    services.withdraw_consent(sessions.me(), purpose, now())
    flash(gettext("Pemakaian ini sudah dihentikan."), "good")
    return redirect(url_for(".account_consents"))
