"""Fields that several forms of the back room share."""

from typing import ClassVar

from wtforms import HiddenField

from marketplace.places import queries as places
from marketplace.web import place_form


class HiddenNumber(HiddenField):
    """A whole number that the form carries along, or None; nonsense is None too."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = whole_number(valuelist[0]) if valuelist else None


def whole_number(written: str) -> int | None:
    """The number in a text, if it is one that every database can hold."""
    written = written.strip()
    return int(written) if written.isascii() and written.isdigit() and len(written) < 16 else None


class PlaceForm(place_form.PlaceForm):
    """Where a shop stands."""

    gazetteer: ClassVar = places
