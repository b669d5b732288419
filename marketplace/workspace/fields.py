"""Fields that several forms of the back room share."""

from typing import Any

from wtforms import HiddenField, SelectField
from wtforms.validators import InputRequired

from marketplace.places import queries as places
from marketplace.web.forms import Form, LineField

CHOOSE = ("", "Pilih …")


class HiddenNumber(HiddenField):
    """A whole number that the form carries along, or None; nonsense is None too."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = whole_number(valuelist[0]) if valuelist else None


def whole_number(written: str) -> int | None:
    """The number in a text, if it is one that every database can hold."""
    written = written.strip()
    return int(written) if written.isascii() and written.isdigit() and len(written) < 16 else None


class PlaceForm(Form):
    """Where a shop stands: a desa or kelurahan, narrowed step by step or found by name."""

    place_query = LineField("Cari nama desa atau kelurahan", render_kw={"maxlength": 60})
    regency = SelectField("Kabupaten/kota", default="")
    district = SelectField("Kecamatan", default="")
    village = SelectField(
        "Desa/kelurahan",
        default="",
        validators=[InputRequired("Pilih desa atau kelurahan lapak Anda.")],
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
        if places.village(chosen) and not (self.regency.data or self.district.data):
            self.regency.data, self.district.data = chosen[:5], chosen[:8]
        self._keep_within(self.district, self.regency.data)
        self._keep_within(self.village, self.district.data)
        self._offer(
            _choices(places.districts_of(self.regency.data or "")),
            _choices(places.villages_of(self.district.data or "")),
        )

    def _offer_found(self, query: str) -> None:
        found = places.find(query)
        self.regency.data = self.district.data = ""
        self.village.data = found[0].code if len(found) == 1 else ""
        self._offer([], [(one.code, one.label) for one in found])
        if not found:
            self.place_query.errors = ["Tidak ada desa dengan nama itu di Banten."]

    def _keep_within(self, field: Any, parent: str | None) -> None:
        if not parent or not (field.data or "").startswith(f"{parent}."):
            field.data = ""

    def _offer(self, districts: list[tuple[str, str]], villages: list[tuple[str, str]]) -> None:
        self.regency.choices = [CHOOSE, *_choices(places.regencies())]
        self.district.choices = [CHOOSE, *districts]
        self.village.choices = [CHOOSE, *villages]


def _choices(found: Any) -> list[tuple[str, str]]:
    return [(one.code, one.name) for one in found]
