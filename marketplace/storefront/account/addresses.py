"""/akun/alamat: the addresses that a person keeps."""

from typing import Any, ClassVar

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response
from wtforms.validators import DataRequired, InputRequired, Length

from marketplace.accounts import phones, queries, services
from marketplace.accounts.models import Address
from marketplace.accounts.models.address import MOST_ADDRESSES
from marketplace.clock import now
from marketplace.places import queries as places
from marketplace.storefront import bp
from marketplace.storefront.account.attempts import by_person
from marketplace.web import sessions
from marketplace.web.access import signed_in
from marketplace.web.forms import LineField, Mobile, filled, form_page
from marketplace.web.pages import found
from marketplace.web.place_form import PlaceForm

Answer = Response | str | tuple[str, int]
THREE_DIGITS = {"inputmode": "numeric", "maxlength": 6}


class AddressForm(PlaceForm):
    """Who receives, and where."""

    gazetteer: ClassVar = places

    label = LineField(
        _("Nama alamat"),
        [DataRequired(_("Beri nama, misalnya Rumah.")), Length(max=40)],
        description=_("Misalnya Rumah atau Kantor."),
        render_kw={"maxlength": 40},
    )
    receiver = LineField(
        _("Nama penerima"),
        [DataRequired(_("Tulis nama penerima.")), Length(max=120)],
        render_kw={"autocomplete": "name", "maxlength": 120},
    )
    phone = LineField(
        _("Nomor HP penerima"),
        [InputRequired(_("Tulis nomor HP penerima.")), Mobile()],
        render_kw={"autocomplete": "tel", "inputmode": "tel"},
    )
    street = LineField(
        _("Jalan, nomor, gang"),
        [DataRequired(_("Tulis jalan atau kampungnya.")), Length(max=200)],
        render_kw={"autocomplete": "address-line1", "maxlength": 200},
    )
    rt = LineField("RT", render_kw=THREE_DIGITS)
    rw = LineField("RW", render_kw=THREE_DIGITS)
    notes = LineField(
        _("Patokan"),
        [Length(max=200)],
        description=_("Misalnya pagar hijau di seberang musala."),
        render_kw={"maxlength": 200},
    )

    def typed(self) -> services.Particulars:
        """The address as it was written."""
        named: dict[str, Any] = {
            name: self[name].data or ""
            for name in ("label", "receiver", "phone", "street", "rt", "rw", "notes")
        }
        return services.Particulars(village_code=self.village.data, **named)


@bp.get("/akun/alamat")
@signed_in
def account_addresses() -> str:
    """Her addresses, the default first."""
    kept = queries.addresses_of(sessions.me())
    return render_template(
        "storefront/account/addresses.html",
        addresses=kept,
        local=phones.local,
        full=len(kept) >= MOST_ADDRESSES,
    )


@bp.route("/akun/alamat/baru", methods=["GET", "POST"])
@signed_in
@by_person("60 per hour")
def account_address_new() -> Answer:
    """Keep another address."""
    form = AddressForm()
    if form.asks_for_places:
        return _form(form)
    if filled(form, lambda: services.add_address(sessions.me(), form.typed(), now())):
        flash(gettext("Alamat tersimpan."), "good")
        return redirect(url_for(".account_addresses"))
    return form_page("storefront/account/address.html", form)


@bp.route("/akun/alamat/<int:address_id>", methods=["GET", "POST"])
@signed_in
@by_person("60 per hour")
def account_address(address_id: int) -> Answer:
    """Change an address."""
    address = _hers(address_id)
    form = AddressForm(**_as_typed(address))
    if form.asks_for_places:
        return _form(form, address)
    if filled(form, lambda: _edit(address, form)):
        flash(gettext("Alamat tersimpan."), "good")
        return redirect(url_for(".account_addresses"))
    return form_page("storefront/account/address.html", form, address=address)


@bp.post("/akun/alamat/<int:address_id>/utama")
@signed_in
def account_address_default(address_id: int) -> Response:
    """Take this address when none is named."""
    services.make_default(_hers(address_id), by=sessions.me())
    flash(gettext("Alamat utama diganti."), "good")
    return redirect(url_for(".account_addresses"))


@bp.post("/akun/alamat/<int:address_id>/hapus")
@signed_in
def account_address_removal(address_id: int) -> Response:
    """Forget an address."""
    services.remove_address(_hers(address_id), by=sessions.me())
    flash(gettext("Alamat dihapus."), "good")
    return redirect(url_for(".account_addresses"))


def _hers(address_id: int) -> Address:
    return found(queries.address_of(sessions.me(), address_id))


def _edit(address: Address, form: AddressForm) -> None:
    services.edit_address(address, form.typed(), by=sessions.me(), at=now())


def _as_typed(address: Address) -> dict[str, Any]:
    names = ("label", "receiver", "street", "rt", "rw", "notes")
    kept = {name: getattr(address, name) for name in names}
    return {**kept, "phone": phones.local(address.phone), "village": address.village_code}


def _form(form: AddressForm, address: Address | None = None) -> str:
    return render_template("storefront/account/address.html", form=form, address=address)
