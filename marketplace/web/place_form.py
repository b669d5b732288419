"""Choosing a desa or kelurahan in a form: narrowed step by step, or found by name."""

from typing import Any, ClassVar

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import HiddenField, SelectField
from wtforms.validators import InputRequired

from marketplace.web.forms import Form, LineField


class PlaceForm(Form):
    """Where something stands. Furniture knows no places: the face's form names who does."""

    # The questions of the places room: `places.queries`.
    gazetteer: ClassVar[Any]

    place_query = LineField(_("Cari nama desa atau kelurahan"), render_kw={"maxlength": 60})
    regency = SelectField(_("Kabupaten/kota"), default="")
    district = SelectField(_("Kecamatan"), default="")
    village = SelectField(
        _("Desa/kelurahan"), default="", validators=[InputRequired(_("Pilih desa atau kelurahan."))]
    )
    langkah = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.narrow()

    @property
    def asks_for_places(self) -> bool:
        """Whether a button of the picker was pressed: nothing is to be saved yet."""
        return self.langkah.raw_data == ["pilih"]

    def narrow(self) -> None:
        """Offer the kecamatan and desa of what is chosen; a place found by name brings them."""
        query = self.place_query.data if self.asks_for_places else None
        if query:
            self._offer_found(query)
            return
        chosen = self.village.data or ""
        if self.gazetteer.village(chosen) and not (self.regency.data or self.district.data):
            self.regency.data, self.district.data = chosen[:5], chosen[:8]
        _keep_within(self.district, self.regency.data)
        _keep_within(self.village, self.district.data)
        self._offer(
            _choices(self.gazetteer.districts_of(self.regency.data or "")),
            _choices(self.gazetteer.villages_of(self.district.data or "")),
        )

    def _offer_found(self, query: str) -> None:
        found = self.gazetteer.find(query)
        self.regency.data = self.district.data = ""
        self.village.data = found[0].code if len(found) == 1 else ""
        self._offer([], [(one.code, one.label) for one in found])
        if not found:
            self.place_query.errors = [gettext("Tidak ada desa dengan nama itu di Banten.")]

    def _offer(self, districts: list[tuple[str, str]], villages: list[tuple[str, str]]) -> None:
        choose = ("", gettext("Pilih …"))
        self.regency.choices = [choose, *_choices(self.gazetteer.regencies())]
        self.district.choices = [choose, *districts]
        self.village.choices = [choose, *villages]


def _keep_within(field: Any, parent: str | None) -> None:
    if not parent or not (field.data or "").startswith(f"{parent}."):
        field.data = ""


def _choices(found: Any) -> list[tuple[str, str]]:
    return [(one.code, one.name) for one in found]
