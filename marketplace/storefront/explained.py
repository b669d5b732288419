"""Why results stand where they stand, for officers: `?jelaskan=1` beside any list of products."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from flask import request
from flask_babel import format_decimal
from flask_login import current_user
from markupsafe import Markup

from marketplace.catalog import queries as catalog
from marketplace.clock import today
from marketplace.search import documents
from marketplace.search.interface import Answer
from marketplace.search.ranking import quality
from marketplace.search.ranking.explanation import Explained, Explanation, Hit, WordFound
from marketplace.storefront.cards import drawn_cards
from marketplace.storefront.product_filters import PAGE_SIZE
from marketplace.web.filters import angka
from marketplace.web.languages import gettext as _
from marketplace.web.languages import said

ASKED = "jelaskan"
Row = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Result:
    """One result: its card, its place in the list, and what it is worth by what, in words."""

    place: int
    card: Markup
    rows: list[Row]
    parts: list[Row]
    next: str = ""


def for_officer() -> bool:
    """Whether an officer looks; a stranger's page, which is kept for all, never asks who she is."""
    return bool(request.cookies) and current_user.is_authenticated and current_user.is_officer


def wanted() -> bool:
    """Whether an officer asks why."""
    return request.args.get(ASKED) == "1" and for_officer()


def results(answer: Answer, page: int) -> list[Result]:
    """Explain the results of a page that are public now; two statements."""
    why = answer.explanation
    if why is None:
        return []
    cards = catalog.cards(answer.ids)
    offered = {one.listing_id: one for one in documents.read([card.id for card in cards])}
    first = PAGE_SIZE * (page - 1) + 1
    found = []
    for at, (card, drawn) in enumerate(zip(cards, drawn_cards(cards, level=2), strict=True)):
        known = offered.get(card.id)
        parts = list(_parts(quality.counted(known, today()))) if known else []
        found.append(Result(first + at, drawn, list(_rows(why.listings[card.id], why)), parts))
    if why.by_standing and answer.tree:
        listed = [why.listings[card.id].score for card in cards]
        for at, (here, below) in enumerate(pairwise(listed)):
            found[at] = replace(found[at], next=_next(here, below, why.margin))
    return found


def field_names() -> dict[str, str]:
    """What the places where words are looked for are called."""
    return {
        "title": _("nama produk"),
        "category": _("kategori"),
        "shop": _("nama toko"),
        "place": _("daerah"),
        "description": _("cerita produk"),
    }


def _rows(one: Explained, why: Explanation) -> Iterator[Row]:
    for word in one.words:
        yield f"“{word.typed}”", _word(word)
    if abs(one.alike) > 0.0005:
        yield _("Kemiripan nama"), _number(one.alike, 3)
    if one.words:
        yield _("Skor kata"), _number(one.score, 3)
    if not why.by_standing:
        return
    points = _("%(points)s dari %(most)s", points=angka(one.points), most=angka(quality.MOST))
    yield _("Mutu"), f"{points} (×\N{NO-BREAK SPACE}{_number(one.merit)})"
    turn = _(
        "produk ke-%(place)s dari tokonya, giliran hari ini %(turn)s",
        place=one.before + 1,
        turn=_number(one.turn, 2),
    )
    yield _("Giliran"), f"{turn} (×\N{NO-BREAK SPACE}{_number(one.lift)})"
    yield _("Nilai akhir"), _number(one.standing)


def _word(word: WordFound) -> str:
    if not word.hits:
        return _("tidak ada")
    return f"{'; '.join(map(_hit, word.hits))} → {_number(word.worth, 3)}"


def _hit(hit: Hit) -> str:
    names = field_names()
    where = ", ".join(names[name] for name in hit.fields)
    share = "" if hit.share == 1 else f" ({format_decimal(hit.share * 100, '0')}%)"
    return f"{' + '.join(hit.terms)}{share}: {where}"


def _parts(counted: dict[str, int]) -> Iterator[Row]:
    for key, points in counted.items():
        part = quality.parts()[key]
        yield said(part.name), _("%(points)s dari %(most)s", points=points, most=part.points)


def _next(here: float, below: float, margin: float) -> str:
    """How the words of a result compare with those of the one below it."""
    if here > below * (1 + margin):
        return _("Katanya jelas lebih cocok daripada hasil di bawahnya.")
    return _(
        "Katanya hampir sama cocoknya dengan hasil di bawahnya: mutu dan giliran ikut menentukan."
    )


def _number(value: float, digits: int = 4) -> str:
    return str(format_decimal(value, f"0.{'0' * digits}"))
