"""Shops as officers see them: find one, take it off the street, take its badge away."""

from datetime import timedelta

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import IntegerField
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from marketplace.clock import now, today
from marketplace.console import bp, late
from marketplace.console.comparison import number_words
from marketplace.console.late import OpenedForm
from marketplace.console.reasons import ReasonedForm
from marketplace.console.suspension_forms import LiftForm, SuspensionForm, form_of
from marketplace.moderation import queries as moderation
from marketplace.sellers import queries, services
from marketplace.sellers.affiliation import badge_words
from marketplace.sellers.jurisdiction import decides
from marketplace.sellers.limits import limits
from marketplace.sellers.models import Badge, Shop
from marketplace.sellers.reasons import REASONS
from marketplace.web.access import officer
from marketplace.web.forms import filled, form_page
from marketplace.web.pages import found, page_number, page_of
from marketplace.web.second_step import CodeAgainForm

SIZE = 25


STATES = {
    "buka": ("open", "Buka"),
    "terverifikasi": ("verified", "Terverifikasi"),
    "ditutup": ("closed", "Ditutup pemilik"),
    "dibekukan": ("suspended", "Dibekukan"),
}


class RevocationForm(OpenedForm, CodeAgainForm, ReasonedForm):
    """Why a badge is taken away, by somebody who has her authenticator at hand."""

    reasons = REASONS
    kinds = {"revoke": "Pencabutan"}

    # The claim that the badge rested on when she looked.
    claim = IntegerField(widget=HiddenInput(), validators=[InputRequired()])


@bp.get("/toko")
@officer()
def shops() -> str:
    """The shops where she acts, by name and state."""
    words, name = request.args.get("q", "")[:80].strip(), request.args.get("keadaan", "")
    state = STATES.get(name, ("", ""))[0]
    number = page_number()
    shown, total = queries.shops_for(
        current_user, words=words, state=state, number=number, size=SIZE
    )
    badges = queries.badges_of([shop.id for shop in shown])
    page = page_of(total, SIZE, number)
    return render_template(
        "console/shops.html", shops=shown, badges=badges, q=words, page=page, tabs=_tabs(name)
    )


def _tabs(name: str) -> list[tuple[str, str, bool, None]]:
    words = request.args.get("q") or None
    every = [("", "Semua"), *((key, label) for key, (_, label) in STATES.items())]
    return [
        (label, url_for(".shops", q=words, keadaan=key or None), key == name, None)
        for key, label in every
    ]


@bp.get("/toko/<int:shop_id>")
@officer()
def shop(shop_id: int) -> str:
    """One shop: what it says, who keeps it, its badges, its suspension."""
    return shop_page(found(queries.shop_for(current_user, shop_id)))


@bp.route("/lencana/<int:badge_id>/pencabutan", methods=["GET", "POST"])
@officer("verify")
def revocation(badge_id: int) -> Response | tuple[str, int]:
    """Take a badge away; a page of its own, since its office may not be the shop's."""
    badge = found(queries.badge_for(current_user, badge_id))
    form = RevocationForm(data={"claim": badge.latest_claim_id})
    if filled(form, lambda: _revoke(badge, form)):
        flash("Lencana dicabut. Tandanya hilang dari semua halaman sekarang.", "good")
        return redirect(url_for(".claim", claim_id=badge.latest_claim_id))
    return _revocation_page(found(queries.badge_for(current_user, badge_id)), form)


def _revocation_page(badge: Badge, form: RevocationForm) -> tuple[str, int]:
    changes = late.told(form, badge)
    if changes is not None:
        form.claim.data = badge.latest_claim_id
    return form_page(
        "console/shop_badge.html",
        form,
        badge=badge,
        words=badge_words(badge.kind, badge.name),
        state=badge.state(today()),
        changes=changes,
    )


def _revoke(badge: Badge, form: RevocationForm) -> None:
    services.revoke(
        badge,
        by=current_user,
        reason=form.full_reason,
        reason_code=form.chosen_code,
        claim_id=form.claim.data,
    )


def shop_page(one: Shop, suspending: SuspensionForm | LiftForm | None = None) -> str:
    """The page of a shop, with a form of its suspension that was refused, if one was."""
    badges: list[Badge] = queries.badges_of_shop(one)
    mine = queries.is_member(one, current_user)
    return render_template(
        "console/shop.html",
        shop=one,
        number=number_words(one),
        badges=[(badge, badge.standing(today()), decides(current_user, badge)) for badge in badges],
        verifies=current_user.has_duty("verify") and not mine,
        supervises=current_user.has_duty("supervise") and not mine,
        own=mine,
        suspending=suspending or form_of(one),
        review_by=today() + timedelta(days=limits()["review_within_days"]),
        history=moderation.history_of(one),
        at=now(),
    )
