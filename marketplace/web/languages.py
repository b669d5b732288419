"""Indonesian, and English for those who ask for it: which language a page speaks, and its words.

`?lang=en` chooses and one cookie remembers; it says nothing of who a person is. The words of the
code are Indonesian; their English stands in one gettext catalogue, compiled into the home when
it is first asked for.
"""

import hashlib
import io
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import Any, overload
from urllib.parse import quote, urlencode

from babel.messages import mofile, pofile
from babel.support import NullTranslations, Translations
from flask import Flask, current_app, g, request
from flask_babel import Babel, Domain
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup, escape
from werkzeug.wrappers import Response

from marketplace.errors import RuleBroken
from marketplace.sentences import Sentence

SOURCE = "id"
LANGUAGES = (SOURCE, "en")
ASKED = COOKIE = "lang"
# What other sites add to a link, to know who came from where.
TRACKERS = ("utm_", "fbclid", "gclid")
A_YEAR = 365 * 24 * 60 * 60
CATALOGUE = Path(__file__).parents[1] / "translations" / "en" / "LC_MESSAGES" / "messages.po"

_AS_WRITTEN = NullTranslations()
# Asked a hundred times a page: in `g` it would lie behind two proxies.
_spoken: ContextVar[str] = ContextVar("spoken", default=SOURCE)


def present() -> str:
    """The language of the page that is being made; outside of requests the source's."""
    return _spoken.get()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Make what is written inside in this language."""
    before = present()
    _spoken.set(language)
    try:
        yield
    finally:
        _spoken.set(before)


def translations() -> NullTranslations:
    """The words of the present language."""
    if present() == SOURCE:
        return _AS_WRITTEN
    if "english" not in g:  # a page asks for a hundred words
        g.english = english(_folder())
    found: NullTranslations = g.english
    return found


@overload
def said(words: str) -> str: ...
@overload
def said(words: None) -> None: ...
def said(words: str | None) -> str | None:
    """What a room says, in the language of the page; what it does not know stays as it is."""
    if not words or present() == SOURCE:
        return words
    if not isinstance(words, Sentence):
        return _known(words)
    values = {
        name: said(value) if isinstance(value, str) else value
        for name, value in words.values.items()
    }
    form = _known(words.form)
    return form % values if values else form


def gettext(text: str, **values: Any) -> str:
    """Flask-Babel's `gettext` for pages that need many words: without asking where it stands."""
    found: str = translations().ugettext(text)
    return found % values if values else found


def refusal(broken: RuleBroken) -> str:
    """What a broken rule says, in the language of the page."""
    return said(broken.message)


def _known(text: str) -> str:
    found: str = translations().ugettext(text)
    return found


def in_indonesian() -> Markup:
    """The attribute that marks somebody's own words on a page in another language."""
    return Markup("") if present() == SOURCE else Markup(' lang="id"')


def as_written(words: str) -> Markup:
    """Somebody's own words inside of ours, marked as Indonesian on a page that is not."""
    if present() == SOURCE:
        return escape(words)
    return Markup('<span lang="id">{}</span>').format(words)


def of_stranger(cookies: str | None) -> str | None:
    """The language of a visitor whose cookies say nothing else; None when they say more."""
    if not cookies:
        return SOURCE
    name, _, value = cookies.partition("=")
    return value if name == COOKIE and value in LANGUAGES else None


def address_in(address: str, language: str) -> str:
    """Where a page is found in a language; Indonesian needs no word in its address."""
    if language == SOURCE:
        return address
    return f"{address}{'&' if '?' in address else '?'}{ASKED}={language}"


def here_in(language: str) -> str:
    """The present page in another language; the home page where only a form was sent to."""
    rule = request.url_rule
    if rule is None or "GET" not in (rule.methods or ()):
        return f"/?{ASKED}={language}"
    asked = {
        name: values
        for name, values in request.args.lists()
        if name != ASKED and not name.startswith(TRACKERS)
    }
    return f"{quote(request.path)}?{urlencode({**asked, ASKED: language}, doseq=True)}"


