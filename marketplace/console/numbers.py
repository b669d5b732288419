"""/dinas/nomor: numbers that wait to be confirmed, and help for people who are locked out."""

from collections.abc import Callable

from flask import abort, current_app, flash, redirect, render_template, session, url_for
from werkzeug.wrappers import Response
from wtforms.validators import InputRequired

from marketplace.accounts import phones, queries, services
from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.console import bp
from marketplace.console.late import OpenedForm, told
from marketplace.web import sessions
from marketplace.web.access import officer
from marketplace.web.forms import Form, LineField, MobileOrEmail, filled, form_page, status_of
from marketplace.web.limits import limiter
from marketplace.web.pages import found

# Kept in the officer's own session: numbers and tokens do not belong into addresses.
FOUND, LINK = "people_found", "reset_link"


class SearchForm(Form):
    """Whom to help."""

    identity = LineField(
        "Nomor HP atau e-mail akun",
        [InputRequired("Tulis nomor HP atau alamat e-mail akunnya."), MobileOrEmail()],
        render_kw={"autocomplete": "off", "autocapitalize": "none"},
    )


def _me() -> User:
    """The officer who is asking; either of two duties will do, so the mark alone cannot tell."""
    user = sessions.me()
    if not user.may_confirm_numbers:
        abort(403)
    return user


@bp.get("/nomor")
@officer()
def numbers() -> str:
    """Codes to look for in the dinas's WhatsApp, oldest first."""
    return _page(OpenedForm())


def _page(form: OpenedForm, changes: list[str] | None = None) -> str:
    user = _me()
    return render_template(
        "console/numbers.html",
        waiting=queries.waiting_confirmations(now()),
        local=phones.local,
        can_reset=user.has_duty("support"),
        form=form,
        changes=changes,
    )


@bp.post("/nomor/<int:confirmation_id>/konfirmasi")
@officer()
def number_confirmation(confirmation_id: int) -> Response | tuple[str, int]:
    """The code came from this number."""
    return _decided(confirmation_id, services.confirm_phone, "Nomor terkonfirmasi.")


@bp.post("/nomor/<int:confirmation_id>/penolakan")
@officer()
def number_refusal(confirmation_id: int) -> Response | tuple[str, int]:
    """The code came from somewhere else, or not at all."""
    return _decided(confirmation_id, services.refuse_phone, "Permintaan ditolak.")


def _decided(
    confirmation_id: int, decide: Callable[..., None], words: str
) -> Response | tuple[str, int]:
    me, asked = _me(), found(queries.confirmation(confirmation_id))
    form = OpenedForm()
    if filled(form, lambda: decide(asked, by=me, at=now())):
        flash(words, "good")
        return redirect(url_for(".numbers"))
    asked = found(queries.confirmation(confirmation_id))
    return _page(form, told(form, asked.user, request_id=asked.id)), status_of(form)


@bp.route("/nomor/sandi", methods=["GET", "POST"])
@officer("support")
@limiter.limit("60 per hour", methods=["POST"])
def number_password() -> Response | tuple[str, int]:
    """Find the person who is locked out, and hand her a link."""
    form = SearchForm()
    if not form.validate_on_submit():
        return _password_page(form)
    people = queries.who_may_be(form.identity.data or "")
    session[FOUND] = [person.id for person in people]
    session.pop(LINK, None)
    if not people:
        flash("Tidak ada akun dengan nomor atau alamat itu.", "warn")
    return redirect(url_for(".number_password"))


def _password_page(form: SearchForm) -> tuple[str, int]:
    people = [queries.person(person_id) for person_id in session.get(FOUND, [])]
    return form_page(
        "console/numbers_password.html",
        form,
        people=[person for person in people if person is not None],
        masked=phones.masked,
        link=session.get(LINK),
    )


@bp.post("/nomor/sandi/<int:user_id>")
@officer("support")
def number_password_link(user_id: int) -> Response:
    """Make a one-use link for a person whom the officer has recognised."""
    if user_id not in session.get(FOUND, []):
        abort(404)
    person = found(queries.person(user_id))
    token = services.issue_reset_link(person, by=sessions.me(), at=now())
    site_url = current_app.config["SETTINGS"].site_url
    session[LINK] = site_url + url_for("storefront.password_by_link", token=token)
    session[FOUND] = [user_id]
    return redirect(url_for(".number_password"))
