"""What stands on shelves is counted when it is seen, opened, asked about; never by whom.

`/promo/klik` hears of an opened listing, and of a question about one that was opened from a shelf.
"""

from flask import abort, request
from wtforms import SelectField
from wtforms.validators import InputRequired, Length, Regexp

from marketplace.catalog.queries import id_of
from marketplace.promotions.counting import counter, looks
from marketplace.promotions.models import MOST_ITEMS
from marketplace.storefront import bp
from marketplace.web.access import public
from marketplace.web.forms import Between, CountField, Form, LineField
from marketplace.web.limits import limiter

# A village may share one address of its mobile carrier.
OFTEN = "60 per minute; 1200 per hour"
SHELF = r"\A(terbaru|(daerah|musim|koleksi|promo):[\w.-]{1,30})\Z"
UNREADABLE = "Tempat tidak terbaca."
KINDS = {"buka": "visits", "tanya": "inquiries"}


class TellingForm(Form):
    """What was opened, on which shelf, in which slot."""

    rak = LineField(validators=[InputRequired(), Regexp(SHELF)])
    tempat = CountField(validators=[InputRequired(), Between(1, MOST_ITEMS, UNREADABLE)])
    produk = LineField(validators=[InputRequired(), Length(max=200), Regexp(r"\A[a-z0-9-]+\Z")])
    jenis = SelectField(choices=[(kind, kind) for kind in KINDS])


def count(path: str) -> None:
    """Count what stands on a page that was made for somebody who looks."""
    agent, purpose = request.headers.get("User-Agent", ""), request.headers.get("Sec-Purpose", "")
    if request.method == "GET" and looks(agent, purpose):
        counter().sent(path)


@bp.post("/promo/klik")
@public
@limiter.limit(OFTEN)
def promotion_telling() -> tuple[str, int]:
    """Something was opened from a shelf: a script says so while the next page loads."""
    form = TellingForm()
    if not form.validate_on_submit():
        abort(400)
    listing_id = id_of(form.produk.data or "")
    if listing_id is not None and looks(request.headers.get("User-Agent", "")):
        entry = (form.rak.data or "", form.tempat.data or 0, listing_id, 0, "")
        counter().told(entry, KINDS[form.jenis.data])
    return "", 204
