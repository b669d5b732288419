"""/dinas/toko/…/pembekuan: a shop taken off the street for some days, and let back."""

from flask import flash, redirect, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from marketplace.console import bp
from marketplace.console.shops import shop_page
from marketplace.console.suspension_forms import LiftForm, SuspensionForm
from marketplace.moderation import services
from marketplace.sellers import queries
from marketplace.sellers.models import Shop
from marketplace.web.access import officer
from marketplace.web.forms import filled, status_of
from marketplace.web.pages import found


@bp.post("/toko/<int:shop_id>/pembekuan")
@officer("supervise")
def suspension(shop_id: int) -> Response | tuple[str, int]:
    """Take the shop off the street."""
    one = found(queries.shop_for(current_user, shop_id))
    form = SuspensionForm(prefix="beku-")
    if filled(form, lambda: _suspend(one, form)):
        flash("Lapak dibekukan. Halamannya hilang dari pasar sekarang.", "good")
        return redirect(url_for(".shop", shop_id=shop_id))
    return shop_page(found(queries.shop_for(current_user, shop_id)), form), status_of(form)


def _suspend(one: Shop, form: SuspensionForm) -> None:
    services.suspend(
        one,
        by=current_user,
        code=form.chosen_code,
        reason=form.full_reason,
        until=form.until.data,
    )


@bp.post("/toko/<int:shop_id>/pembukaan")
@officer("supervise")
def suspension_end(shop_id: int) -> Response | tuple[str, int]:
    """Let the shop back on the street."""
    one = found(queries.shop_for(current_user, shop_id))
    form = LiftForm(prefix="beku-")
    if filled(form, lambda: _lift(one, form)):
        flash("Pembekuan dicabut. Lapak tampil lagi di pasar.", "good")
        return redirect(url_for(".shop", shop_id=shop_id))
    return shop_page(found(queries.shop_for(current_user, shop_id)), form), status_of(form)


def _lift(one: Shop, form: LiftForm) -> None:
    services.lift_suspension(one, by=current_user, code=form.chosen_code, reason=form.full_reason)
