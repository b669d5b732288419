"""`/lapak/profil`: what the shop says of itself, its cover, holidays, closing and opening again."""

from collections.abc import Callable
from typing import Any

from flask import flash, g, redirect, render_template, url_for
from flask_login import current_user
from flask_wtf.file import FileField, FileRequired
from werkzeug.wrappers import Response
from wtforms import DateField
from wtforms.validators import InputRequired, Length, Optional

from marketplace.accounts import phones
from marketplace.catalog import queries as catalog_queries
from marketplace.catalog import services as catalog
from marketplace.clock import today
from marketplace.sellers import services as shops
from marketplace.sellers.models import Shop
from marketplace.web.access import member
from marketplace.web.forms import Form, LineField, Mobile, ParagraphField, filled
from marketplace.web.limits import limiter
from marketplace.workspace import bp
from marketplace.workspace.fields import HiddenNumber, PlaceForm
from marketplace.workspace.listings import UPLOADS
from marketplace.workspace.opening import OpeningForm


class ProfileForm(PlaceForm):
    """What a shop says of itself."""

    version = HiddenNumber()
    name = OpeningForm.name
    story = ParagraphField("Cerita lapak", [Length(max=3000)])
    hours = LineField("Jam buka", [Length(max=120)], render_kw={"maxlength": 120})
    address = OpeningForm.address
    whatsapp = LineField(
        "Nomor WhatsApp",
        [Optional(), Mobile()],
        render_kw={"inputmode": "tel", "autocomplete": "tel"},
    )


class HolidayForm(Form):
    """Until when the owner is away."""

    until = DateField("Libur sampai", [InputRequired("Isi tanggal terakhir libur.")])


class CoverForm(Form):
    """A wide picture on top of the shop's page."""

    picture = FileField("Foto sampul", [FileRequired("Pilih satu foto dulu.")])


@bp.route("/profil", methods=["GET", "POST"])
@member
def profile() -> Any:
    """Edit the shop."""
    form = ProfileForm(data=_shown(g.shop))
    if form.asks_for_places or not form.is_submitted():
        return _page(form=form)
    if filled(form, lambda: _edit(form)):
        flash("Data lapak tersimpan.", "good")
        return redirect(url_for(".profile"))
    return _page(form=form), 422


@bp.post("/profil/libur")
@member
def holiday() -> Any:
    """Go on holiday until a day."""
    form = HolidayForm()
    if filled(form, lambda: shops.set_holiday(g.shop, by=current_user, until=form.until.data)):
        flash("Libur terpasang. Pembeli melihatnya di lapak Anda.", "good")
        return redirect(url_for(".profile"))
    return _page(holiday_form=form), 422


@bp.post("/profil/libur/selesai")
@member
def holiday_end() -> Response:
    """Back from holiday."""
    shops.set_holiday(g.shop, by=current_user, until=None)
    flash("Selamat kembali. Lapak tidak lagi libur.", "good")
    return redirect(url_for(".profile"))


@bp.post("/profil/sampul")
@member
@limiter.limit(UPLOADS)
def cover() -> Any:
    """Give the shop a cover."""
    form = CoverForm()
    if filled(form, lambda: _set_cover(form)):
        flash("Sampul dipasang. Kami menyiapkannya sebentar.", "good")
        return redirect(url_for(".profile"))
    return _page(cover_form=form), 422


@bp.post("/profil/sampul/penghapusan")
@member
def cover_removal() -> Response:
    """Take the cover away."""
    catalog.remove_cover(g.shop, by=current_user)
    flash("Sampul dihapus.", "good")
    return redirect(url_for(".profile"))


@bp.post("/profil/penutupan")
@member
def closing() -> Response:
    """Take the shop off the street."""
    shops.close(g.shop, by=current_user)
    flash("Lapak ditutup. Produk Anda tersimpan.", "good")
    return redirect(url_for(".profile"))


@bp.post("/profil/pembukaan")
@member
def reopening() -> Response:
    """Bring the shop back."""
    shops.reopen(g.shop, by=current_user)
    flash("Lapak buka kembali.", "good")
    return redirect(url_for(".profile"))


def _page(**forms: Form) -> str:
    blank: dict[str, Callable[[], Form]] = {
        "form": lambda: ProfileForm(formdata=None, data=_shown(g.shop)),
        "holiday_form": lambda: HolidayForm(formdata=None),
        "cover_form": lambda: CoverForm(formdata=None),
    }
    shown = {name: forms.get(name) or make() for name, make in blank.items()}
    away = g.shop.is_on_holiday(today())
    cover = catalog_queries.cover_of(g.shop)
    return render_template("workspace/profile.html", shop=g.shop, away=away, cover=cover, **shown)


def _shown(shop: Shop) -> dict[str, Any]:
    kept = {name: getattr(shop, name) for name in ("version", "name", "story", "hours", "address")}
    number = phones.local(shop.whatsapp) if shop.whatsapp else ""
    return {**kept, "village": shop.village_code, "whatsapp": number}


def _edit(form: ProfileForm) -> None:
    shops.edit_shop(
        g.shop,
        by=current_user,
        version=form.version.data or 0,
        name=form.name.data or "",
        village_code=form.village.data,
        address=form.address.data or "",
        whatsapp=form.whatsapp.data or "",
        story=form.story.data or "",
        hours=form.hours.data or "",
    )


def _set_cover(form: CoverForm) -> None:
    catalog.set_cover(g.shop, by=current_user, data=form.picture.data.read())
