"""Groups of phrases that mean the same: looked through, added, changed, removed."""

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import IntegerField
from wtforms.validators import DataRequired, InputRequired, Length
from wtforms.widgets import HiddenInput

from marketplace.accounts import queries as accounts
from marketplace.console import bp
from marketplace.console.searches.asked import asked_words
from marketplace.search import queries as search
from marketplace.search import services
from marketplace.search.interface import Query
from marketplace.search.models import SynonymGroup
from marketplace.search.teaching import taught
from marketplace.web.access import officer
from marketplace.web.forms import Form, LineField, ParagraphField, filled, form_page
from marketplace.web.pages import found, page_number, page_of

SIZE = 25
LONGEST, LONGEST_LIST = 60, 1_000
IN_EFFECT = "Tersimpan. Berlaku sejak pencarian berikutnya."
TOO_LONG = Length(max=LONGEST, message="Paling banyak 60 huruf.")
PLAIN = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}


class MeaningForm(Form):
    """What a phrase means: another phrase."""

    phrases = LineField(
        "Kata yang dicari", [DataRequired("Tulis katanya."), TOO_LONG], render_kw=PLAIN
    )
    meaning = LineField(
        "Sama artinya dengan", [DataRequired("Tulis artinya."), TOO_LONG], render_kw=PLAIN
    )


class GroupForm(Form):
    """All phrases of a group, one a line."""

    phrases = ParagraphField(
        "Frasa yang sama artinya, satu per baris",
        [DataRequired("Tulis frasanya."), Length(max=LONGEST_LIST)],
        render_kw=PLAIN,
    )

    def lines(self) -> list[str]:
        """The phrases as typed."""
        return (self.phrases.data or "").splitlines()


class ChangeForm(GroupForm):
    """Other phrases, for the group as the officer saw it."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])


@bp.get("/pencarian/sama-artinya")
@officer("curate")
def synonyms() -> str:
    """The groups so far, the latest first, or those that hold a word."""
    words, number = asked_words(), page_number()
    groups, total = taught.groups(words, offset=(number - 1) * SIZE, limit=SIZE)
    return render_template(
        "console/searches/synonyms.html",
        groups=groups,
        names=accounts.names_of({group.changed_by_id for group in groups}),
        page=page_of(total, SIZE, number),
        q=words,
        known=len(taught.built_in(words)) if words else 0,
    )


@bp.route("/pencarian/sama-artinya/samakan", methods=["GET", "POST"])
@officer("curate")
def synonym_meaning() -> Response | tuple[str, int]:
    """Say what one phrase means; with `lihat`, see first what both would find."""
    form = MeaningForm(data={name: request.args.get(name, "")[:LONGEST] for name in _asked()})
    if form.is_submitted() and "lihat" in request.form:
        both = _asked(form)
        address = url_for(".synonym_meaning", phrases=both["phrases"], meaning=both["meaning"])
        return redirect(address)
    if filled(form, lambda: _join(form)):
        flash(IN_EFFECT, "good")
        return redirect(url_for(".searches"))
    return form_page("console/searches/meaning.html", form, numbers=_numbers(form))


def _asked(form: MeaningForm | None = None) -> dict[str, str]:
    """The two phrases by name, as an address carries them."""
    return {
        name: ((form[name].data or "") if form else "")[:LONGEST] for name in ("phrases", "meaning")
    }


def _join(form: MeaningForm) -> None:
    phrase, meaning = form.phrases.data or "", form.meaning.data or ""
    services.join_synonyms(phrase, meaning, by=current_user)


def _numbers(form: MeaningForm) -> list[tuple[str, int]]:
    """How many results each phrase has now; nothing until both are written."""
    phrases = list(_asked(form).values())
    if not all(phrases):
        return []
    return [(one, search.find(Query(one, size=1)).total) for one in phrases]


@bp.route("/pencarian/sama-artinya/baru", methods=["GET", "POST"])
@officer("curate")
def synonym_group_new() -> Response | tuple[str, int]:
    """A new group of phrases."""
    form = GroupForm()
    if filled(form, lambda: services.add_synonyms(form.lines(), by=current_user)):
        flash(IN_EFFECT, "good")
        return redirect(url_for(".synonyms"))
    return form_page("console/searches/group.html", form, group=None)


@bp.route("/pencarian/sama-artinya/<int:group_id>", methods=["GET", "POST"])
@officer("curate")
def synonym_group(group_id: int) -> Response | tuple[str, int]:
    """Other phrases for a group, unless it is newer than the officer saw it."""
    group = found(taught.group(group_id))
    form = ChangeForm(data={"version": group.version, "phrases": "\n".join(group.texts)})
    if filled(form, lambda: _change(group, form)):
        flash(IN_EFFECT, "good")
        return redirect(url_for(".synonyms"))
    fresh = found(taught.group(group_id))
    return form_page("console/searches/group.html", form, group=fresh)


def _change(group: SynonymGroup, form: ChangeForm) -> None:
    try:
        version = form.version.data or 0
        services.change_synonyms(group, form.lines(), version=version, by=current_user)
    except services.Stale:
        # What she typed stays; the page shows beside it what stands there now.
        form.version.data = found(taught.group(group.id)).version
        form.version.raw_data = None
        raise


@bp.post("/pencarian/sama-artinya/<int:group_id>/penghapusan")
@officer("curate")
def synonym_group_removal(group_id: int) -> Response:
    """Forget a group."""
    group, form = found(taught.group(group_id)), ChangeForm()
    services.remove_synonyms(group, version=form.version.data or 0, by=current_user)
    flash("Kelompok dihapus. Berlaku sejak pencarian berikutnya.", "good")
    return redirect(url_for(".synonyms"))
