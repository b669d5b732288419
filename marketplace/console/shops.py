"""Shops as officers see them: find one, take it off the street, take its badge away."""

from datetime import timedelta

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from marketplace.clock import now, today
from marketplace.console import bp
from marketplace.console.comparison import number_words
from marketplace.console.reasons import ReasonedForm
from marketplace.console.suspension_forms import LiftForm, SuspensionForm, form_of
from marketplace.moderation import queries as moderation
from marketplace.sellers import queries, services
from marketplace.sellers.jurisdiction import may_decide
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


class RevocationForm(CodeAgainForm, ReasonedForm):
    """Why a badge is taken away, by somebody who has her authenticator at hand."""

    reasons = REASONS
    kinds = {"revoke": "Pencabutan"}


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
    form = RevocationForm()
    if filled(form, lambda: _revoke(badge, form)):
        flash("Lencana dicabut. Tandanya hilang dari semua halaman sekarang.", "good")
        return redirect(url_for(".claim", claim_id=badge.latest_claim_id))
    badge = found(queries.badge_for(current_user, badge_id))
    return form_page("console/shop_badge.html", form, badge=badge, state=badge.state(today()))


def _revoke(badge: Badge, form: RevocationForm) -> None:
    services.revoke(badge, by=current_user, reason=form.full_reason, reason_code=form.chosen_code)


def shop_page(one: Shop, suspending: SuspensionForm | LiftForm | None = None) -> str:
    """The page of a shop, with a form of its suspension that was refused, if one was."""
    badges: list[Badge] = queries.badges_of_shop(one)
    mine = queries.is_member(one, current_user)
    return render_template(
        "console/shop.html",
        shop=one,
        number=number_words(one),
        badges=[
            (badge, badge.standing(today()), may_decide(current_user, badge.cooperative))
            for badge in badges
        ],
        verifies=current_user.has_duty("verify") and not mine,
        supervises=current_user.has_duty("supervise") and not mine,
        own=mine,
        suspending=suspending or form_of(one),
        review_by=today() + timedelta(days=limits()["review_within_days"]),
        history=moderation.history_of(one),
        at=now(),
    )
