"""The form of "minta produk ini", and the category that a search most likely meant."""

from collections import Counter
from functools import cache
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import SelectField
from wtforms.validators import InputRequired, Length

from marketplace.catalog import categories
from marketplace.inquiries import wording
from marketplace.inquiries.services import Wanted
from marketplace.places import queries as places
from marketplace.search.interface import Answer
from marketplace.search.understanding import terms
from marketplace.storefront.product_filters import Asked
from marketplace.web.filters import tempat
from marketplace.web.forms import Form, LineField, ParagraphField
from marketplace.web.languages import gettext, said

SHORTEST_WORD = 3


class WishForm(Form):
    """What a buyer looks for and does not find."""

    text = LineField(
        _("Produk yang Anda cari"),
        [InputRequired(_("Tulis nama produknya.")), Length(max=wording.LONGEST)],
        render_kw={"maxlength": wording.LONGEST, "autocomplete": "off"},
    )
    category_slug = SelectField(_("Kategori produk"), [InputRequired(_("Pilih kategorinya."))])
    regency_code = SelectField(_("Di mana"), default="")
    note = ParagraphField(
        _("Keterangan"),
        [Length(max=wording.LONGEST_NOTE)],
        render_kw={"maxlength": wording.LONGEST_NOTE, "rows": 3},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.category_slug.choices = {"": [("", gettext("Pilih …"))]} | {
            said(group.name): [
                (group.slug, gettext("%(group)s, apa saja", group=said(group.name))),
                *((kind.slug, said(kind.name)) for kind in group.children),
            ]
            for group in categories.level_one()
        }
        everywhere = ("", gettext("Di mana saja"))
        named = [(one.code, tempat(one.name)) for one in places.regencies()]
        self.regency_code.choices = [everywhere, *named]

    def wanted(self) -> Wanted:
        """What the form says."""
        return Wanted(
            text=self.text.data or "",
            category_slug=self.category_slug.data,
            regency_code=self.regency_code.data or None,
            note=self.note.data or "",
        )


def for_search(asked: Asked, near: Answer | None) -> WishForm:
    """The form as a search without results fills it in."""
    place = places.by_slug(asked.places[0]) if asked.places else None
    regency = place.regency if isinstance(place, places.District) else place
    return WishForm(
        formdata=None,
        text=asked.text,
        category_slug=_guess(asked, near),
        regency_code=regency.code if regency else "",
    )


def _guess(asked: Asked, near: Answer | None) -> str:
    """What was filtered by, else what the words name, else where near things are; or nothing."""
    if asked.categories:
        return asked.categories[0]
    if named := category_named_by(asked.text):
        return named
    counts = near.facets.categories if near else {}
    groups = [one.slug for one in categories.level_one() if counts.get(one.slug)]
    return max(groups, key=lambda slug: counts[slug], default="")


def category_named_by(text: str) -> str:
    """The kind whose name shares most words with a text, their group where several do."""
    asked = {word for word in terms(text) if len(word) >= SHORTEST_WORD}
    shared = {
        slug: len(asked & words) for slug, words in _words().items() if not asked.isdisjoint(words)
    }
    best = [slug for slug, number in shared.items() if number == max(shared.values())]
    if len(best) == 1:
        return best[0]
    tree = categories.tree().by_slug
    groups = Counter(tree[slug].parent or slug for slug in best)
    return next(iter(groups)) if len(groups) == 1 else ""


@cache
def _words() -> dict[str, frozenset[str]]:
    """The telling words of each category's name."""
    every = {slug: frozenset(terms(one.name)) for slug, one in categories.tree().by_slug.items()}
    return {
        slug: frozenset(word for word in words if len(word) >= SHORTEST_WORD) - {"dan", "lain"}
        for slug, words in every.items()
    }