@lru_cache(maxsize=1)
def english(folder: Path) -> Translations:
    """The English catalogue, read once in a process; compiled when it has changed."""
    written = CATALOGUE.read_bytes()
    file = folder / f"en-{hashlib.sha256(written).hexdigest()[:16]}.mo"
    if file.exists():
        return Translations(io.BytesIO(file.read_bytes()))
    compiled = io.BytesIO()
    mofile.write_mo(compiled, pofile.read_po(io.BytesIO(written), locale="en"))
    with suppress(OSError):  # a full disk costs the next process a moment, and nobody a page
        _keep(file, compiled.getvalue())
    compiled.seek(0)
    return Translations(compiled)


def _folder() -> Path:
    home: Path = current_app.config["SETTINGS"].home
    return home / "translations"


def _keep(file: Path, content: bytes) -> None:
    """Write a file whole or not at all: several processes may do so at once."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as new:
        new.write(content)
    os.replace(new.name, file)


class _Words(Domain):
    """Flask-Babel's `gettext`, with our catalogue behind it."""

    def get_translations(self) -> NullTranslations:
        return translations()


class _Babel(Babel):
    domain_instance = _Words()


def stay_indonesian(app: Flask, blueprint: str) -> None:
    """Let the pages of a face speak Indonesian only."""
    app.extensions["languages.indonesian"].add(blueprint)


def _choose() -> None:
    choices = [SOURCE]
    if request.blueprint not in current_app.extensions["languages.indonesian"]:
        # Most bring neither, and `get` would raise and catch an exception for each.
        given = ((request.args, ASKED), (request.cookies, COOKIE))
        choices[:0] = [values[name] for values, name in given if name in values]
    g.spoken_before = present()
    _spoken.set(next(choice for choice in choices if choice in LANGUAGES))


def _fall_silent(_error: BaseException | None = None) -> None:
    if (before := g.pop("spoken_before", None)) is not None:
        _spoken.set(before)


def _remember(response: Response) -> Response:
    """Keep what `?lang=` chose; Indonesian needs no cookie."""
    if ASKED not in request.args:
        return response
    asked = request.args[ASKED]
    if asked not in LANGUAGES or asked == request.cookies.get(COOKIE, SOURCE):
        return response
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    if asked == SOURCE:
        response.delete_cookie(COOKIE, secure=secure, httponly=True, samesite="Lax")
    else:
        response.set_cookie(
            COOKIE, asked, max_age=A_YEAR, secure=secure, httponly=True, samesite="Lax"
        )
    response.headers["Cache-Control"] = "private, no-store"
    return response


@pass_eval_context
def _word(context: EvalContext, text: str, **values: Any) -> str:
    """Jinja's new-style `gettext`: values are put in, escaped where HTML is made."""
    language = present()
    if language == SOURCE:
        said = _marked(text) if context.autoescape else text
    else:
        said = translations().ugettext(text)
        said = _marked(said) if context.autoescape else said
    return said % values if values or "%" in said else said


@lru_cache(maxsize=5_000)
def _marked(text: str) -> Markup:
    return Markup(text)  # noqa: S704 - words of the code and its catalogue


def init_app(app: Flask) -> None:
    """Choose a language for each request, and give templates `_`, `ngettext` and `{% trans %}`."""
    app.extensions["languages.indonesian"] = set()
    _Babel(configure_jinja=False).init_app(
        app, default_locale=SOURCE, default_timezone="Asia/Jakarta", locale_selector=present
    )
    app.before_request(_choose)
    app.teardown_request(_fall_silent)
    app.after_request(_remember)
    jinja: Any = app.jinja_env
    jinja.add_extension("jinja2.ext.i18n")
    jinja.add_extension("jinja2.ext.do")
    jinja.install_gettext_callables(
        lambda text: translations().ugettext(text),
        lambda one, many, number: translations().ungettext(one, many, number),
        newstyle=True,
    )
    # The same, but that what Jinja does on each call is done once for each text.
    jinja.globals.update(_=_word, gettext=_word)
    jinja.globals.update(
        language=present, address_in=address_in, here_in=here_in, in_indonesian=in_indonesian
    )
    jinja.filters["said"] = said
