"""`/lapak/`: what waits for the owner today."""

from typing import Any

from flask import g, render_template

from marketplace.catalog import queries as catalog
from marketplace.catalog.permits import queries as permits
from marketplace.catalog.queries import reviews
from marketplace.clock import now
from marketplace.clock import today as the_day
from marketplace.inquiries import queries as inquiries
from marketplace.inquiries.queries import wishes
from marketplace.moderation import queries as moderation
from marketplace.promotions.queries import collections, figures
from marketplace.sellers import queries as sellers
from marketplace.sellers.affiliation import badge_words
from marketplace.sellers.contradictions import rules
from marketplace.sellers.models import Badge
from marketplace.web.access import member
from marketplace.workspace import bp

Step = tuple[str, str | None, str]


@bp.get("/")
@member
def today() -> str:
    """Steps to finish, questions to answer, stock and permits that run out."""
    counts = catalog.counts_of(g.shop)
    return render_template(
        "workspace/today.html",
        shop=g.shop,
        day=the_day(),
        steps=_steps(counts),
        counts=counts,
        new=inquiries.new_count(g.shop),
        wishes=wishes.open_count(g.shop),
        unanswered=inquiries.unanswered_count(g.shop),
        latest=inquiries.of_shop(g.shop, size=3).inquiries,
        running_out=catalog.running_out(g.shop),
        permits=permits.running_out(g.shop),
        **_besides(),
    )


def _besides() -> dict[str, Any]:
    """What asks for her eyes, and what the market did for her shop."""
    return {"badges": _badges(), **_promoted(), **_from_the_dinas()}


def _badges() -> list[tuple[Badge, str, str]]:
    """Badges that lapsed, run out soon or did lately, each with its standing and its words."""
    on, soon = the_day(), rules().remind_days[0]
    return [
        (one, one.state(on), badge_words(one.kind, one.name))
        for one in sellers.badges_to_look_after(g.shop, on, soon)
    ]


def _promoted() -> dict[str, Any]:
    """How often the shop was shown lately, and the collections that hold it now."""
    return {
        "shown": figures.of_shop(g.shop.id, the_day()),
        "collections": collections.takes_part(g.shop.id, now()),
    }


def _steps(counts: dict[str, int]) -> list[Step]:
    """What a new shop still has to do; empty when all is done."""
    tasks = [
        ("Pasang satu produk di pasar", "/lapak/produk/baru", bool(counts.get("published"))),
        ("Konfirmasi nomor WhatsApp", "/akun/nomor", bool(g.shop.whatsapp_confirmed_at)),
        ("Tulis cerita lapak", "/lapak/profil", bool(g.shop.story)),
        ("Minta lencana", "/lapak/verifikasi", _asked_for_badge()),
    ]
    if all(done for _, _, done in tasks):
        return []
    first = next(place for place, (_, _, done) in enumerate(tasks) if not done)
    return [
        (label, href, "done" if done else "now" if place == first else "todo")
        for place, (label, href, done) in enumerate(tasks)
    ]


def _from_the_dinas() -> dict[str, Any]:
    """What officers decided about the shop, and what they still look at."""
    return {
        "decided": moderation.to_appeal(g.shop),
        "reviewed": reviews.waiting_of_shop(g.shop),
        "suspension": moderation.suspension_of(g.shop),
    }


def _asked_for_badge() -> bool:
    return sellers.has_open_claim(g.shop) or sellers.badge_of(g.shop) is not None
