"""Pages of words: buying, selling, what the badge means, ranking, complaints, privacy, terms."""

from email.utils import parseaddr
from typing import Any

from flask import current_app, render_template

from marketplace.accounts import phones
from marketplace.accounts.privacy import PRIVACY_SINCE, PRIVACY_VERSION
from marketplace.retention import retention
from marketplace.search.queries import looked_again, margin, weights
from marketplace.search.ranking import quality
from marketplace.storefront import bp
from marketplace.storefront.explained import field_names
from marketplace.web.access import public
from marketplace.web.languages import SOURCE, present
from marketplace.web.whatsapp import chat_link

# Long texts are written anew in English, not translated sentence by sentence.
ENGLISH = {
    "storefront/words/badge.html": "storefront/words/en/badge.html",
    "storefront/words/complaints.html": "storefront/words/en/complaints.html",
    "storefront/words/how_to_buy.html": "storefront/words/en/how_to_buy.html",
    "storefront/words/how_to_sell.html": "storefront/words/en/how_to_sell.html",
    "storefront/words/privacy.html": "storefront/words/en/privacy.html",
    "storefront/words/ranking.html": "storefront/words/en/ranking.html",
    "storefront/words/terms.html": "storefront/words/en/terms.html",
}


def _page(template: str, **more: Any) -> str:
    return render_template(template if present() == SOURCE else ENGLISH[template], **more)


@bp.get("/cara-belanja")
@public
def how_to_buy() -> str:
    """From looking to asking: what a buyer does here."""
    return _page("storefront/words/how_to_buy.html")


@bp.get("/cara-berjualan")
@public
def how_to_sell() -> str:
    """From signing up to the first question: what an owner does here."""
    return _page("storefront/words/how_to_sell.html")


@bp.get("/lencana")
@public
def badge() -> str:
    """What the badge says, and what it does not."""
    return _page("storefront/words/badge.html")


@bp.get("/pengaduan")
@public
def complaints() -> str:
    """Whom to tell when something went wrong, and how long an answer takes (PP 80/2019)."""
    settings = current_app.config["SETTINGS"]
    number = settings.dinas_whatsapp
    return _page(
        "storefront/words/complaints.html",
        whatsapp=phones.local(number),
        whatsapp_link=chat_link(number),
        mail=parseaddr(settings.mail_from)[1],
        contact_is_sample=settings.demo,
    )


@bp.get("/privasi")
@public
def privacy() -> str:
    """Which personal data are kept, why, how long, and whose right it is to say no (UU 27/2022)."""
    return _page(
        "storefront/words/privacy.html",
        version=PRIVACY_VERSION,
        since=PRIVACY_SINCE,
        retention=retention(),
    )


@bp.get("/ketentuan")
@public
def terms() -> str:
    """The rules of the market."""
    return _page("storefront/words/terms.html", since=PRIVACY_SINCE)


@bp.get("/urutan-hasil")
@public
def ranking() -> str:
    """How the order of results is decided, told from the numbers that decide it."""
    names = field_names()
    return _page(
        "storefront/words/ranking.html",
        fields=[(names[key].capitalize(), _plain(weight)) for key, weight in weights().items()],
        looked_again=looked_again(),
        parts=quality.parts().values(),
        most=quality.MOST,
        quality_percent=_plain(quality.quality_margin() * 100),
        turn_percent=_plain(quality.turn_margin() * 100),
        margin_percent=_plain(margin() * 100),
        version=quality.version(),
    )


def _plain(number: float) -> int | float:
    """A number as people write it: 6, not 6,0."""
    rounded = round(number, 1)
    return int(rounded) if rounded.is_integer() else rounded
