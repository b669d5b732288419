"""/akun/perangkat: where a person is signed in, and ending it."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from marketplace.accounts import queries, services
from marketplace.clock import now
from marketplace.storefront import bp
from marketplace.web import sessions
from marketplace.web.access import signed_in
from marketplace.web.pages import found


@bp.get("/akun/perangkat")
@signed_in
def account_devices() -> str:
    """Every browser that is signed in as her; this one first."""
    open_now = queries.open_sign_ins_of(sessions.me(), now())
    here = [one for one in open_now if queries.is_sign_in_of_token(one, sessions.token())]
    others = [one for one in open_now if one not in here]
    return render_template("storefront/account/devices.html", here=here, others=others)


@bp.post("/akun/perangkat/<int:sign_in_id>/keluar")
@signed_in
def account_device_end(sign_in_id: int) -> Response:
    """Sign out on one device; on this one that is signing out."""
    sign_in = found(queries.sign_in_of(sessions.me(), sign_in_id))
    if queries.is_sign_in_of_token(sign_in, sessions.token()):
        sessions.end()
        return redirect("/")
    services.end_one_sign_in(sign_in, by=sessions.me(), at=now())
    flash(gettext("Perangkat itu sudah dikeluarkan."), "good")
    return redirect(url_for(".account_devices"))


@bp.post("/akun/perangkat/keluar-lainnya")
@signed_in
def account_devices_end() -> Response:
    """Sign out everywhere else."""
    ended = services.end_other_sign_ins(sessions.me(), sessions.token(), now())
    words = (
        gettext("Semua perangkat lain sudah dikeluarkan.")
        if ended
        else gettext("Tidak ada perangkat lain yang masuk.")
    )
    flash(words, "good")
    return redirect(url_for(".account_devices"))
