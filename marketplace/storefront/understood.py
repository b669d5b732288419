"""How a buyer's words were understood, said in words: the place in them, what was corrected."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask_babel import ngettext

from marketplace.places import queries as places
from marketplace.search.interface import Answer
from marketplace.search.places_in_words import Reading
from marketplace.storefront.product_filters import Asked
from marketplace.web.filters import angka, tempat
from marketplace.web.languages import gettext as _


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several places of a name: its label, and the address that asks for it alone."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Understood:
    """What the page of results says before it shows any."""

    asked: Asked
    answer: Answer

    @property
    def reading(self) -> Reading | None:
        """The place that was read out of the words."""
        return self.answer.reading

    @property
    def words(self) -> str:
        """The words that found something: without the place, and as they were corrected."""
        words = self.reading.words if self.reading else self.asked.text
        return self.answer.tree.corrected(words) if self.answer.total else words

    @property
    def heading(self) -> str:
        """What is listed: `Hasil untuk “emping” di Kabupaten Pandeglang`."""
        reading, words = self.reading, self.words
        if reading is None or reading.where == "elsewhere":
            if words:
                return _("Hasil untuk “%(words)s”", words=words)
            return _("Produk pilihan saringan") if self.asked.is_filtered else _("Semua produk")
        place = named(reading)
        if reading.near or reading.where == "around":
            if not words:
                return _("Produk dari sekitar %(place)s", place=place)
            return _("Hasil untuk “%(words)s” di sekitar %(place)s", words=words, place=place)
        if not words:
            return _("Produk dari %(place)s", place=place)
        return _("Hasil untuk “%(words)s” di %(place)s", words=words, place=place)

    @property
    def of_place(self) -> str:
        """What was done about the place, where that is not plain from the heading."""
        reading = self.reading
        if reading is None:
            return ""
        place, searched = named(reading), place_words(reading.places)
        if reading.where == "elsewhere":
            return _("Belum ada yang cocok di %(place)s. Ini dari tempat lain.", place=place)
        if reading.where == "around":
            words = _("Belum ada yang cocok di %(place)s. Kami carikan di sekitarnya: %(around)s.")
            others = [code for code in reading.places if code not in reading.named]
            return words % {"place": place, "around": place_words(others)}
        if reading.near:
            return _("Kami carikan di %(around)s.", around=searched)
        return ""

    @property
    def which(self) -> str:
        """What to ask where the words name several places: `Cibeber yang mana?`."""
        return _("%(place)s yang mana?", place=named(self.reading)) if self.reading else ""

    @property
    def choices(self) -> list[Choice]:
        """Places of one name, to choose from."""
        reading = self.reading
        if reading is None or reading.where == "elsewhere":
            return []
        return [
            Choice(place_words([code]), self.asked.url(text=reading.words, places=(place.slug,)))
            for code in reading.choices
            if (place := places.by_code(code))
        ]

    @property
    def corrected(self) -> str:
        """The corrected words, where something was found by them; else nothing."""
        words = self.answer.tree.corrected(self.asked.text)
        return words if words != self.asked.text and self.answer.total else ""

    @property
    def of_words(self) -> str:
        """How many listings have all the words, where the others have most of them."""
        if not self.answer.relaxed:
            return ""
        if whole := self.answer.whole:
            return ngettext(
                "%(count)s produk memuat semua kata; sisanya memuat sebagian.",
                "%(count)s produk memuat semua kata; sisanya memuat sebagian.",
                whole,
                count=angka(whole),
            )
        return _("Tidak ada produk yang memuat semua kata itu. Ini yang memuat sebagian.")

    def with_its_places(self) -> Asked:
        """The same question with the places chosen that its words name."""
        reading = self.reading
        if reading is None or reading.where == "elsewhere":
            return self.asked
        found = map(places.by_code, reading.places)
        slugs = tuple(place.slug for place in found if place)
        return replace(self.asked, text=reading.words, places=slugs)


def counted(answer: Answer) -> str:
    """How many there are: `12.500`, or `10.000+` where nobody counted further."""
    return angka(answer.total) + ("+" if answer.capped else "")


def named(reading: Reading) -> str:
    """The place that the words name: `Kabupaten Lebak`, or `Serang` where several have the name."""
    place = places.by_code(reading.named[0])
    if not reading.choices or place is None:
        return place_words(reading.named)
    if isinstance(place, places.District):
        return place.name
    return place.name.removeprefix("Kabupaten ").removeprefix("Kota ")


def place_words(codes: Sequence[str]) -> str:
    """`Kota Serang dan Kabupaten Serang`; a kecamatan is named with what it lies in."""
    names = [
        tempat(place.label if isinstance(place, places.District) else place.name)
        for code in codes
        if (place := places.by_code(code))
    ]
    if len(names) < 2:
        return "".join(names)
    return _("%(places)s dan %(last)s", places=", ".join(names[:-1]), last=names[-1])
