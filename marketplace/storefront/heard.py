"""What buyers search for and open is counted, never who: `/cari/klik` hears of an opened result."""

from flask import abort, request
from wtforms.validators import Length

from marketplace.search.measures.asked import LAST_RANK, counter
from marketplace.storefront import bp
from marketplace.storefront.product_filters import LONGEST_TEXT
from marketplace.storefront.product_list import ProductList
from marketplace.web.access import public
from marketplace.web.forms import Between, CountField, Form, LineField
from marketplace.web.limits import limiter

# A village may share one address of its mobile carrier.
OFTEN = "60 per minute; 1200 per hour"


class ClickForm(Form):
    """The words that were searched for, and the rank of the result where only they chose it."""

    q = LineField(validators=[Length(min=1, max=LONGEST_TEXT)])
    rank = CountField(validators=[Between(1, LAST_RANK, "Peringkat tidak terbaca.")])


def count(shown: ProductList) -> None:
    """Count a list of results that was made for words alone; no narrower, later or second one."""
    asked = shown.asked
    again = asked.literal or asked.as_words or "jelaskan" in request.args
    if asked.text and shown.first_rank == 1 and not again and request.method == "GET":
        counter().answered(request.environ["QUERY_STRING"], asked.text, shown.answer)


@bp.post("/cari/klik")
@public
@limiter.limit(OFTEN)
def result_click() -> tuple[str, int]:
    """A result was opened: a script says so while the next page loads, and reads no answer."""
    form = ClickForm()
    if not form.validate_on_submit():
        abort(400)
    counter().clicked(form.q.data or "", form.rank.data)
    return "", 204
