"""What the search box suggests while somebody types: `/cari/saran?q=`, a piece of a page."""

import re
from dataclasses import dataclass
from urllib.parse import quote_plus

from flask import render_template, request

from marketplace.clock import today
from marketplace.search import understanding
from marketplace.search.suggesting import suggestions as search
from marketplace.search.suggesting.suggestions import Suggestion
from marketplace.storefront import bp
from marketplace.web.access import public
from marketplace.web.limits import limiter

# Asked only for what is not kept. A village may share one address of its mobile carrier.
OFTEN = "600 per minute; 12000 per hour"
ICONS = {
    "words": "search",
    "category": "list",
    "place": "map-pin",
    "shop": "store",
    "product": "package",
}
PAGES = {"category": "/kategori/", "place": "/daerah/", "shop": "/toko/", "product": "/produk/"}


@dataclass(frozen=True, slots=True)
class Option:
    """A suggestion as it is shown: `parts` of its label, each with whether it is what was typed."""

    one: Suggestion
    parts: tuple[tuple[str, bool], ...]

    @property
    def icon(self) -> str:
        """The ornament of its kind."""
        return ICONS[self.one.kind]

    @property
    def url(self) -> str:
        """The page that it leads to."""
        one = self.one
        if one.kind != "words":
            return f"{PAGES[one.kind]}{one.target}"
        place = f"&daerah={one.within}" if one.within else ""
        return f"/cari?q={quote_plus(one.target)}{place}"


@bp.get("/cari/saran")
@public
@limiter.limit(OFTEN)
def suggestions() -> str:
    """Options for what is typed so far, none where nothing fits; where to begin for no text."""
    text = request.args.get("q", "")[: search.LONGEST_TEXT]
    on = today()
    found = search.suggest(text, on) if text.strip() else search.popular(on)
    options = [Option(one, parts(one.label, text)) for one in found]
    return render_template("storefront/suggestions.html", options=options, begins=not text.strip())


def parts(label: str, text: str) -> tuple[tuple[str, bool], ...]:
    """Cut a label where words begin as typed."""
    typed = sorted(set(understanding.pieces(text)), key=lambda word: -len(word))
    if not typed:
        return ((label, False),)
    begun = rf"(?<![^\W_])({'|'.join(map(re.escape, typed))})"
    pieces = re.split(begun, label, flags=re.IGNORECASE)
    return tuple((piece, at % 2 == 1) for at, piece in enumerate(pieces) if piece)
