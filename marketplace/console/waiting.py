"""Where the lines of the inbox lead, and how the inbox is asked for in an address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from flask import request, url_for

from marketplace.desk.queries import EVERYBODYS, FREE, MINE, Item, Place, Wanted
from marketplace.places import queries as places

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Leads:
    """What a kind is called in addresses, and the page where it is decided."""

    slug: str
    endpoint: str
    argument: str = ""
    icon: str = "file-text"


# One line for each source of desk/sources.py.
PAGES = {
    "claim": Leads("klaim", "console.claim", "claim_id", "badge-check"),
    "conflict": Leads("pertentangan", "console.conflict", "conflict_id", "scale"),
    "review": Leads("tinjauan", "console.review", "review_id", "eye"),
    "case": Leads("laporan", "console.case", "case_id", "flag"),
    "appeal": Leads("banding", "console.appeal", "appeal_id", "scale"),
    "number": Leads("nomor", "console.numbers", icon="phone"),
    "rights": Leads("hak-data", "console.rights_request", "request_id", "key-round"),
}
KINDS = {page.slug: kind for kind, page in PAGES.items()}
WHOSE = {"semua": EVERYBODYS, "saya": MINE, "bebas": FREE}


def page_of(item: Item) -> str:
    """The address where a line is decided."""
    page = PAGES[item.kind]
    if not page.argument:
        return url_for(page.endpoint, _anchor=item.key)
    values: dict[str, Any] = {page.argument: item.id}
    return url_for(page.endpoint, **values)


def wanted() -> Wanted:
    """What the address asks for; nonsense asks for everything."""
    regency = request.args.get("wilayah", "")
    return Wanted(
        kind=KINDS.get(request.args.get("jenis", "")),
        regency=regency if places.regency(regency) else None,
        whose=WHOSE.get(request.args.get("milik", ""), EVERYBODYS),
        overdue=request.args.get("lewat") == "1",
    )


def address_of(asked: Wanted, after: Place | None = None, **changes: object) -> str:
    """The address of the inbox with some of what is asked changed."""
    chosen = Wanted(**{**asked.__dict__, **changes})
    query = {
        "jenis": PAGES[chosen.kind].slug if chosen.kind else None,
        "wilayah": chosen.regency,
        "milik": _slug(WHOSE, chosen.whose) if chosen.whose != EVERYBODYS else None,
        "lewat": "1" if chosen.overdue else None,
        "sesudah": _told(after) if after else None,
    }
    said = urlencode({name: value for name, value in query.items() if value})
    return url_for("console.queue") + (f"?{said}" if said else "")


def _slug(slugs: Mapping[str, str], meant: str) -> str:
    return next(slug for slug, value in slugs.items() if value == meant)


def after() -> Place | None:
    """The line after which the page begins; None for the first page, and for nonsense."""
    since, _, rest = request.args.get("sesudah", "").partition("-")
    kind, _, number = rest.partition("-")
    if kind not in KINDS or not (_is_number(since) and _is_number(number)):
        return None
    return Place(EPOCH + int(since) * MICROSECOND, KINDS[kind], int(number))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 17


def _told(place: Place) -> str:
    since = (place.due_at - EPOCH) // MICROSECOND
    return f"{since}-{PAGES[place.kind].slug}-{place.id}"
