"""/dinas/: everything that waits for an officer's decision, the nearest deadline first."""

from flask import render_template
from flask_login import current_user

from marketplace.clock import now
from marketplace.console import bp, waiting
from marketplace.desk import queries
from marketplace.desk.queries import EVERYBODYS, FREE, MINE, Count, Wanted
from marketplace.places import queries as places
from marketplace.registry import queries as registry
from marketplace.search.measures import learning
from marketplace.sellers import queries as sellers
from marketplace.sellers.jurisdiction import office_of
from marketplace.web.access import officer

WHOSE_WORDS = {EVERYBODYS: "Semua", MINE: "Saya pegang", FREE: "Belum dipegang"}


@bp.get("/")
@officer()
def queue() -> str:
    """The inbox, and what else lies on her desk."""
    asked = waiting.wanted()
    counts = queries.counts(current_user, asked)
    return render_template(
        "console/queue.html",
        office=office_of(current_user),
        at=now(),
        counts=counts,
        cards=_cards(asked, counts),
        also=_also(),
        **_lines(asked),
        **_filters(asked),
    )


def _lines(asked: Wanted) -> dict[str, object]:
    """The page of lines, and where it goes on."""
    page = queries.inbox(current_user, asked, after=waiting.after())
    return {
        "page": page,
        "following": waiting.address_of(asked, page.items[-1].place) if page.has_more else None,
        "begun": waiting.after() is not None,
        "page_of": waiting.page_of,
        "pages": waiting.PAGES,
        "colleagues": queries.colleagues_of(current_user),
    }


def _filters(asked: Wanted) -> dict[str, object]:
    """What narrows the lines, as it is now."""
    regencies = places.regencies()
    return {
        "asked": asked,
        "here": waiting.address_of(asked),
        "whose": [
            (words, waiting.address_of(asked, whose=key), key == asked.whose, None)
            for key, words in WHOSE_WORDS.items()
        ],
        "overdue": waiting.address_of(asked, overdue=not asked.overdue),
        "regencies": regencies if current_user.officer.regency_code is None else [],
        "regency_names": {one.code: one.short_name for one in regencies},
    }


def _cards(asked: Wanted, counts: list[Count]) -> list[tuple[Count, str, bool]]:
    """Each kind, the address of its lines, and whether they are shown now."""
    cards = []
    for one in counts:
        shown = asked.kind == one.source.kind
        href = waiting.address_of(asked, kind=None if shown else one.source.kind)
        cards.append((one, href, shown))
    return cards


def _also() -> dict[str, object]:
    """What an officer looks after besides decisions."""
    return {
        "expiring": sellers.expiring_badges_for(current_user)
        if current_user.has_duty("verify")
        else None,
        "searches": learning.without_results_count() if current_user.has_duty("curate") else None,
        "brought": registry.imports(current_user.officer.regency_code, limit=1)[0]
        if current_user.has_duty("register")
        else None,
        "suspended": sellers.suspended_shops_for(current_user),
    }
