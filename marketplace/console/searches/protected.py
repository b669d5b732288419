"""Words that are searched as they are written: added, and let go again."""

from flask import flash, redirect, url_for
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms.validators import DataRequired, Length

from marketplace.accounts import queries as accounts
from marketplace.console import bp
from marketplace.console.searches.asked import asked_words
from marketplace.search import services
from marketplace.search.teaching import taught
from marketplace.web.access import officer
from marketplace.web.forms import Form, LineField, filled, form_page
from marketplace.web.pages import found, page_number, page_of

SIZE = 50


class WordForm(Form):
    """A word to guard."""

    word = LineField(
        "Kata yang dijaga",
        [DataRequired("Tulis katanya."), Length(max=40, message="Paling banyak 40 huruf.")],
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
    )


@bp.route("/pencarian/kata-dijaga", methods=["GET", "POST"])
@officer("curate")
def protected_words() -> Response | tuple[str, int]:
    """The words so far, and one more."""
    form = WordForm()
    if filled(form, lambda: services.protect_word(form.word.data or "", by=current_user)):
        flash("Kata dijaga. Produk yang memuatnya sedang diindeks ulang.", "good")
        return redirect(url_for(".protected_words"))
    words, number = asked_words(), page_number()
    shown, total = taught.protected(words, offset=(number - 1) * SIZE, limit=SIZE)
    names = accounts.names_of({one.added_by_id for one in shown})
    page = page_of(total, SIZE, number)
    return form_page(
        "console/searches/protected.html", form, shown=shown, names=names, page=page, q=words
    )


@bp.post("/pencarian/kata-dijaga/<int:word_id>/penghapusan")
@officer("curate")
def protected_word_release(word_id: int) -> Response:
    """Let a word be searched by its stem again."""
    services.release_word(found(taught.protected_word(word_id)), by=current_user)
    flash("Kata tidak dijaga lagi. Produk yang memuatnya sedang diindeks ulang.", "good")
    return redirect(url_for(".protected_words"))
