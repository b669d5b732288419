"""`/lapak/verifikasi`: her badges, her claims and how they stand, and what she may claim."""

from flask import current_app, g, render_template, url_for
from flask_login import current_user

from marketplace.clock import today
from marketplace.sellers import badge_story, claim_kinds, queries
from marketplace.sellers.affiliation import badge_words
from marketplace.sellers.models import Badge, Claim
from marketplace.web import qr
from marketplace.web.access import member
from marketplace.workspace import bp

PAST = frozenset(("revoked", "expired", "lapsed"))


@bp.get("/verifikasi")
@member
def verification() -> str:
    """Badges with their validity, open claims first, and the kinds that she may choose."""
    badges, claims = queries.badges_of_shop(g.shop), queries.latest_claims_of(g.shop)
    return render_template(
        "workspace/verification.html",
        shop=g.shop,
        badges=_shown(badges),
        codes={one.id: qr.svg(_proof(one)) for one in badges if one.standing(today()) == "valid"},
        stories={one.id: badge_story.story_of(one) for one in badges},
        claims=[one for one in claims if one.is_open or one.state == "rejected"],
        choices=_choices(badges, claims),
        kinds=claim_kinds.kinds(),
        confirms=queries.speaks_for_a_cooperative(g.shop),
        officer=current_user.is_officer,
    )


def _proof(badge: Badge) -> str:
    site: str = current_app.config["SETTINGS"].site_url
    return site + url_for("storefront.proof", code=badge.code)


def _shown(badges: list[Badge]) -> list[tuple[Badge, str, str, bool]]:
    """Each badge with its standing, its words, and whether it may be renewed.

    Of a kind and record, a badge that is over is shown only while none came after it.
    """
    seen: set[tuple[str, int | None]] = set()
    shown = []
    for badge in badges:
        standing, key = badge.standing(today()), (badge.kind, badge.cooperative_id)
        if standing != "replaced" and not (standing in PAST and key in seen):
            words = badge_words(badge.kind, badge.name)
            shown.append((badge, standing, words, badge.can_be_renewed(today())))
        seen.add(key)
    return shown


def _choices(badges: list[Badge], claims: list[Claim]) -> list[claim_kinds.Kind]:
    """The kinds of which no claim is open, and no badge counts for long yet.

    One may belong to several cooperatives, so a membership may always be claimed.
    """
    taken = {one.kind for one in claims if one.is_open}
    taken |= {
        badge.kind
        for badge in badges
        if badge.kind != "member" and not badge.can_be_renewed(today())
    }
    return [kind for kind in claim_kinds.kinds().values() if kind.code not in taken]
