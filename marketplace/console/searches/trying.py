"""Trying a search: how its words are understood, and what it finds first."""

from dataclasses import dataclass

from flask import render_template, request

from marketplace.catalog import queries as catalog
from marketplace.console import bp
from marketplace.places import queries as places
from marketplace.search import queries as search
from marketplace.search.interface import Answer, Query
from marketplace.search.tree import Word
from marketplace.texts import one_line
from marketplace.web.access import officer

FIRST = 5
LONGEST = 120
MOST_READINGS = 12


@dataclass(frozen=True)
class Understood:
    """A word as typed, its own form in the index, and what counts as it, of a hundred."""

    typed: str
    term: str
    others: list[tuple[str, int]]
    left_out: int


@bp.get("/pencarian/coba")
@officer("curate")
def search_trial() -> str:
    """How a search is understood; nothing of it is counted."""
    words = one_line(request.args.get("q", "")[:LONGEST]) or ""
    answer = search.find(Query(words, size=FIRST)) if words else None
    return render_template(
        "console/searches/trial.html",
        q=words,
        answer=answer,
        words=[_understood(word) for word in answer.tree] if answer else [],
        cards=catalog.cards(answer.ids) if answer else [],
        places=_places(answer),
    )


def _understood(word: Word) -> Understood:
    others = [
        (" ".join(one.terms), round(100 * one.share))
        for one in word.alternatives
        if one.terms != (word.term,)
    ]
    left_out = max(0, len(others) - MOST_READINGS)
    return Understood(word.typed, word.term, others[:MOST_READINGS], left_out)


def _places(answer: Answer | None) -> list[str]:
    """Names of the places that the words were taken for."""
    if answer is None or answer.reading is None:
        return []
    codes = answer.reading.places
    regencies = [one.name for one in map(places.regency, codes) if one]
    return regencies + [one.label for one in map(places.district, codes) if one]
